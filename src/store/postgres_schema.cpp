#include "store/postgres_schema.hpp"

#include "base/one_line.hpp"

namespace pingli::store::postgres {

const char* const kForeign =
    "WITH ours AS (SELECT c.oid, c.relname FROM pg_class c WHERE c.oid IN"
    " (SELECT to_regclass(name) FROM unnest(ARRAY['events', 'heads', 'person_keys', 'answers',"
    "  'records', 'cases', 'numbers', 'ledger', 'search_docs', 'reviews', 'journal',"
    "  'outer_key', 'schema_migrations']) AS name))"
    " SELECT 'trigger ' || t.tgname || ' on ' || ours.relname AS what"
    " FROM pg_trigger t JOIN ours ON ours.oid = t.tgrelid WHERE NOT t.tgisinternal"
    " UNION ALL SELECT 'rule ' || r.rulename || ' on ' || ours.relname"
    " FROM pg_rewrite r JOIN ours ON ours.oid = r.ev_class"
    " UNION ALL SELECT 'policy ' || p.polname || ' on ' || ours.relname"
    " FROM pg_policy p JOIN ours ON ours.oid = p.polrelid ORDER BY what";

std::string told_foreign(const std::string& name) {
    return "the schema: " + shown_plainly(name) + " was not made by the program";
}

Result<void> refuse_foreign(Connection& db) {
    const auto rows = TRY(db.query(kForeign));
    if (rows.size() == 0) return {};
    return fail(ErrorCode::Corrupt, told_foreign(rows.text(0, 0)) +
                                        "; nothing is done with such a database: find out who put "
                                        "it there and undo it");
}

}  // namespace pingli::store::postgres
