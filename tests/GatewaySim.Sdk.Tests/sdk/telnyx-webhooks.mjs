// A real consumer of webhooks: events are checked with the package's own code, a changed one is refused, a failing
// address is tried again and then left for the other one.
import { createServer } from 'node:http';
import { once } from 'node:events';
import Telnyx from 'telnyx';
import telnyx2 from 'telnyx-2';
import { failureOf, server, step, text, until } from './story.mjs';

const baseURL = `${server}/v2`;
const client = new Telnyx({ apiKey: 'KEY_GATEWAYSIM_DEMO', baseURL });
const key = (await (await fetch(`${server}/_sim/keys`)).json()).telnyx.publicKey;
const from = '+13125550100';
const to = '+12125550101';

const came = [];
let statusOf = () => 200;
const receiver = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
  }

  const event = JSON.parse(body);
  came.push({ path: request.url, headers: request.headers, body, ...event });
  response.statusCode = statusOf(request.url, event.meta.attempt);
  response.end();
});
receiver.listen(0, '127.0.0.1');
await once(receiver, 'listening');
const url = `http://127.0.0.1:${receiver.address().port}`;
const events = (path, type, count) => until(`${count} of ${type} at ${path}`, () => {
  const found = came.filter(e => e.path === path && e.data.event_type === type);
  return found.length >= count && found;
});

// 1. Signed events of one message.
const { data: sent } = await client.messages.send({ from, to, text: 'Hello', webhook_url: `${url}/own` });
const [finalized] = await events('/own', 'message.finalized', 1);
const [told] = await events('/own', 'message.sent', 1);
const unwrapped = await client.webhooks.unwrap(finalized.body, { headers: finalized.headers, key });
step('unwrapped', {
  type: unwrapped.data.event_type, isSame: unwrapped.data.payload.id === sent.id,
  status: unwrapped.data.payload.to[0].status, sent: told.data.payload.to[0].status,
  attempt: finalized.meta.attempt, deliveredTo: finalized.meta.delivered_to === `${url}/own`,
});

// Version 2 wants bytes where it says string.
const older = telnyx2('KEY_GATEWAYSIM_DEMO').webhooks.constructEvent(
  finalized.body, Buffer.from(finalized.headers['telnyx-signature-ed25519'], 'base64'),
  finalized.headers['telnyx-timestamp'], Buffer.from(key, 'base64'));
step('constructed', { type: older.data.event_type });

// 2. A changed body, a changed time, another key.
const tampered = finalized.body.replace('"delivered"', '"sending_failed"');
const late = { ...finalized.headers, 'telnyx-timestamp': `${+finalized.headers['telnyx-timestamp'] + 1}` };
const other = Buffer.alloc(32, 7).toString('base64');
const refusals = [];
for (const [body, headers, used] of [
  [tampered, finalized.headers, key], [finalized.body, late, key], [finalized.body, finalized.headers, other],
]) {
  refusals.push((await failureOf('a forged event', () => client.webhooks.unwrap(body, { headers, key: used }))).name);
}

step('refused', { count: refusals.length });

// 3. An address that fails, and the one that stands in for it.
statusOf = path => path === '/failing' ? 500 : 200;
await client.messages.send({
  from, to, text: 'Hello', webhook_url: `${url}/failing`, webhook_failover_url: `${url}/standing-in`,
});
const [rescued] = await events('/standing-in', 'message.finalized', 1);
const failed = await events('/failing', 'message.finalized', 3);
step('failed-over', {
  attempts: [...failed, rescued].map(e => e.meta.attempt),
  ids: new Set([...failed, rescued].map(e => e.data.id)).size,
});
const delivery = await until('the list of deliveries', async () => {
  const page = await client.webhookDeliveries.list();
  return page.data.find(d => d.webhook.id === rescued.data.id);
});
step('listed', { status: delivery.status, attempts: delivery.attempts.map(a => a.status) });

// 4. What people write to a profile with a webhook.
const profile = await client.messagingProfiles.create({
  name: 'Hooks', whitelisted_destinations: ['US'], webhook_url: `${url}/profile`,
});
await client.phoneNumbers.messaging.update('+13125550188', { messaging_profile_id: profile.data.id });
for (const words of ['STOP', 'START', 'Good morning']) {
  await text(to, '+13125550188', words);
}

const heard = await events('/profile', 'message.received', 3);
// Several callbacks are under way at once, so they may come in any order.
const types = heard.map(e => [e.data.payload.text, e.data.payload.autoresponse_type]);
step('heard', Object.fromEntries(types.sort((a, b) => (a[0] < b[0] ? -1 : 1))));
receiver.close();
receiver.closeAllConnections();
