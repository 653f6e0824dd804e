// What the client really sends, seen between it and the gateway.
import { server, step, text } from './story.mjs';
import { record } from './recorder.mjs';
import { consentsPath, from, json, loggedIn, numbersPath, optOutsPath } from './ringcentral.mjs';

const recorder = await record(server);
const { calls } = recorder;
const { platform } = await loggedIn({ server: recorder.url });
const [login] = calls;
step('login', {
  calls: calls.length, method: login.method, url: login.url, type: login.headers['content-type'],
  authorization: login.headers.authorization.split(' ')[0], agent: login.headers['x-user-agent'],
  fields: [...new URLSearchParams(login.body).keys()],
});

await platform.get(numbersPath);
const get = calls.at(-1);
step('get', {
  scheme: get.headers.authorization.split(' ')[0], type: get.headers['content-type'], bytes: get.body.length,
  length: get.headers['content-length'] ?? null, client: get.headers['client-id'], status: get.status,
});

await text('+12125550101', from, 'STOP');
const query = { from: [from, '+16505550101'], optStatus: ['OptOut', 'OptIn'] };
const repeated = await json(platform.get(consentsPath, query));
step('repeated', { query: calls.at(-1).url.split('?')[1], records: repeated.records.length });

// A member that is there without a value is written with none: what a loop over pages sends for its first.
const empty = await json(platform.get(consentsPath, { from: undefined, to: undefined, optStatus: undefined }));
step('undefined', { query: calls.at(-1).url.split('?')[1], records: empty.records.length });

// As the guide's samples write it: the plus sign stays as it is, and a form decoder reads a space.
const literal = await json(platform.get(`${optOutsPath}?from=${from}`));
step('literal-plus', { query: calls.at(-1).url.split('?')[1], records: literal.records.length });
const bare = await json(platform.get(`${optOutsPath}?from=${from.slice(1)}`));
step('no-plus', { query: calls.at(-1).url.split('?')[1], records: bare.records.length });

await platform.auth().setData({ access_token: 'spoiled' });
const before = calls.length;
await platform.get(numbersPath);
const fields = new URLSearchParams(calls[before + 1].body);
step('after-401', {
  calls: calls.slice(before).map(c => `${c.method} ${c.url} ${c.status}`),
  fields: [...fields.keys()], accessTokenTtl: fields.get('access_token_ttl'),
});

await platform.logout();
step('logout', { url: calls.at(-1).url, fields: [...new URLSearchParams(calls.at(-1).body).keys()] });
recorder.close();
