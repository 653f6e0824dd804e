// A session from its login to its end: refreshed by hand, early, after a 401, and not any more after the logout.
import { failureOf, server, step } from './story.mjs';
import { batchesPath, client, consentsPath, loggedIn, numbersPath } from './ringcentral.mjs';

const wrong = client();
const refused = await failureOf('a wrong JWT', () => wrong.platform.login({ jwt: 'not-the-jwt' }));
step('wrong', { status: refused.response.status, message: refused.message, events: wrong.events });

const { platform, events } = await loggedIn();
const first = await platform.auth().data();
await platform.refresh();
const second = await platform.auth().data();
step('refreshed', {
  isNew: first.access_token !== second.access_token, status: (await platform.get(numbersPath)).status,
  events: events.splice(0),
});

// Whatever spoiled the token: the client sees a 401, refreshes once and asks again.
await platform.auth().setData({ access_token: `${second.access_token}x` });
const replayed = await platform.get(numbersPath);
step('after-401', { status: replayed.status, events: events.splice(0) });

const early = await loggedIn({ refreshHandicapMs: 7_200_000 });
early.events.length = 0;
step('early', { status: (await early.platform.get(numbersPath)).status, events: early.events });

const bad = await failureOf('a batch from nobody', () => platform.post(batchesPath, { from: 'nobody', messages: [] }));
step('error', {
  status: bad.response.status, message: bad.message, code: (await bad.response.json()).errors[0].errorCode,
});

// At v2 the error has no message at its top, which is where the client looks for one.
const badUpdate = await failureOf('an update of nothing', () => platform.patch(consentsPath, { records: [] }));
step('error-v2', {
  status: badUpdate.response.status, message: badUpdate.message,
  code: (await badUpdate.response.json()).errors[0].errorCode,
});

const { access_token: last, refresh_token: lastRefresh } = await platform.auth().data();
const goodbye = await platform.logout();
step('logout', { status: goodbye.status, isLoggedIn: await platform.loggedIn(), events: events.splice(0) });

const locally = await failureOf('a call after the logout', () => platform.get(numbersPath));
step('after-logout', { message: locally.message });

// The client forgot its tokens; whoever kept one gets nothing for it either.
const kept = await fetch(server + numbersPath, { headers: { authorization: `bearer ${last}` } });
step('kept-token', { status: kept.status, code: (await kept.json()).errors[0].errorCode });
await platform.auth().setData({ refresh_token: lastRefresh, refresh_token_expires_in: '3600', expires_in: '3600' });
const dead = await failureOf('a refresh after the logout', () => platform.refresh());
step('kept-refresh', { status: dead.response.status, message: dead.message });
