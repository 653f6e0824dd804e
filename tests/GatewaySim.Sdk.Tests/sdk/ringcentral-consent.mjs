// A person texts STOP: sends to them fail, the lists say so, and an update of their consent lifts it.
import { step, text } from './story.mjs';
import { consentsPath, from, json, loggedIn, optOutsPath, outcomes, send } from './ringcentral.mjs';

const person = '+12125550101';
const other = '+12125550102';
const { platform } = await loggedIn();

const before = await send(platform, [person, other]);
step('before', await outcomes(platform, before.id));

await text(person, from, 'STOP');
const after = await send(platform, [person, other]);
step('stopped', await outcomes(platform, after.id));

const optOuts = await json(platform.get(optOutsPath, { from }));
step('opt-outs', optOuts.records);
const consents = await json(platform.get(consentsPath, { from: [from], to: [person, other] }));
step('consents', consents.records.map(({ lastModifiedTime, ...rest }) => rest));

const record = { from, to: person, optStatus: 'OptIn', source: 'Api' };
step('patched', await json(platform.patch(consentsPath, { records: [record] })));
const lifted = await send(platform, [person]);
step('lifted', await outcomes(platform, lifted.id));

const optedIn = await json(platform.get(consentsPath, { optStatus: ['OptIn'] }));
step('opted-in', optedIn.records.map(({ to, optStatus, source }) => ({ to, optStatus, source })));
const still = await json(platform.get(consentsPath));
step('opted-out', still.records);
