-- Projections of the events: queue rows, the numbers that people see, the ledger of points.

CREATE TABLE cases (
  shop           text    COLLATE "C" NOT NULL,
  case_id        text    COLLATE "C" NOT NULL,
  version        bigint  NOT NULL,
  first_position bigint  NOT NULL,
  year           integer NOT NULL,
  number         bigint  NOT NULL,
  kind           text    COLLATE "C" NOT NULL,
  phase          text    COLLATE "C" NOT NULL,
  outcome        text    COLLATE "C" NOT NULL,
  assigned       text    COLLATE "C" NOT NULL,
  next_due_at    bigint  NOT NULL,  -- the greatest integer: never
  opened_at      bigint  NOT NULL,
  updated_at     bigint  NOT NULL,
  list           text    COLLATE "C" NOT NULL,
  PRIMARY KEY (shop, case_id)
);
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
  shop text    COLLATE "C" NOT NULL,
  year integer NOT NULL,
  last bigint  NOT NULL,
  PRIMARY KEY (shop, year)
);

CREATE TABLE ledger (
  shop         text    COLLATE "C" NOT NULL,
  year         integer NOT NULL,
  position     bigint  NOT NULL,
  ordinal      integer NOT NULL,
  case_id      text    COLLATE "C" NOT NULL,
  ledger_class text    COLLATE "C" NOT NULL,
  points       bigint  NOT NULL,
  at           bigint  NOT NULL,
  detail       text    COLLATE "C" NOT NULL,
  PRIMARY KEY (shop, year, position, ordinal)
);
