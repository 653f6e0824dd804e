// People text STOP: a send to one is a conflict, which the package tries again; the list has them; START lifts it.
import Telnyx from 'telnyx';
import { failureOf, server, step, text } from './story.mjs';

const calls = [];
const counted = (url, init) => {
  const { pathname, search } = new URL(url);
  calls.push({
    method: init.method, path: pathname + decodeURIComponent(search),
    retry: new Headers(init.headers).get('x-stainless-retry-count'),
  });
  return fetch(url, init);
};
const client = new Telnyx({ apiKey: 'KEY_GATEWAYSIM_DEMO', baseURL: `${server}/v2`, fetch: counted });
const from = '+13125550100';
const people = Array.from({ length: 45 }, (_, i) => `+121255501${String(i).padStart(2, '0')}`);
const [person] = people;
const send = options => client.messages.send({ from, to: person, text: 'Hello' }, options);

const { data } = await send();
for (const one of people) {
  await text(one, from, one === person ? 'stop' : 'UNSUBSCRIBE');
}

calls.length = 0;
const blocked = await failureOf('a send after STOP', () => send());
step('blocked', {
  kind: blocked.constructor.name, isConflict: blocked instanceof Telnyx.ConflictError, status: blocked.status,
  code: blocked.error.errors[0].code, posts: calls.filter(c => c.method === 'POST').length,
  retries: calls.map(c => c.retry),
});

calls.length = 0;
await failureOf('a send after STOP', () => send({ maxRetries: 0 }));
step('blocked-once', { posts: calls.length });

calls.length = 0;
const optOuts = [];
for await (const one of client.messagingOptouts.list({ filter: { from }, 'page[size]': 20 })) {
  optOuts.push(one);
}

step('opt-outs', {
  pages: calls.map(c => c.path), count: optOuts.length,
  distinct: new Set(optOuts.map(o => o.to)).size, keywords: [...new Set(optOuts.map(o => o.keyword))].sort(),
  from: [...new Set(optOuts.map(o => o.from))],
  isOfProfile: optOuts.every(o => o.messaging_profile_id === data.messaging_profile_id),
});

await text(person, from, 'START');
calls.length = 0;
const again = await send();
step('restored', { posts: calls.length, status: again.data.to[0].status });

const left = [];
for await (const one of client.messagingOptouts.list()) {
  left.push(one.to);
}

step('left', { count: left.length, hasPerson: left.includes(person) });
