-- The shelf of reviews: what triage found, and what was done with it. Bodies last: a queue does not
-- read them.

CREATE TABLE reviews (
  shop          TEXT    NOT NULL,
  kind          TEXT    NOT NULL,
  id            TEXT    NOT NULL,
  position      INTEGER NOT NULL,  -- in the order in which they first came
  verdict       TEXT    NOT NULL,
  is_reportable INTEGER NOT NULL,  -- 0 or 1
  ground        TEXT    NOT NULL,
  due_at        INTEGER NOT NULL,  -- the greatest integer: never
  made_at       INTEGER NOT NULL,
  causes        INTEGER NOT NULL,  -- a bit each
  put_at        INTEGER NOT NULL,
  version       INTEGER NOT NULL,  -- of the mark
  state         TEXT    NOT NULL,
  state_at      INTEGER,
  state_by      TEXT    NOT NULL,
  case_id       TEXT    NOT NULL,
  list          TEXT    NOT NULL,
  words         BLOB    NOT NULL,
  deeds         BLOB    NOT NULL,
  body          BLOB    NOT NULL,
  PRIMARY KEY (shop, kind, id)
) STRICT;
CREATE UNIQUE INDEX reviews_position ON reviews (shop, position);
CREATE INDEX reviews_due ON reviews (shop, due_at, position);
CREATE INDEX reviews_made ON reviews (shop, made_at, position);
CREATE INDEX reviews_state_due ON reviews (shop, state, due_at, position);
CREATE INDEX reviews_state_made ON reviews (shop, state, made_at, position);
CREATE INDEX reviews_count ON reviews (shop, verdict, state, is_reportable);
