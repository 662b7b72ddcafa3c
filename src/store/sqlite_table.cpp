#include "store/sqlite_table.hpp"

namespace pingli::store::sqlite {

void bind_all(Query& query, const std::vector<StoredValue>& values) {
    for (const StoredValue& value : values) {
        if (const auto* const number = std::get_if<std::int64_t>(&value))
            query << *number;
        else if (const auto* const text = std::get_if<std::string_view>(&value))
            query << *text;
        else if (const auto* const bytes = std::get_if<StoredBytes>(&value))
            query.blob(bytes->bytes);
        else
            query << nullptr;
    }
}

std::string question_mark(int) {
    return "?";
}

Result<std::vector<Counted>> count(Database& db, const Table& table, const SqlText& sql,
                                   std::span<const char* const> by) {
    auto query = TRY(db.prepare(sql.text()));
    sql.bind(query);
    std::vector<Counted> counted;
    while (TRY(query.step())) {
        Counted& one = counted.emplace_back();
        int at = 0;
        for (const char* const column : by) {
            if (table.fields[table.at(column)].type == FieldType::Text)
                one.by.emplace_back(query.text(at++));
            else
                one.by.emplace_back(query.integer(at++));
        }
        one.count = query.integer(at);
    }
    return counted;
}

}  // namespace pingli::store::sqlite
