-- Projections of the events: queue rows, the numbers that people see, the ledger of points.

CREATE TABLE cases (
  shop           TEXT    NOT NULL,
  case_id        TEXT    NOT NULL,
  version        INTEGER NOT NULL,
  first_position INTEGER NOT NULL,
  year           INTEGER NOT NULL,
  number         INTEGER NOT NULL,
  kind           TEXT    NOT NULL,
  phase          TEXT    NOT NULL,
  outcome        TEXT    NOT NULL,
  assigned       TEXT    NOT NULL,
  next_due_at    INTEGER NOT NULL,  -- the greatest integer: never
  opened_at      INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL,
  list           TEXT    NOT NULL,
  PRIMARY KEY (shop, case_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX cases_number ON cases (shop, year, number);
CREATE UNIQUE INDEX cases_position ON cases (shop, first_position);
CREATE INDEX cases_due ON cases (shop, next_due_at, first_position);
CREATE INDEX cases_updated ON cases (shop, updated_at, first_position);
CREATE INDEX cases_phase ON cases (shop, phase, next_due_at, first_position);
CREATE INDEX cases_assigned ON cases (shop, assigned, next_due_at, first_position);
CREATE INDEX cases_assigned_phase ON cases (shop, assigned, phase, next_due_at, first_position);
CREATE INDEX cases_phase_position ON cases (shop, phase, first_position);
CREATE INDEX cases_assigned_position ON cases (shop, assigned, first_position);
CREATE INDEX cases_assigned_updated ON cases (shop, assigned, updated_at, first_position);

CREATE TABLE numbers (
  shop TEXT    NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (shop, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger (
  shop         TEXT    NOT NULL,
  year         INTEGER NOT NULL,
  position     INTEGER NOT NULL,
  ordinal      INTEGER NOT NULL,
  case_id      TEXT    NOT NULL,
  ledger_class TEXT    NOT NULL,
  points       INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  detail       TEXT    NOT NULL,
  PRIMARY KEY (shop, year, position, ordinal)
) STRICT, WITHOUT ROWID;
