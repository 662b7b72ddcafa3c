#include "store/listing.hpp"

namespace pingli::store {

namespace {

void add_value(SqlText& sql, const StoredValue& value) {
    if (const auto* const number = std::get_if<std::int64_t>(&value))
        sql.value(*number);
    else
        sql.value(std::get<std::string_view>(value));
}

void add_filter(SqlText& sql, const Filter& filter) {
    using Is = Filter::Is;
    sql.add(" AND ").add(filter.is == Is::AnyBitOf ? "(" : "").add(filter.column);
    switch (filter.is) {
        case Is::Equal:
            sql.add(" = ");
            break;
        case Is::AtMost:
            sql.add(" <= ");
            break;
        case Is::AtLeast:
            sql.add(" >= ");
            break;
        case Is::Below:
            sql.add(" < ");
            break;
        case Is::AnyBitOf:
            sql.add(" & ");
            break;
    }
    add_value(sql, filter.value);
    if (filter.is == Is::AnyBitOf) sql.add(") <> 0");
}

std::int64_t number_at(const Table& table, const std::vector<StoredValue>& row,
                       std::string_view column) {
    return std::get<std::int64_t>(row.at(table.at(column)));
}

bool fits(const Filter& filter, const StoredValue& value) {
    using Is = Filter::Is;
    switch (filter.is) {
        case Is::Equal:
            return value == filter.value;
        case Is::AtMost:
            return value <= filter.value;
        case Is::AtLeast:
            return value >= filter.value;
        case Is::Below:
            return value < filter.value;
        case Is::AnyBitOf:
            break;
    }
    return (std::get<std::int64_t>(value) & std::get<std::int64_t>(filter.value)) != 0;
}

}  // namespace

Filters Filters::without(std::span<const char* const> columns) const {
    Filters left = *this;
    std::erase_if(left.all_, [&](const Filter& filter) {
        return std::ranges::find(columns, std::string_view{filter.column}) != columns.end();
    });
    return left;
}

Result<Listing> listing(std::string_view scope, Filters filters, const ListOrder& order,
                        const std::string& cursor, std::size_t limit) {
    TRY(check_limit(limit));
    return Listing{.scope = scope,
                   .filters = std::move(filters),
                   .order = order,
                   .from = TRY(parse_cursor(order.letter, cursor)),
                   .limit = limit};
}

void add_from(SqlText& sql, const Table& table, std::string_view scope, const Filters& filters,
              std::string_view hint) {
    sql.add(" FROM ").add(table.name).add(hint).add(" WHERE ").add(table.scope).add(" = ");
    sql.value(scope);
    for (const Filter& filter : filters.all()) add_filter(sql, filter);
}

SqlText page_text(const Table& table, const Listing& asked, SqlText::Parameter parameter) {
    SqlText sql{parameter};
    sql.add("SELECT ").add(names_of(table, page_columns));
    add_from(sql, table, asked.scope, asked.filters);
    const bool rises = asked.order.rises;
    const std::string_view column = asked.order.column;
    const std::string_view place = table.place;
    const std::string_view turn = rises ? "" : " DESC";
    if (column == place) {
        sql.add(" AND ").add(place).add(rises ? " > " : " < ").value(asked.from.position);
        sql.add(" ORDER BY ").add(place).add(turn);
    } else {
        sql.add(" AND (").add(column).add(", ").add(place).add(rises ? ") > (" : ") < (");
        sql.value(asked.from.value).add(", ").value(asked.from.position);
        sql.add(") ORDER BY ").add(column).add(turn).add(", ").add(place).add(turn);
    }
    sql.add(" LIMIT ").value(static_cast<std::int64_t>(asked.limit + 1));
    return sql;
}

SqlText rows_text(const Table& table, std::string_view scope, const Filters& filters,
                  std::string_view order, SqlText::Parameter parameter) {
    SqlText sql{parameter};
    sql.add("SELECT ").add(names_of(table, all_columns));
    add_from(sql, table, scope, filters);
    if (!order.empty()) sql.add(" ORDER BY ").add(order);
    return sql;
}

SqlText count_text(const Table& table, std::string_view scope, const Filters& filters,
                   std::span<const char* const> by, std::string_view hint,
                   SqlText::Parameter parameter) {
    SqlText sql{parameter};
    std::string groups;
    sql.add("SELECT ");
    for (std::size_t i = 0; i < by.size(); ++i) {
        sql.add(by[i]).add(", ");
        groups += (i > 0 ? ", " : "") + std::to_string(i + 1);
    }
    sql.add("count(*)");
    add_from(sql, table, scope, filters, hint);
    if (!by.empty()) sql.add(" GROUP BY ").add(groups).add(" ORDER BY ").add(groups);
    return sql;
}

Cursor place_of(const Table& table, const ListOrder& order, const std::vector<StoredValue>& row) {
    return {.value = number_at(table, row, order.column),
            .position = number_at(table, row, table.place)};
}

bool fits(const Table& table, const Filters& filters, const std::vector<StoredValue>& row) {
    return std::ranges::all_of(filters.all(), [&](const Filter& filter) {
        return fits(filter, row.at(table.at(filter.column)));
    });
}

void CountOf::offer(const std::vector<StoredValue>& row) {
    if (!fits(table_, filters_, row)) return;
    std::vector<StoredValue> group;
    for (const char* const column : by_) group.push_back(row.at(table_.at(column)));
    ++counts_[group];
}

std::vector<Counted> CountOf::take() const {
    std::vector<Counted> counted;
    for (const auto& [group, count] : counts_) {
        Counted& one = counted.emplace_back();
        one.count = count;
        for (const StoredValue& value : group) {
            if (const auto* const number = std::get_if<std::int64_t>(&value))
                one.by.emplace_back(*number);
            else
                one.by.emplace_back(std::string{std::get<std::string_view>(value)});
        }
    }
    return counted;
}

bool is_behind(const Listing& asked, const Cursor& at) {
    const std::pair here{at.value, at.position};
    const std::pair from{asked.from.value, asked.from.position};
    return asked.order.rises ? here > from : here < from;
}

}  // namespace pingli::store
