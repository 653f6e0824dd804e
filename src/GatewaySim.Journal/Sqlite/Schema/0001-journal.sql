-- The truth lies in one table per shard, event_0, event_1 ..., which are made with the data directory (EventTables.cs).

-- Where a shard's recovery begins; everything before is in its entities' snapshots.
CREATE TABLE recovery (
  shard INTEGER PRIMARY KEY,
  seq   INTEGER NOT NULL
);

CREATE TABLE snapshot (
  shard INTEGER NOT NULL,
  scope TEXT    NOT NULL,
  seq   INTEGER NOT NULL,
  state BLOB    NOT NULL,
  PRIMARY KEY (shard, scope)
);

-- From here on projections: written with the events, and rebuilt from them by `gatewaysim verify`.
CREATE TABLE batch (
  account  INTEGER NOT NULL,
  created  INTEGER NOT NULL,
  id       INTEGER NOT NULL,
  sender   TEXT    NOT NULL,
  size     INTEGER NOT NULL,
  processed INTEGER NOT NULL,
  blocked  INTEGER NOT NULL,
  segments INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  dispatch INTEGER NOT NULL,
  PRIMARY KEY (account, created, id)
) WITHOUT ROWID;

CREATE TABLE dispatch (
  shard INTEGER NOT NULL,
  chunk INTEGER NOT NULL,
  first INTEGER NOT NULL,
  count INTEGER NOT NULL,
  seq   INTEGER NOT NULL,
  PRIMARY KEY (shard, chunk, first)
) WITHOUT ROWID;

CREATE TABLE text (
  account   INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  id        INTEGER NOT NULL,
  direction INTEGER NOT NULL,
  business  TEXT    NOT NULL,
  person    INTEGER NOT NULL,
  PRIMARY KEY (account, at, id)
) WITHOUT ROWID;

-- provider 1 RingCentral, 2 Telnyx, 0 the toll-free network. sender '' is the account-wide record.
CREATE TABLE consent (
  account   INTEGER NOT NULL,
  provider  INTEGER NOT NULL,
  profile   TEXT    NOT NULL,
  recipient INTEGER NOT NULL,
  sender    TEXT    NOT NULL,
  status    INTEGER NOT NULL,
  source    INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  keyword   TEXT,
  id        INTEGER NOT NULL,
  PRIMARY KEY (account, provider, profile, recipient, sender)
) WITHOUT ROWID;

CREATE INDEX consent_by_time ON consent (account, provider, at, id);
