// What every story shares: where the gateway is, a line for each step, a person with a phone, waiting with a limit.
import { setTimeout as pause } from 'node:timers/promises';

/** The gateway's address, without a slash at its end. */
export const server = process.argv[2].replace(/\/$/, '');

/** Tells the test what was seen. The test judges it. */
export const step = (name, saw = {}) => console.log(JSON.stringify({ step: name, saw }));

/** A person sends a text to a business number. */
export async function text(from, to, words) {
  const answer = await fetch(`${server}/_sim/inbound`, {
    method: 'POST',
    body: JSON.stringify({ from, to, text: words }),
  });
  if (!answer.ok) {
    throw new Error(`${words} from ${from} to ${to}: ${answer.status} ${await answer.text()}`);
  }
}

/** Asks again and again until there is an answer. */
export async function until(what, ask, limitMs = 30_000) {
  for (const end = Date.now() + limitMs; ;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }

    if (Date.now() > end) {
      throw new Error(`waited ${limitMs} ms for ${what}`);
    }

    await pause(25);
  }
}

/** The error of a call that must not succeed. */
export async function failureOf(what, call) {
  try {
    await call();
  } catch (error) {
    return error;
  }

  throw new Error(`${what} was to fail, and did not`);
}
