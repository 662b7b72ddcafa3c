-- What is never changed: the events and their heads. With them what cannot be told from events:
-- the keys of persons, answers kept for repeated requests, reference records. Every table but the
-- last is keyed by shop first, so that a cluster spreads by it; ids compare byte for byte.

CREATE TABLE events (
  shop     text   COLLATE "C" NOT NULL,
  position bigint NOT NULL CHECK (position > 0),
  case_id  text   COLLATE "C" NOT NULL,
  version  bigint NOT NULL CHECK (version > 0),
  type     text   COLLATE "C" NOT NULL,
  body     bytea  NOT NULL,
  hash     bytea  NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (shop, position)
);
CREATE UNIQUE INDEX events_case ON events (shop, case_id, version);

CREATE TABLE heads (
  shop     text   COLLATE "C" PRIMARY KEY,
  position bigint NOT NULL,
  hash     bytea  NOT NULL
);

CREATE TABLE person_keys (
  shop   text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  key    bytea,  -- null: erased, for ever
  PRIMARY KEY (shop, person)
);

CREATE TABLE answers (
  shop       text    COLLATE "C" NOT NULL,
  user_id    text    COLLATE "C" NOT NULL,
  key        text    COLLATE "C" NOT NULL,
  route      text    COLLATE "C" NOT NULL,
  body_hash  text    COLLATE "C" NOT NULL,
  status     integer NOT NULL,
  body       bytea   NOT NULL,
  kept_until bigint  NOT NULL,
  PRIMARY KEY (shop, user_id, key)
);
CREATE INDEX answers_kept_until ON answers (kept_until);

CREATE TABLE records (
  kind       text   COLLATE "C" NOT NULL,
  key        text   COLLATE "C" NOT NULL,
  bytes      bytea  NOT NULL,
  expires_at bigint,
  PRIMARY KEY (kind, key)
);
