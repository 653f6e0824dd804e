// The RingCentral client of the stories, made as its guide says.
import ringcentral from '@ringcentral/sdk';
import { server as gateway, until } from './story.mjs';

export const from = '+16505550100';
export const batchesPath = '/restapi/v1.0/account/~/a2p-sms/batches';
export const messagesPath = '/restapi/v1.0/account/~/a2p-sms/messages';
export const optOutsPath = '/restapi/v1.0/account/~/a2p-sms/opt-outs';
export const consentsPath = '/restapi/v2/accounts/~/sms/consents';
export const numbersPath = '/restapi/v1.0/account/~/extension/~/phone-number';
export const subscriptionPath = '/restapi/v1.0/subscription';

export const credentials = { jwt: 'gatewaysim-jwt' };

/** A platform that is not logged in, and the names of the events it has emitted so far. */
export function client({ server = gateway, ...options } = {}) {
  const sdk = new ringcentral.SDK({
    server, clientId: 'gatewaysim-client-id', clientSecret: 'gatewaysim-client-secret', ...options,
  });
  const platform = sdk.platform();
  const events = [];
  for (const name of Object.values(platform.events)) {
    platform.on(name, () => events.push(name));
  }

  return { platform, events };
}

/** A platform that is logged in. */
export async function loggedIn(options) {
  const { platform, events } = client(options);
  await platform.login(credentials);
  return { platform, events };
}

export const json = async call => (await call).json();

/** Sends one message to each, and waits until the batch is complete. */
export async function send(platform, to, words = 'Hello') {
  const batch = await json(platform.post(batchesPath, { from, text: words, messages: to.map(t => ({ to: [t] })) }));
  return completed(platform, batch.id);
}

export const completed = (platform, id) => until(`batch ${id}`, async () => {
  const batch = await json(platform.get(`${batchesPath}/${id}`));
  return batch.status === 'Completed' && batch;
});

/** What became of a batch's messages. */
export async function outcomes(platform, batchId) {
  const { records } = await json(platform.get(messagesPath, { batchId }));
  return records.map(({ to, messageStatus, errorCode }) => ({ to: to[0], messageStatus, errorCode }));
}
