// A web server as the guide asks for one: it answers the handshake, and keeps the events that come.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { until } from './story.mjs';

/** Starts a receiver. `handshakes` and `events` are what came so far. */
export async function receive() {
  const handshakes = [];
  const events = [];
  const receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }

    const token = request.headers['validation-token'];
    response.setHeader('Content-Type', 'application/json');
    if (token) {
      handshakes.push({ method: request.method, path: request.url, body });
      response.setHeader('Validation-Token', token);
    } else {
      events.push({ headers: request.headers, path: request.url, ...JSON.parse(body) });
    }

    response.end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  return {
    url: `http://127.0.0.1:${receiver.address().port}`,
    handshakes,
    events,
    /** The first event of a filter that is as wanted. Waits for it. */
    event: (filter, wanted = () => true) => until(`an event of ${filter}`, () =>
      events.find(e => e.event.includes(filter) && wanted(e.body))),
    close() {
      receiver.close();
      receiver.closeAllConnections();
    },
  };
}
