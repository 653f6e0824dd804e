-- How far readers of the journal (the webhooks) have come. No projection: it says what was done outside.
CREATE TABLE mark (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
);
