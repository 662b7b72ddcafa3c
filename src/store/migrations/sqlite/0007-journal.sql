-- The journal: of every key, record and review the digest of what was written, in one hash chain of
-- the store (store/journal.hpp). What is there already is entered when this step is taken.

CREATE TABLE journal (
  position   INTEGER NOT NULL PRIMARY KEY CHECK (position > 0),
  table_name TEXT    NOT NULL,
  scope      TEXT    NOT NULL,
  subject    TEXT    NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 32),
  hash       BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;
