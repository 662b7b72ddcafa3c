-- What is never changed: the events and their heads. With them what cannot be told from events:
-- the keys of persons, answers kept for repeated requests, reference records.

CREATE TABLE events (
  shop     TEXT    NOT NULL,
  position INTEGER NOT NULL CHECK (position > 0),
  case_id  TEXT    NOT NULL,
  version  INTEGER NOT NULL CHECK (version > 0),
  type     TEXT    NOT NULL,
  body     BLOB    NOT NULL,
  hash     BLOB    NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (shop, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX events_case ON events (shop, case_id, version);

CREATE TABLE heads (
  shop     TEXT    NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,
  hash     BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person_keys (
  shop   TEXT NOT NULL,
  person TEXT NOT NULL,
  key    BLOB,  -- null: erased, for ever
  PRIMARY KEY (shop, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
  shop       TEXT    NOT NULL,
  user_id    TEXT    NOT NULL,
  key        TEXT    NOT NULL,
  route      TEXT    NOT NULL,
  body_hash  TEXT    NOT NULL,
  status     INTEGER NOT NULL,
  body       BLOB    NOT NULL,
  kept_until INTEGER NOT NULL,
  PRIMARY KEY (shop, user_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_kept_until ON answers (kept_until);

CREATE TABLE records (
  kind       TEXT NOT NULL,
  key        TEXT NOT NULL,
  bytes      BLOB NOT NULL,
  expires_at INTEGER,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
