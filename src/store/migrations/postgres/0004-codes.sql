-- Tokens as numbers (store/grams, token_code): an index of numbers is made many times faster than
-- one of texts. With them come tokens of four letters and digits, by which numbers of orders are
-- found.

ALTER TABLE search_docs ADD COLUMN tokens bigint[];
UPDATE search_docs SET tokens = ARRAY(
  SELECT CASE length(gram) WHEN 1 THEN ascii(gram)
              ELSE (ascii(gram)::bigint << 21) | ascii(substr(gram, 2)) END
  FROM unnest(grams) AS gram
  UNION
  SELECT (1::bigint << 62) | (ascii(substr(stretch[1], at, 1))::bigint << 21)
         | (ascii(substr(stretch[1], at + 1, 1)) << 14)
         | (ascii(substr(stretch[1], at + 2, 1)) << 7)
         | ascii(substr(stretch[1], at + 3, 1))
  FROM regexp_matches(text, '[0-9A-Za-z]{4,}', 'g') AS stretch,
       generate_series(1, length(stretch[1]) - 3) AS at);
ALTER TABLE search_docs DROP COLUMN grams;
ALTER TABLE search_docs ALTER COLUMN tokens SET NOT NULL;
CREATE INDEX search_docs_tokens ON search_docs USING gin (shop, tokens);
