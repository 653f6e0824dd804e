// Messages for later: one is cancelled, one goes out at its time, one meets an opt-out on the way. Time is moved.
import Telnyx from 'telnyx';
import { failureOf, server, step, text } from './story.mjs';

const client = new Telnyx({ apiKey: 'KEY_GATEWAYSIM_DEMO', baseURL: `${server}/v2`, maxRetries: 0 });
const from = '+13125550100';
const kind = error => ({ kind: error.constructor.name, status: error.status, code: error.error.errors[0].code });
const clock = async change => {
  const answer = await fetch(`${server}/_sim/clock`, change && { method: 'POST', body: JSON.stringify(change) });
  if (!answer.ok) {
    throw new Error(`clock: ${answer.status} ${await answer.text()}`);
  }

  return answer.json();
};
await clock({ paused: true });
const now = Date.parse((await clock()).now);
const at = minutes => new Date(now + minutes * 60_000).toISOString();
const schedule = (to, minutes) => client.messages.schedule({ from, to, text: 'Hello', send_at: at(minutes) });
const statusOf = async message => (await client.messages.retrieve(message.id)).data.to[0].status;

// 1. Taken back, and not twice.
const { data: first } = await schedule('+12125550101', 20);
step('scheduled', { status: first.to[0].status, isSame: Date.parse(first.send_at) === Date.parse(at(20)) });
const cancelled = await client.messages.cancelScheduled(first.id);
step('cancelled', { isSame: cancelled.id === first.id, status: cancelled.to[0].status, now: await statusOf(first) });
step('cancelled-twice', kind(await failureOf('a second time', () => client.messages.cancelScheduled(first.id))));

// 2. Times that cannot be.
step('times', [
  kind(await failureOf('four minutes', () => schedule('+12125550101', 4))),
  kind(await failureOf('six days', () => schedule('+12125550101', 6 * 24 * 60))),
]);

// 3. Ten minutes later one is sent, and one is not, as its recipient opted out.
const { data: second } = await schedule('+12125550102', 10);
const { data: third } = await schedule('+12125550103', 10);
await text('+12125550103', from, 'STOP');
await clock({ advanceBy: 'PT9M30S' });
step('too-late', kind(await failureOf('half a minute before', () => client.messages.cancelScheduled(second.id))));
step('waiting', { statuses: [await statusOf(second), await statusOf(third)] });
await clock({ advanceBy: 'PT10M' });
const { data: refused } = await client.messages.retrieve(third.id);
const { data: sent } = await client.messages.retrieve(second.id);
step('due', {
  statuses: [sent.to[0].status, refused.to[0].status, await statusOf(first)], code: refused.errors[0].code,
  minutes: Math.round((Date.parse(sent.sent_at) - now) / 60_000), cost: sent.cost.amount, unsent: refused.cost,
});
