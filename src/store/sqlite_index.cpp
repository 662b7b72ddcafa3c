// Queues, search, ledger of the SQLite store.

#include <algorithm>
#include <map>

#include "store/cursor.hpp"
#include "store/queue_statements.hpp"
#include "store/sqlite_rows.hpp"
#include "store/sqlite_store.hpp"

namespace pingli::store {

namespace {

std::string question_mark(int) {
    return "?";
}

app::CaseEntry read_entry(const sqlite::Query& query) {
    const auto year = static_cast<int>(query.integer(2));
    return {.case_id = CaseId{query.text(0)},
            .version = query.integer(1),
            .number = format_number(year, query.integer(3)),
            .row = {.kind = query.text(4),
                    .phase = query.text(5),
                    .outcome = query.text(6),
                    .assigned = query.text(7),
                    .next_due_at = due_instant(query.integer(8)),
                    .opened_at = instant(query.integer(9)),
                    .updated_at = instant(query.integer(10)),
                    .year = year,
                    .list = query.text(11)}};
}

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

Result<app::Page> SqliteStore::queue(const app::QueueQuery& query) {
    TRY(check_limit(query.limit));
    const char letter = order_letter(query.order);
    const Cursor from = TRY(parse_cursor(letter, query.cursor));
    auto db = TRY(readers_.lease());
    const SqlText sql = queue_page(query, from, question_mark);
    auto rows = TRY(db->prepare(sql.text()));
    sql.bind(rows);
    app::Page page;
    Cursor last;
    while (TRY(rows.step())) {
        if (page.entries.size() == query.limit) {
            page.next = format_cursor(letter, last);
            break;
        }
        page.entries.push_back(read_entry(rows));
        const std::int64_t position = rows.integer(kPositionColumn);
        last = {.value = sort_value(query.order, page.entries.back().row, position),
                .position = position};
    }
    return page;
}

Result<std::int64_t> SqliteStore::count_cases(const app::QueueQuery& query) {
    auto db = TRY(readers_.lease());
    const SqlText sql = queue_count(query, question_mark);
    auto rows = TRY(db->prepare(sql.text()));
    sql.bind(rows);
    return TRY(rows.step()) ? rows.integer(0) : 0;
}

Result<std::vector<app::PhaseCount>> SqliteStore::count_phases(const ShopId& shop) {
    auto db = TRY(readers_.lease());
    auto rows = TRY(db->prepare(kCountPhases));
    rows << shop.value();
    std::vector<app::PhaseCount> counts;
    while (TRY(rows.step())) counts.push_back({.phase = rows.text(0), .count = rows.integer(1)});
    return counts;
}

Result<app::Page> SqliteStore::search(const app::SearchQuery& query) {
    TRY(check_limit(query.limit));
    const Cursor from = TRY(parse_cursor('s', query.cursor));
    const auto runs = search_runs(options_.fold, query.words);
    if (runs.empty()) return app::Page{};
    auto db = TRY(readers_.lease());
    // CROSS JOIN keeps the index outside, which gives its rows newest first.
    auto rows =
        TRY(db->prepare("SELECT " PINGLI_CASE_COLUMNS ", s.rowid FROM search s"
                        " CROSS JOIN search_docs d ON d.doc = s.rowid"
                        " CROSS JOIN cases c ON c.shop = d.shop AND c.case_id = d.case_id"
                        " WHERE s.search MATCH ? AND s.rowid < ? ORDER BY s.rowid DESC LIMIT ?"));
    const std::string match = match_expression(query.shop, runs);
    rows << match << from.position << static_cast<std::int64_t>(query.limit + 1);
    app::Page page;
    std::int64_t last = 0;
    while (TRY(rows.step())) {
        if (page.entries.size() == query.limit) {
            page.next = format_cursor('s', {.value = last, .position = last});
            break;
        }
        page.entries.push_back(read_entry(rows));
        last = rows.integer(kPositionColumn + 1);
    }
    return page;
}

Result<app::CaseEntry> SqliteStore::find(const ShopId& shop, const CaseId& case_id) {
    auto db = TRY(readers_.lease());
    auto row = TRY(db->prepare("SELECT " PINGLI_CASE_COLUMNS
                               " FROM cases c WHERE c.shop = ? AND c.case_id = ?"));
    row << shop.value() << case_id.value();
    if (!TRY(row.step())) return fail(ErrorCode::NotFound, "find: no such case");
    return read_entry(row);
}

Result<app::CaseEntry> SqliteStore::find_number(const ShopId& shop, const std::string& number) {
    const auto parts = parse_number(number);
    if (!parts) return fail(ErrorCode::NotFound, "find_number: not a number of a case");
    auto db = TRY(readers_.lease());
    auto row = TRY(db->prepare("SELECT " PINGLI_CASE_COLUMNS
                               " FROM cases c WHERE c.shop = ? AND c.year = ? AND c.number = ?"));
    row << shop.value() << parts->first << parts->second;
    if (!TRY(row.step())) return fail(ErrorCode::NotFound, "find_number: no such case");
    return read_entry(row);
}

Result<std::vector<app::LedgerLine>> SqliteStore::ledger(const ShopId& shop, int year) {
    auto db = TRY(readers_.lease());
    auto rows =
        TRY(db->prepare("SELECT case_id, position, ledger_class, points, at, detail FROM ledger"
                        " WHERE shop = ? AND year = ? ORDER BY position, ordinal"));
    rows << shop.value() << year;
    std::vector<app::LedgerLine> lines;
    while (TRY(rows.step()))
        lines.push_back({.case_id = CaseId{rows.text(0)},
                         .position = rows.integer(1),
                         .entry = {.ledger_class = rows.text(2),
                                   .year = year,
                                   .points = rows.integer(3),
                                   .at = instant(rows.integer(4)),
                                   .detail = rows.text(5)}});
    return lines;
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
