// The consents as a file: one by a STOP, one for the whole account by an update.
import { step, text } from './story.mjs';
import { consentsPath, from, json, loggedIn } from './ringcentral.mjs';

const { platform } = await loggedIn();
await text('+12125550101', from, 'STOP');
const record = { from: '*', to: '+12125550102', optStatus: 'OptOut', source: 'Api' };
await json(platform.patch(consentsPath, { records: [record] }));

const answer = await platform.get(`${consentsPath}/export`);
const [header, ...rows] = (await answer.text()).split(/\r?\n/).filter(line => line !== '');
step('export', {
  status: answer.status, type: answer.headers.get('content-type').split(';')[0], columns: header.split(',').length,
  rows: rows.map(row => row.match(/\+1212555\d{4}/)[0]).sort(), areOptOuts: rows.every(row => /OptOut/i.test(row)),
});
