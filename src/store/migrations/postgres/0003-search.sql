-- Search: the folded text of a case and the set of its tokens (store/grams). A word of up to two
-- characters is a token; longer ones are looked for in the text of those that have all their tokens.

CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE TABLE search_docs (
  shop           text   COLLATE "C" NOT NULL,
  case_id        text   COLLATE "C" NOT NULL,
  first_position bigint NOT NULL,
  text           text   COLLATE "C" NOT NULL,
  grams          text[] COLLATE "C" NOT NULL,
  PRIMARY KEY (shop, case_id)
);
CREATE INDEX search_docs_position ON search_docs (shop, first_position);
CREATE INDEX search_docs_grams ON search_docs USING gin (shop, grams);
