#include "store/queue_statements.hpp"

namespace pingli::store {

namespace {

std::optional<std::int64_t> seconds_of(const std::optional<Instant>& at) {
    return at ? std::optional{seconds(*at)} : std::nullopt;
}

void add_filters(SqlText& sql, const app::QueueQuery& query) {
    sql.add(" FROM cases c WHERE c.shop = ").value(query.shop.value());
    sql.where("c.kind =", query.kind).where("c.phase =", query.phase);
    sql.where("c.outcome =", query.outcome).where("c.assigned =", query.assigned);
    sql.where("c.next_due_at <=", seconds_of(query.due_to));
    sql.where("c.updated_at >=", seconds_of(query.updated_from));
    sql.where("c.opened_at >=", seconds_of(query.opened_from));
}

}  // namespace

std::int64_t sort_value(app::QueueOrder order, const app::QueueRow& row, std::int64_t position) {
    switch (order) {
        case app::QueueOrder::Due:
            return due_seconds(row.next_due_at);
        case app::QueueOrder::Updated:
            return seconds(row.updated_at);
        case app::QueueOrder::Newest:
            return position;
    }
    return position;
}

SqlText queue_page(const app::QueueQuery& query, const Cursor& from, SqlText::Parameter parameter) {
    SqlText sql{parameter};
    sql.add("SELECT " PINGLI_CASE_COLUMNS);
    add_filters(sql, query);
    const auto from_pair = [&](std::string_view columns) {
        sql.add(" AND (").add(columns).value(from.value).add(", ").value(from.position).add(")");
    };
    switch (query.order) {
        case app::QueueOrder::Due:
            from_pair("c.next_due_at, c.first_position) > (");
            sql.add(" ORDER BY c.next_due_at, c.first_position");
            break;
        case app::QueueOrder::Newest:
            sql.where("c.first_position <", from.position);
            sql.add(" ORDER BY c.first_position DESC");
            break;
        case app::QueueOrder::Updated:
            from_pair("c.updated_at, c.first_position) < (");
            sql.add(" ORDER BY c.updated_at DESC, c.first_position DESC");
            break;
    }
    sql.add(" LIMIT ").value(static_cast<std::int64_t>(query.limit + 1));
    return sql;
}

SqlText queue_count(const app::QueueQuery& query, SqlText::Parameter parameter) {
    SqlText sql{parameter};
    sql.add("SELECT count(*)");
    add_filters(sql, query);
    return sql;
}

}  // namespace pingli::store
