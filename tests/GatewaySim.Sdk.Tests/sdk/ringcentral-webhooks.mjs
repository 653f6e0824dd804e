// Subscribe a real receiver to everything, cause each event once, and look at what arrives.
import { failureOf, step, text } from './story.mjs';
import { receive } from './receiver.mjs';
import { from, json, loggedIn, outcomes, send, subscriptionPath } from './ringcentral.mjs';

const sms = '/restapi/v1.0/account/~/a2p-sms';
const eventFilters = [
  `${sms}/batches`, `${sms}/messages?direction=Inbound`, `${sms}/opt-outs`, '/restapi/v2/accounts/~/sms/consents',
];
const verificationToken = 'a-token-of-the-story';
const person = '+12125550101';

const receiver = await receive();
const { platform } = await loggedIn();
const deliveryMode = { transportType: 'WebHook', address: `${receiver.url}/events`, verificationToken };
const posted = await platform.post(subscriptionPath, { eventFilters, deliveryMode, expiresIn: 86_400 });
const subscription = await posted.json();
step('subscribed', {
  status: posted.status, state: subscription.status, filters: subscription.eventFilters,
  expiresIn: subscription.expiresIn, transport: subscription.deliveryMode.transportType,
  encryption: subscription.deliveryMode.encryption,
  isAddress: subscription.deliveryMode.address === deliveryMode.address,
  showsToken: JSON.stringify(subscription).includes(verificationToken), handshakes: receiver.handshakes,
});

// Each event is the envelope with what the filter is about.
const saw = (name, event, body) => step(name, {
  envelope: Object.keys(event).filter(k => k !== 'headers' && k !== 'path').sort(), event: event.event,
  isOfSubscription: event.subscriptionId === subscription.id, owner: event.ownerId, path: event.path,
  token: event.headers['verification-token'], isHandshake: 'validation-token' in event.headers,
  type: event.headers['content-type'].toLowerCase(), hasTime: /T\d\d:\d\d:\d\d\.\d{3}Z$/.test(event.timestamp), ...body,
});

const batch = await send(platform, [person]);
const ofBatch = await receiver.event('/batches', b => b.id === batch.id && b.status === 'Completed');
saw('batch', ofBatch, {
  from: ofBatch.body.from, batchSize: ofBatch.body.batchSize, processedCount: ofBatch.body.processedCount,
  isPaid: ofBatch.body.cost > 0, hasRejected: 'rejected' in ofBatch.body,
});

await text(person, from, 'How much is it?');
const ofMessage = await receiver.event('/messages', b => b.text === 'How much is it?');
saw('message', ofMessage, {
  idType: typeof ofMessage.body.id, from: ofMessage.body.from, to: ofMessage.body.to,
  direction: ofMessage.body.direction, messageStatus: ofMessage.body.messageStatus,
});

await text(person, from, 'STOP');
const ofOptOut = await receiver.event('/opt-outs', b => b.active === true);
saw('opt-out', ofOptOut, { body: ofOptOut.body });
const ofConsent = await receiver.event('/consents', b => b.records[0].optStatus === 'OptOut');
const { lastModifiedTime, ...consent } = ofConsent.body.records[0];
saw('consent', ofConsent, { records: ofConsent.body.records.length, consent, isDated: !!lastModifiedTime });
const blocked = await send(platform, [person]);
step('blocked', await outcomes(platform, blocked.id));

await text(person, from, 'START');
const ofOptIn = await receiver.event('/opt-outs', b => b.active === false);
saw('opt-in', ofOptIn, { body: ofOptIn.body });
step('uuids', { distinct: new Set(receiver.events.map(e => e.uuid)).size === receiver.events.length });

const one = `${subscriptionPath}/${subscription.id}`;
const list = await json(platform.get(subscriptionPath));
step('list', { ids: list.records.map(r => r.id === subscription.id) });
const renewed = await json(platform.put(one));
step('renewed', { isSame: renewed.id === subscription.id, state: renewed.status });
const changed = await json(platform.put(one, { eventFilters: [eventFilters[0]] }));
step('changed', { filters: changed.eventFilters });
step('deleted', { status: (await platform.delete(one)).status });
const gone = await failureOf('a look at what was deleted', () => platform.get(one));
step('gone', { status: gone.response.status, code: (await gone.response.json()).errors[0].errorCode });

// Who does not answer the handshake gets no subscription.
receiver.close();
const refused = await failureOf('a subscription of nobody', () =>
  platform.post(subscriptionPath, { eventFilters, deliveryMode }));
step('refused', { status: refused.response.status, code: (await refused.response.json()).errors[0].errorCode });
step('none', { subscriptions: (await json(platform.get(subscriptionPath))).records.length });
