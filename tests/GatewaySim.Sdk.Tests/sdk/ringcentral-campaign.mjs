// Log in, find a number, send 5,000 messages, and read all of them back.
import { step } from './story.mjs';
import { batchesPath, client, completed, credentials, from, json, messagesPath, numbersPath } from './ringcentral.mjs';

const count = 5_000;
const { platform, events } = client();
const token = await json(platform.login(credentials));
step('login', {
  tokenType: token.token_type, expiresIn: token.expires_in, scope: token.scope, isLoggedIn: await platform.loggedIn(),
  events,
});

const numbers = await json(platform.get(numbersPath));
const number = numbers.records.find(n => n.phoneNumber === from);
step('numbers', { usage: number.usageType, canSend: number.features.includes('A2PSmsSender') });

const messages = Array.from({ length: count }, (_, i) => ({ to: [`+1212555${String(i).padStart(4, '0')}`] }));
const posted = await platform.post(batchesPath, { from, text: 'Hello from a campaign', messages });
const batch = await posted.json();
step('batch', { status: posted.status, batchSize: batch.batchSize, rejected: batch.rejected });

const done = await completed(platform, batch.id);
step('completed', { batchSize: done.batchSize, processedCount: done.processedCount, isPaid: done.cost > 0 });

const ids = new Set();
const statuses = new Set();
const pages = [];
let pageToken;
do {
  const page = await json(platform.get(messagesPath, { batchId: batch.id, perPage: 1000, pageToken }));
  page.records.forEach(r => ids.add(r.id) && statuses.add(r.messageStatus));
  pages.push(page.records.length);
  pageToken = page.paging.nextPageToken;
} while (pageToken);
step('messages', { pages, distinct: ids.size, statuses: [...statuses] });

const one = await json(platform.get(`${messagesPath}/${[...ids][0]}`));
step('message', { text: one.text, direction: one.direction, segmentCount: one.segmentCount });
