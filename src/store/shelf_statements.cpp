#include "store/shelf_statements.hpp"

#include <optional>

namespace pingli::store {

Filters filters_of(const app::ShelfQuery& query) {
    using Is = Filter::Is;
    return Filters{}
        .equal("verdict", query.verdict)
        .equal("state", query.state)
        .equal("is_reportable", query.is_reportable)
        .equal("kind", query.kind)
        .equal("ground", query.ground)
        .equal("sku", query.sku)
        .equal("courier", query.courier)
        .equal("agent", query.agent)
        .equal("import_id", query.import_id)
        .instant("made_at", Is::AtLeast, query.made_from)
        .instant("made_at", Is::Below, query.made_before)
        .any_bit("causes", query.causes);
}

Result<Listing> listing_of(const app::ShelfQuery& query) {
    const ListOrder order = query.order == app::ShelfOrder::Due
                                ? ListOrder{.letter = 'd', .column = "due_at", .rises = true}
                                : ListOrder{.letter = 'm', .column = "made_at", .rises = false};
    return listing(query.shop.value(), filters_of(query), order, query.cursor, query.limit);
}

app::ShelfPage page_of(Listed<app::ShelfEntry> listed) {
    return {.entries = std::move(listed.rows), .next = std::move(listed.next)};
}

Filters key_of(const app::ReviewKey& key) {
    return Filters{}
        .equal("kind", std::string_view{key.kind})
        .equal("id", std::string_view{key.id});
}

std::vector<app::ShelfCount> shelf_counts(const std::vector<Counted>& counted) {
    std::vector<app::ShelfCount> counts;
    for (const Counted& one : counted)
        counts.push_back({.verdict = one.text(0),
                          .state = one.text(1),
                          .is_reportable = one.number(2) != 0,
                          .count = one.count});
    return counts;
}

Filters filters_of(const app::CauseQuery& query) {
    using Is = Filter::Is;
    return Filters{}
        .equal("kind", std::string_view{"review"})
        .instant("made_at", Is::AtLeast, query.made_from)
        .instant("made_at", Is::Below, query.made_before);
}

std::string_view name_column(app::CauseBy by) {
    switch (by) {
        case app::CauseBy::Sku:
            return "sku";
        case app::CauseBy::Courier:
            return "courier";
        case app::CauseBy::Agent:
            return "agent";
        case app::CauseBy::All:
        case app::CauseBy::Week:
            break;
    }
    return {};
}

SqlText cause_counts(const app::CauseQuery& query, std::string_view hint,
                     SqlText::Parameter parameter) {
    SqlText sql{parameter};
    const auto add_range = [&] {
        add_from(sql, table<ShelfTable>(), query.shop.value(), filters_of(query), hint);
    };
    const std::string_view name = name_column(query.by);
    sql.add("SELECT ").add(name.empty() ? "''" : name).add(", ");
    if (query.by == app::CauseBy::Week) {
        sql.add("CASE WHEN made_at = 0 THEN -1 ELSE (made_at + ");
        sql.value((query.offset - app::kWeekZero).count()).add(") / ");
        sql.value(app::kWeek.count()).add(" END");
    } else {
        sql.add("0");
    }
    sql.add(", verdict, causes, count(*)");
    add_range();
    if (!name.empty()) {
        sql.add(" AND ").add(name).add(" IN (SELECT ").add(name);
        add_range();
        sql.add(" AND ").add(name).add(" <> '' GROUP BY ").add(name);
        sql.add(" ORDER BY count(*) DESC, ").add(name).add(" LIMIT ");
        sql.value(static_cast<std::int64_t>(query.names_max)).add(")");
    }
    sql.add(" GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4");
    return sql;
}

}  // namespace pingli::store
