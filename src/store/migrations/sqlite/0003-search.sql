-- Search. A case has one document, numbered in the order of cases; its folded text waits here until
-- the index has taken it. The index keeps no text of its own, so that what it holds of a document
-- must be told to it again when it is to forget it: old_text.

CREATE TABLE search_docs (
  doc        INTEGER PRIMARY KEY,
  shop       TEXT    NOT NULL,
  case_id    TEXT    NOT NULL,
  text       TEXT,  -- null: none yet
  old_text   TEXT,  -- what the index holds while is_pending; null: nothing
  is_pending INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX search_docs_case ON search_docs (shop, case_id);
CREATE INDEX search_docs_pending ON search_docs (doc) WHERE is_pending = 1;

-- Tokens are made by store/grams; any tokenizer that splits at spaces and keeps the rest will do.
CREATE VIRTUAL TABLE search USING fts5(
  shop, grams, content = '', columnsize = 0, tokenize = 'ascii', prefix = '1'
);
