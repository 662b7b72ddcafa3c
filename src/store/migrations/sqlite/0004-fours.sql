-- Tokens of four letters and digits, by which numbers of orders are found (store/grams). The index
-- is taken anew from the documents, by and by.

DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5(
  shop, grams, quads, content = '', columnsize = 0, tokenize = 'ascii', prefix = '1'
);
UPDATE search_docs SET is_pending = 1, old_text = NULL WHERE text IS NOT NULL;
