#include "store/shelf_statements.hpp"

#include <optional>

namespace pingli::store {

namespace {

std::optional<std::int64_t> seconds_of(const std::optional<Instant>& at) {
    return at ? std::optional{seconds(*at)} : std::nullopt;
}

// All but verdict, state and whether reportable.
bool has_facets(const app::ShelfQuery& query) {
    return query.kind || query.ground || query.sku || query.courier || query.agent ||
           query.import_id || query.made_from || query.made_before || query.causes != 0;
}

void add_facets(SqlText& sql, const app::ShelfQuery& query) {
    sql.where("kind =", query.kind).where("ground =", query.ground).where("sku =", query.sku);
    sql.where("courier =", query.courier).where("agent =", query.agent);
    sql.where("import_id =", query.import_id);
    sql.where("made_at >=", seconds_of(query.made_from));
    sql.where("made_at <", seconds_of(query.made_before));
    if (query.causes != 0) sql.where("(causes &", query.causes).add(") <> 0");
}

std::string_view column_of(app::CauseBy by) {
    switch (by) {
        case app::CauseBy::Sku:
            return "sku";
        case app::CauseBy::Courier:
            return "courier";
        case app::CauseBy::Agent:
            return "agent";
        case app::CauseBy::All:
        case app::CauseBy::Week:
            return "''";
    }
    return "''";
}

void add_range(SqlText& sql, const app::CauseQuery& query, std::string_view hint) {
    sql.add(" FROM reviews").add(hint).add(" WHERE shop = ").value(query.shop.value());
    sql.add(" AND kind = 'review'").where("made_at >=", seconds_of(query.made_from));
    sql.where("made_at <", seconds_of(query.made_before));
}

}  // namespace

Cursor place_of(app::ShelfOrder order, const app::ShelfEntry& entry) {
    return {.value = order == app::ShelfOrder::Due ? due_seconds(entry.finding.due_at)
                                                   : seconds(entry.finding.made_at),
            .position = entry.position};
}

SqlText shelf_page(const app::ShelfQuery& query, const Cursor& from, SqlText::Parameter parameter) {
    SqlText sql{parameter};
    sql.add("SELECT " PINGLI_SHELF_COLUMNS " FROM reviews WHERE shop = ").value(query.shop.value());
    sql.where("verdict =", query.verdict).where("state =", query.state);
    if (query.is_reportable)
        sql.where("is_reportable =", std::int64_t{*query.is_reportable ? 1 : 0});
    add_facets(sql, query);
    const bool rises = query.order == app::ShelfOrder::Due;
    const std::string_view value = rises ? "due_at" : "made_at";
    const std::string_view turn = rises ? "" : " DESC";
    sql.add(" AND (").add(value).add(", position) ").add(rises ? "> (" : "< (");
    sql.value(from.value).add(", ").value(from.position).add(") ORDER BY ").add(value).add(turn);
    sql.add(", position").add(turn).add(" LIMIT ");
    sql.value(static_cast<std::int64_t>(query.limit + 1));
    return sql;
}

SqlText shelf_counts(const app::ShelfQuery& query, std::string_view hint,
                     SqlText::Parameter parameter) {
    SqlText sql{parameter};
    sql.add("SELECT verdict, state, is_reportable, count(*) FROM reviews");
    sql.add(has_facets(query) ? hint : "").add(" WHERE shop = ").value(query.shop.value());
    add_facets(sql, query);
    sql.add(" GROUP BY 1, 2, 3 ORDER BY 1, 2, 3");
    return sql;
}

SqlText cause_counts(const app::CauseQuery& query, std::string_view hint,
                     SqlText::Parameter parameter) {
    SqlText sql{parameter};
    const std::string_view name = column_of(query.by);
    sql.add("SELECT ").add(name).add(", ");
    if (query.by == app::CauseBy::Week) {
        sql.add("CASE WHEN made_at = 0 THEN -1 ELSE (made_at + ");
        sql.value((query.offset - app::kWeekZero).count()).add(") / ");
        sql.value(app::kWeek.count()).add(" END");
    } else {
        sql.add("0");
    }
    sql.add(", verdict, causes, count(*)");
    add_range(sql, query, hint);
    if (name != "''") {
        sql.add(" AND ").add(name).add(" IN (SELECT ").add(name);
        add_range(sql, query, hint);
        sql.add(" AND ")
            .add(name)
            .add(" <> '' GROUP BY ")
            .add(name)
            .add(" ORDER BY count(*) DESC, ");
        sql.add(name).add(" LIMIT ").value(static_cast<std::int64_t>(query.names_max)).add(")");
    }
    sql.add(" GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4");
    return sql;
}

}  // namespace pingli::store
