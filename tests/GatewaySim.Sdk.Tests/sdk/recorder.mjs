// Stands between a client and the gateway and writes down what the client sends, as it sends it.
import { createServer, request } from 'node:http';
import { once } from 'node:events';

/** Starts a recorder. `calls` grows by one for each request; `close` ends it. */
export async function record(server) {
  const calls = [];
  const proxy = createServer(async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) {
      chunks.push(chunk);
    }

    const body = Buffer.concat(chunks);
    const call = {
      method: incoming.method, url: incoming.url, headers: incoming.headers, body: body.toString(), status: 0,
    };
    calls.push(call);
    const onward = request(server + incoming.url, { method: incoming.method, headers: incoming.headers }, answer => {
      call.status = answer.statusCode;
      outgoing.writeHead(answer.statusCode, answer.statusMessage, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', error => outgoing.destroy(error));
    onward.end(body);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${proxy.address().port}`,
    calls,
    close() {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}
