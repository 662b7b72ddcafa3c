#include "store/postgres_table.hpp"

namespace pingli::store::postgres {

std::string numbered(int n) {
    return "$" + std::to_string(n);
}

void add(Parameters& parameters, const StoredValue& value) {
    if (const auto* const number = std::get_if<std::int64_t>(&value))
        parameters << *number;
    else if (const auto* const text = std::get_if<std::string_view>(&value))
        parameters << *text;
    else if (const auto* const bytes = std::get_if<StoredBytes>(&value))
        parameters.bytes(bytes->bytes);
    else
        parameters << nullptr;
}

void Arrays::add(const std::vector<StoredValue>& row) {
    columns_.resize(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (const auto* const number = std::get_if<std::int64_t>(&row[i]))
            columns_[i].add(*number);
        else if (const auto* const text = std::get_if<std::string_view>(&row[i]))
            columns_[i].add(*text);
        else if (const auto* const bytes = std::get_if<StoredBytes>(&row[i]))
            columns_[i].add_bytes(bytes->bytes);
        else
            columns_[i].add_null();
    }
}

void Arrays::add_to(Parameters& parameters) const {
    for (const Column& column : columns_) parameters << column.literal();
}

std::vector<Counted> read_counted(const Rows& rows, const Table& table,
                                  std::span<const char* const> by) {
    std::vector<Counted> counted;
    for (int i = 0; i < rows.size(); ++i) {
        Counted& one = counted.emplace_back();
        int at = 0;
        for (const char* const column : by) {
            if (table.fields[table.at(column)].type == FieldType::Text)
                one.by.emplace_back(rows.text(i, at++));
            else
                one.by.emplace_back(rows.integer(i, at++));
        }
        one.count = rows.integer(i, at);
    }
    return counted;
}

}  // namespace pingli::store::postgres
