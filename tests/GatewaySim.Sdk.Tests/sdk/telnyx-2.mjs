// The package as it was before it was generated: another way to say where the server is, other kinds of errors.
import telnyx from 'telnyx-2';
import { failureOf, server, step, text } from './story.mjs';

const { hostname, port } = new URL(server);
const client = telnyx('KEY_GATEWAYSIM_DEMO');
client.setHost(hostname, port, 'http');
const from = '+13125550100';
const to = '+12125550101';

const { data } = await client.messages.create({ from, to, text: 'Hello' });
const found = await client.messages.retrieve(data.id);
step('sent', { type: data.record_type, text: found.data.text });

await text(to, from, 'STOP');
const blocked = await failureOf('a send after STOP', () => client.messages.create({ from, to, text: 'Hello' }));
step('blocked', { kind: blocked.type, status: blocked.statusCode, code: blocked.raw.errors[0].code });
