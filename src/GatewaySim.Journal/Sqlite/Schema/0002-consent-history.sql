-- A projection: every change of a RingCentral consent record, in the order of time. sender '' is the account-wide record.
CREATE TABLE consent_history (
  account   INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  id        INTEGER NOT NULL,
  recipient INTEGER NOT NULL,
  sender    TEXT    NOT NULL,
  status    INTEGER NOT NULL,
  source    INTEGER NOT NULL,
  PRIMARY KEY (account, at, id)
) WITHOUT ROWID;

CREATE INDEX consent_history_by_recipient ON consent_history (account, recipient, at, id);
