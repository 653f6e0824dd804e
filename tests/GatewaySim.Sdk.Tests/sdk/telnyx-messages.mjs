// Send a message and read it back; find and make profiles; mistakes become the package's own kinds of errors.
import Telnyx from 'telnyx';
import { failureOf, server, step, until } from './story.mjs';

const baseURL = `${server}/v2`;
const client = new Telnyx({ apiKey: 'KEY_GATEWAYSIM_DEMO', baseURL });
const from = '+13125550100';

const sent = await client.messages.send({ from, to: '+12125550101', text: 'Hello' });
const { data } = sent;
step('sent', {
  type: data.record_type, direction: data.direction, parts: data.parts, encoding: data.encoding,
  from: data.from.phone_number, to: data.to.map(t => `${t.phone_number} ${t.status}`),
});

const delivered = await until('the delivery', async () => {
  const message = await client.messages.retrieve(data.id);
  return message.data.to[0].status === 'delivered' && message.data;
});
step('retrieved', { isSame: delivered.id === data.id, text: delivered.text, isDated: !!delivered.completed_at });

const profile = await client.messagingProfiles.create({ name: 'Stories', whitelisted_destinations: ['US'] });
step('profile', { type: profile.data.record_type, name: profile.data.name, enabled: profile.data.enabled });
for (let i = 0; i < 4; i++) {
  await client.messagingProfiles.create({ name: `Story ${i}`, whitelisted_destinations: ['*'] });
}

const names = [];
for await (const one of client.messagingProfiles.list({ 'page[size]': 2 })) {
  names.push(one.name);
}

const found = await client.messagingProfiles.retrieve(profile.data.id);
const stories = names.filter(n => n.startsWith('Stor')).sort();
step('profiles', { count: names.length, stories, name: found.data.name });

const kind = error => ({ kind: error.constructor.name, status: error.status, code: error.error.errors[0].code });
const unknown = new Telnyx({ apiKey: 'KEY_OF_NOBODY', baseURL });
step('wrong-key', kind(await failureOf('a wrong key', () => unknown.messagingProfiles.list())));
step('wrong-number', kind(await failureOf('a wrong number', () =>
  client.messages.send({ from, to: '12', text: 'Hello' }))));
step('no-message', kind(await failureOf('an unknown id', () =>
  client.messages.retrieve('00000000-0000-4000-8000-000000000000'))));
