#include "store/sqlite_schema.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/one_line.hpp"
#include "store/migrations.hpp"

namespace pingli::store::sqlite {

namespace {

// By type and name: what it belongs to, and how it was made. Word for word: SQLite keeps the
// words of a statement, and steps are never rewritten.
using Objects = std::map<std::pair<std::string, std::string>, std::pair<std::string, std::string>>;

Result<Objects> objects_of(Database& db) {
    Objects objects;
    auto query = TRY(db.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema"));
    while (TRY(query.step()))
        objects.insert_or_assign({query.text(0), query.text(1)},
                                 std::pair{query.text(2), query.text(3)});
    return objects;
}

// What SQLite itself makes of an index for search: its words are those of its version.
Result<std::set<std::string>> shadows_of(Database& db) {
    std::set<std::string> names;
    auto query = TRY(db.prepare("SELECT name FROM pragma_table_list WHERE type = 'shadow'"));
    while (TRY(query.step())) names.insert(query.text(0));
    return names;
}

// What ANALYZE leaves behind.
bool is_of_sqlite(const std::string& type, const std::string& name) {
    return type == "table" && name.starts_with("sqlite_stat");
}

Result<Database> made_by_steps(std::int64_t version) {
    auto db = TRY(Database::open({.path = ":memory:", .vfs = {}, .is_writer = true}));
    for (const Migration& step : sqlite_migrations().first(static_cast<std::size_t>(version)))
        TRY(db.run(step.sql));
    return db;
}

std::string quoted(const std::string& name) {
    std::string out = "\"";
    for (const char c : name) out.append(c == '"' ? 2 : 1, c);
    return out + '"';
}

}  // namespace

std::string told(const SchemaFault& fault) {
    std::string what = fault.type + ' ' + fault.name;
    if (fault.table != fault.name) what += " on " + fault.table;
    switch (fault.kind) {
        case SchemaFault::Kind::Foreign:
            what += " was not made by the program";
            break;
        case SchemaFault::Kind::Changed:
            what += " is not as the program made it";
            break;
        case SchemaFault::Kind::Missing:
            what += " is missing";
            break;
    }
    return "the schema: " + shown_plainly(what);
}

Result<std::vector<SchemaFault>> schema_faults(Database& db, std::int64_t version) {
    using enum SchemaFault::Kind;
    auto model = TRY(made_by_steps(version));
    const Objects wanted = TRY(objects_of(model));
    const auto shadows = TRY(shadows_of(model));
    const Objects found = TRY(objects_of(db));
    std::vector<SchemaFault> faults;
    for (const auto& [key, made] : found) {
        const auto& [type, name] = key;
        const auto ours = wanted.find(key);
        if (ours == wanted.end() && !is_of_sqlite(type, name))
            faults.push_back({.type = type, .name = name, .table = made.first, .kind = Foreign});
        if (ours != wanted.end() && ours->second != made && !shadows.contains(name))
            faults.push_back({.type = type, .name = name, .table = made.first, .kind = Changed});
    }
    for (const auto& [key, made] : wanted)
        if (!found.contains(key))
            faults.push_back(
                {.type = key.first, .name = key.second, .table = made.first, .kind = Missing});
    return faults;
}

Result<void> refuse_foreign(Database& db, std::int64_t version) {
    const auto faults = TRY(schema_faults(db, version));
    const auto worst = std::ranges::find_if(
        faults, [](const SchemaFault& fault) { return fault.kind != SchemaFault::Kind::Missing; });
    if (worst == faults.end()) return {};
    return fail(ErrorCode::Corrupt, told(*worst) +
                                        "; nothing is done with such a database: find out who put "
                                        "it there and undo it, or take a good backup");
}

Result<void> drop_foreign(Database& db, std::int64_t version) {
    for (const SchemaFault& fault : TRY(schema_faults(db, version))) {
        const bool acts = fault.type == "trigger" || fault.type == "view";
        if (fault.kind != SchemaFault::Kind::Missing && acts)
            TRY(db.run("DROP " + fault.type + ' ' + quoted(fault.name)));
    }
    return {};
}

}  // namespace pingli::store::sqlite
