// Queues, search, ledger of the SQLite store.

#include <algorithm>
#include <map>

#include "store/queue_statements.hpp"
#include "store/sqlite_rows.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_table.hpp"

namespace pingli::store {

namespace {

// One character begins a token, two are a token, more are a phrase.
void append_grams(std::string& match, const std::string& run) {
    const auto chars = characters(run);
    match += " AND grams : \"";
    if (chars.size() == 1) {
        match += run + "\" *";
        return;
    }
    for (std::size_t i = 0; i + 1 < chars.size(); ++i) {
        if (i > 0) match += ' ';
        match.append(chars[i]).append(chars[i + 1]);
    }
    match += '"';
}

// Every run must occur. What its stretches of letters and digits are in is told by their fours; a
// run that is one stretch needs no more.
std::string match_expression(const ShopId& shop, const std::vector<std::string>& runs) {
    std::string match = "shop : \"" + sqlite::shop_token(shop.value()) + "\"";
    for (const std::string& run : runs) {
        const auto parts = stretches(run);
        for (const std::string_view stretch : parts) {
            match += " AND quads : \"";
            for (const std::string_view quad : quads(stretch)) match.append(quad).append(" ");
            match.back() = '"';
        }
        if (parts.empty() || parts.front().size() != run.size()) append_grams(match, run);
    }
    return match;
}

}  // namespace

Result<app::Page> SqliteStore::search(const app::SearchQuery& query) {
    const Listing asked = TRY(listing_of(query));
    const auto runs = search_runs(options_.fold, query.words);
    if (runs.empty()) return app::Page{};
    auto db = TRY(readers_.lease());
    // CROSS JOIN keeps the index outside, which gives its rows newest first.
    static const std::string sql =
        "SELECT " + names_of(table<CaseTable>(), page_columns, "c.") +
        ", s.rowid FROM search s"
        " CROSS JOIN search_docs d ON d.doc = s.rowid"
        " CROSS JOIN cases c ON c.shop = d.shop AND c.case_id = d.case_id"
        " WHERE s.search MATCH ? AND s.rowid < ? ORDER BY s.rowid DESC LIMIT ?";
    static const int rowid = static_cast<int>(count_of(table<CaseTable>(), page_columns));
    auto rows = TRY(db->prepare(sql.c_str()));
    const std::string match = match_expression(query.shop, runs);
    rows << match << asked.from.position << static_cast<std::int64_t>(query.limit + 1);
    app::Page page;
    std::int64_t last = 0;
    while (TRY(rows.step())) {
        if (page.entries.size() == query.limit) {
            page.next = format_cursor('s', {.value = last, .position = last});
            break;
        }
        page.entries.push_back(entry_of(TRY(read_row<CaseTable>(rows, page_columns))));
        last = rows.integer(rowid);
    }
    return page;
}

Result<std::vector<int>> SqliteStore::ledger_years(const ShopId& shop) {
    auto db = TRY(readers_.lease());
    auto rows = TRY(db->prepare("SELECT DISTINCT year FROM ledger WHERE shop = ? ORDER BY year"));
    rows << shop.value();
    std::vector<int> years;
    while (TRY(rows.step())) years.push_back(static_cast<int>(rows.integer(0)));
    return years;
}

}  // namespace pingli::store
