#include "store/shelf_statements.hpp"

#include <array>

namespace pingli::store {

namespace {

constexpr std::array kFilters{
    "kind = ", "verdict = ", "ground = ", "state = ", "is_reportable = ", "(causes & "};
constexpr unsigned kSets = 1U << kFilters.size();

std::string make(app::ShelfOrder order, unsigned filters, std::string (*parameter)(int)) {
    int next = 1;
    std::string sql = "SELECT " PINGLI_SHELF_COLUMNS " FROM reviews WHERE shop = ";
    sql += parameter(next++);
    for (unsigned i = 0; i < kFilters.size(); ++i) {
        if ((filters & (1U << i)) == 0) continue;
        sql.append(" AND ").append(kFilters.at(i)).append(parameter(next++));
        if (i + 1 == kFilters.size()) sql += ") <> 0";
    }
    const bool rises = order == app::ShelfOrder::Due;
    const std::string value = rises ? "due_at" : "made_at";
    const std::string turn = rises ? "" : " DESC";
    sql.append(" AND (").append(value).append(", position) ").append(rises ? "> (" : "< (");
    sql.append(parameter(next)).append(", ").append(parameter(next + 1)).append(") ORDER BY ");
    sql.append(value).append(turn).append(", position").append(turn).append(" LIMIT ");
    return sql + parameter(next + 2);
}

}  // namespace

Cursor place_of(app::ShelfOrder order, const app::ShelfEntry& entry) {
    return {.value = order == app::ShelfOrder::Due ? due_seconds(entry.finding.due_at)
                                                   : seconds(entry.finding.made_at),
            .position = entry.position};
}

ShelfStatements::ShelfStatements(std::string (*parameter)(int)) {
    for (const auto order : {app::ShelfOrder::Due, app::ShelfOrder::Newest})
        for (unsigned filters = 0; filters < kSets; ++filters)
            sql_.push_back(make(order, filters, parameter));
}

const char* ShelfStatements::get(const app::ShelfQuery& query) const {
    const unsigned filters = (query.kind ? 1U : 0U) | (query.verdict ? 2U : 0U) |
                             (query.ground ? 4U : 0U) | (query.state ? 8U : 0U) |
                             (query.is_reportable ? 16U : 0U) | (query.causes != 0 ? 32U : 0U);
    return sql_.at((static_cast<unsigned>(query.order) * kSets) + filters).c_str();
}

}  // namespace pingli::store
