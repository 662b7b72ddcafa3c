-- The journal: of every key, record and review the digest of what was written, in one hash chain of
-- the store (store/journal.hpp). What is there already is entered when this step is taken.

CREATE TABLE journal (
  position   bigint NOT NULL PRIMARY KEY CHECK (position > 0),
  table_name text   NOT NULL,
  scope      text   NOT NULL,
  subject    text   NOT NULL,
  digest     bytea  NOT NULL CHECK (length(digest) = 32),
  hash       bytea  NOT NULL CHECK (length(hash) = 32)
);
