-- By what reviews are counted: the product, the courier, who spoke for the shop, the import that
-- brought them. Those that were there before are told of theirs when they are imported anew.

ALTER TABLE reviews ADD COLUMN sku       TEXT NOT NULL DEFAULT '';
ALTER TABLE reviews ADD COLUMN courier   TEXT NOT NULL DEFAULT '';
ALTER TABLE reviews ADD COLUMN agent     TEXT NOT NULL DEFAULT '';
ALTER TABLE reviews ADD COLUMN import_id TEXT NOT NULL DEFAULT '';
-- All that is counted by, so that counting reads no row.
CREATE INDEX reviews_facets ON reviews (shop, made_at, kind, verdict, state, is_reportable, ground,
                                        causes, sku, courier, agent, import_id);
CREATE INDEX reviews_import ON reviews (shop, import_id, due_at, position);

-- Of what kind were opened since, in what phase were changed since.
CREATE INDEX cases_kind_opened ON cases (shop, kind, opened_at);
CREATE INDEX cases_phase_updated ON cases (shop, phase, updated_at, first_position);
