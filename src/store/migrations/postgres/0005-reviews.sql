-- The shelf of reviews: what triage found, and what was done with it. Bodies last: a queue does not
-- read them.

CREATE TABLE reviews (
  shop          text   COLLATE "C" NOT NULL,
  kind          text   COLLATE "C" NOT NULL,
  id            text   COLLATE "C" NOT NULL,
  position      bigint NOT NULL,  -- in the order in which they first came
  verdict       text   COLLATE "C" NOT NULL,
  is_reportable bigint NOT NULL,  -- 0 or 1
  ground        text   COLLATE "C" NOT NULL,
  due_at        bigint NOT NULL,  -- the greatest integer: never
  made_at       bigint NOT NULL,
  causes        bigint NOT NULL,  -- a bit each
  put_at        bigint NOT NULL,
  version       bigint NOT NULL,  -- of the mark
  state         text   COLLATE "C" NOT NULL,
  state_at      bigint,
  state_by      text   COLLATE "C" NOT NULL,
  case_id       text   COLLATE "C" NOT NULL,
  list          text   COLLATE "C" NOT NULL,
  words         bytea  NOT NULL,
  deeds         bytea  NOT NULL,
  body          bytea  NOT NULL,
  PRIMARY KEY (shop, kind, id)
);
CREATE UNIQUE INDEX reviews_position ON reviews (shop, position);
CREATE INDEX reviews_due ON reviews (shop, due_at, position);
CREATE INDEX reviews_made ON reviews (shop, made_at, position);
CREATE INDEX reviews_state_due ON reviews (shop, state, due_at, position);
CREATE INDEX reviews_state_made ON reviews (shop, state, made_at, position);
CREATE INDEX reviews_count ON reviews (shop, verdict, state, is_reportable);
