// A profile from its creation to its deletion: settings, secret, numbers, and words of its own that people text.
import Telnyx from 'telnyx';
import { failureOf, server, step, text } from './story.mjs';

const client = new Telnyx({ apiKey: 'KEY_GATEWAYSIM_DEMO', baseURL: `${server}/v2`, maxRetries: 0 });
const from = '+13125550100';
const kind = error => ({ kind: error.constructor.name, status: error.status, code: error.error.errors[0].code });
const all = async pages => {
  const rows = [];
  for await (const row of pages) {
    rows.push(row);
  }

  return rows;
};

const { data: made } = await client.messagingProfiles.create({
  name: 'Spring', whitelisted_destinations: ['US', 'MX'], daily_spend_limit: '25.50',
  number_pool_settings: { toll_free_weight: 1, long_code_weight: 2, skip_unhealthy: true, sticky_sender: true },
});
step('created', {
  name: made.name, limit: made.daily_spend_limit, pool: made.number_pool_settings, secret: made.v1_secret.length,
});

const { data: updated } = await client.messagingProfiles.update(made.id, {
  name: 'Summer', number_pool_settings: { geomatch: true }, alpha_sender: 'Shop 24',
});
step('updated', { name: updated.name, pool: updated.number_pool_settings, alpha: updated.alpha_sender });

const { data: renewed } = await client.messagingProfiles.actions.regenerateSecret(made.id);
step('secret', { isNew: renewed.v1_secret !== made.v1_secret });

for (const number of [from, '+13125550101', '+13125550102']) {
  await client.phoneNumbers.messaging.update(number, { messaging_profile_id: made.id, tags: ['spring'] });
}

const numbers = await all(client.messagingProfiles.listPhoneNumbers(made.id, { 'page[size]': 2 }));
step('numbers', { numbers: numbers.map(n => n.phone_number).sort(), tags: numbers[0].tags });

const configs = client.messagingProfiles.autorespConfigs;
const stop = {
  op: 'stop', keywords: ['PARAR', 'ALTO'], country_code: 'MX', resp_text: 'Ya no recibirá mensajes de nosotros.',
};
const { data: config } = await configs.create(made.id, stop);
const { data: listed, meta } = await configs.list(made.id, { country_code: 'MX' });
step('config', {
  op: config.op, keywords: config.keywords, isListed: listed[0].id === config.id, pages: meta.total_pages,
});
step('config-faults', [
  kind(await failureOf('a short text', () => configs.create(made.id, { ...stop, resp_text: 'Adiós' }))),
  kind(await failureOf('a reserved word', () => configs.create(made.id, { ...stop, op: 'start', keywords: ['STOP'] }))),
]);

const mexican = '+525512345678';
await text(mexican, from, 'parar');
const blocked = await failureOf('a send after PARAR', () =>
  client.messages.send({ from, to: mexican, text: 'Hola' }));
const [optOut] = await all(client.messagingOptouts.list({ filter: { messaging_profile_id: made.id } }));
step('stopped', { ...kind(blocked), keyword: optOut.keyword, to: optOut.to });

const { data: replaced } = await configs.update(config.id, {
  profile_id: made.id, op: 'info', keywords: ['AYUDA'], country_code: '*',
});
step('replaced', { isSame: replaced.id === config.id, op: replaced.op, country: replaced.country_code });
step('config-deleted', { answer: await configs.delete(config.id, { profile_id: made.id }) });

const { data: deleted } = await client.messagingProfiles.delete(made.id);
step('deleted', {
  isSame: deleted.id === made.id,
  after: kind(await failureOf('a profile that is gone', () => client.messagingProfiles.retrieve(made.id))),
  optOuts: (await all(client.messagingOptouts.list())).length,
  number: (await client.phoneNumbers.messaging.retrieve(from)).data.messaging_profile_id,
});
