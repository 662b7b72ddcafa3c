// Queues, search, ledger of the PostgreSQL store.

#include "store/cursor.hpp"
#include "store/postgres_rows.hpp"
#include "store/postgres_store.hpp"
#include "store/queue_statements.hpp"

namespace pingli::store {

namespace {

using postgres::Parameters;
using postgres::Rows;

std::string numbered(int n) {
    return "$" + std::to_string(n);
}

app::CaseEntry read_entry(const Rows& rows, int i) {
    const auto year = static_cast<int>(rows.integer(i, 2));
    return {.case_id = CaseId{rows.text(i, 0)},
            .version = rows.integer(i, 1),
            .number = format_number(year, rows.integer(i, 3)),
            .row = {.kind = rows.text(i, 4),
                    .phase = rows.text(i, 5),
                    .outcome = rows.text(i, 6),
                    .assigned = rows.text(i, 7),
                    .next_due_at = due_instant(rows.integer(i, 8)),
                    .opened_at = instant(rows.integer(i, 9)),
                    .updated_at = instant(rows.integer(i, 10)),
                    .year = year,
                    .list = rows.text(i, 11)}};
}

// How many of the newest cases are looked at before the index of tokens is asked; more when those
// have filled at least a quarter of the page.
constexpr std::int64_t kNewestWalked = 3000;
constexpr std::int64_t kNewestWalkedMax = 15'000;
constexpr std::int64_t kWorthWalkingOn = 4;

// Runs hold neither % nor _ nor a backslash.
struct SearchWords {
    explicit SearchWords(const std::vector<std::string>& runs) {
        for (const std::string& run : runs) {
            const auto chars = characters(run);
            const auto parts = stretches(run);
            for (const std::string_view stretch : parts)
                for (const std::string_view quad : quads(stretch)) tokens.add(token_code(quad));
            if (chars.size() == 1) tokens.add(token_code(run));
            const bool is_one_stretch = !parts.empty() && parts.front().size() == run.size();
            for (std::size_t i = 0; i + 1 < chars.size() && !is_one_stretch; ++i)
                tokens.add(token_code(std::string{chars[i]} + std::string{chars[i + 1]}));
            patterns.add("%" + run + "%");
            if (chars.size() > 2) long_patterns.add("%" + run + "%");
        }
    }
    postgres::Column tokens;
    postgres::Column patterns;
    postgres::Column long_patterns;  // of what is more than one token
};

// With one row more than the page takes, when there is one.
app::Page read_page(const Rows& rows, std::size_t limit) {
    app::Page page;
    for (int i = 0; i < rows.size() && page.entries.size() < limit; ++i)
        page.entries.push_back(read_entry(rows, i));
    if (rows.size() > std::ssize(page.entries)) {
        const std::int64_t position =
            rows.integer(static_cast<int>(page.entries.size()) - 1, kPositionColumn);
        page.next = format_cursor('s', {.value = position, .position = position});
    }
    return page;
}

}  // namespace

Result<app::Page> PostgresStore::queue(const app::QueueQuery& query) {
    TRY(check_limit(query.limit));
    const char letter = order_letter(query.order);
    const Cursor from = TRY(parse_cursor(letter, query.cursor));
    Parameters parameters;
    const SqlText sql = queue_page(query, from, numbered);
    sql.bind(parameters);
    const Rows rows = TRY(read(sql.text(), parameters, Planned::EachTime));
    app::Page page;
    for (int i = 0; i < rows.size() && page.entries.size() < query.limit; ++i)
        page.entries.push_back(read_entry(rows, i));
    if (rows.size() > std::ssize(page.entries)) {
        const auto last = static_cast<int>(page.entries.size()) - 1;
        const std::int64_t position = rows.integer(last, kPositionColumn);
        page.next = format_cursor(
            letter, {.value = sort_value(query.order, page.entries.back().row, position),
                     .position = position});
    }
    return page;
}

Result<std::int64_t> PostgresStore::count_cases(const app::QueueQuery& query) {
    Parameters parameters;
    const SqlText sql = queue_count(query, numbered);
    sql.bind(parameters);
    const Rows rows = TRY(read(sql.text(), parameters, Planned::EachTime));
    return rows.integer(0, 0);
}

Result<std::vector<app::PhaseCount>> PostgresStore::count_phases(const ShopId& shop) {
    const Rows rows = TRY(read(kCountPhases, Parameters{} << shop.value()));
    std::vector<app::PhaseCount> counts;
    for (int i = 0; i < rows.size(); ++i)
        counts.push_back({.phase = rows.text(i, 0), .count = rows.integer(i, 1)});
    return counts;
}

// A frequent word fills a page from the newest cases alone, one that does not is in few enough
// cases for the index of tokens; what the planner makes of words that come together is worse.
Result<app::Page> PostgresStore::search(const app::SearchQuery& query) {
    TRY(check_limit(query.limit));
    const Cursor from = TRY(parse_cursor('s', query.cursor));
    const auto runs = search_runs(options_.fold, query.words);
    if (runs.empty()) return app::Page{};
    const SearchWords words{runs};
    const auto wanted = static_cast<std::int64_t>(query.limit + 1);
    for (std::int64_t walked = kNewestWalked; walked <= kNewestWalkedMax;
         walked *= kNewestWalkedMax / kNewestWalked) {
        const Rows newest =
            TRY(read("SELECT " PINGLI_CASE_COLUMNS
                     " FROM (SELECT * FROM search_docs WHERE shop = $1 AND first_position < $3"
                     " ORDER BY first_position DESC LIMIT $5) d"
                     " JOIN cases c ON c.shop = d.shop AND c.case_id = d.case_id"
                     " WHERE c.shop = $1 AND d.text LIKE ALL ($2::text[])"
                     " ORDER BY d.first_position DESC LIMIT $4",
                     Parameters{} << query.shop.value() << words.patterns.literal() << from.position
                                  << wanted << walked,
                     Planned::EachTime));
        if (newest.size() == wanted) return read_page(newest, query.limit);
        if (newest.size() * kWorthWalkingOn < wanted) break;
    }
    return read_page(
        TRY(read("WITH found AS MATERIALIZED (SELECT shop, case_id, first_position FROM search_docs"
                 " WHERE shop = $1 AND tokens @> $2::bigint[] AND text LIKE ALL ($3::text[])"
                 " AND first_position < $4)"
                 " SELECT " PINGLI_CASE_COLUMNS
                 " FROM (SELECT * FROM found ORDER BY first_position DESC LIMIT $5) d"
                 " JOIN cases c ON c.shop = d.shop AND c.case_id = d.case_id"
                 " WHERE c.shop = $1 ORDER BY d.first_position DESC",
                 Parameters{} << query.shop.value() << words.tokens.literal()
                              << words.long_patterns.literal() << from.position << wanted,
                 Planned::EachTime)),
        query.limit);
}

Result<app::CaseEntry> PostgresStore::find(const ShopId& shop, const CaseId& case_id) {
    const Rows rows =
        TRY(read("SELECT " PINGLI_CASE_COLUMNS " FROM cases c WHERE c.shop = $1 AND c.case_id = $2",
                 Parameters{} << shop.value() << case_id.value()));
    if (rows.size() == 0) return fail(ErrorCode::NotFound, "find: no such case");
    return read_entry(rows, 0);
}

Result<app::CaseEntry> PostgresStore::find_number(const ShopId& shop, const std::string& number) {
    const auto parts = parse_number(number);
    if (!parts) return fail(ErrorCode::NotFound, "find_number: not a number of a case");
    const Rows rows =
        TRY(read("SELECT " PINGLI_CASE_COLUMNS
                 " FROM cases c WHERE c.shop = $1 AND c.year = $2 AND c.number = $3",
                 Parameters{} << shop.value() << std::int64_t{parts->first} << parts->second));
    if (rows.size() == 0) return fail(ErrorCode::NotFound, "find_number: no such case");
    return read_entry(rows, 0);
}

Result<std::vector<app::LedgerLine>> PostgresStore::ledger(const ShopId& shop, int year) {
    const Rows rows =
        TRY(read("SELECT case_id, position, ledger_class, points, at, detail FROM ledger"
                 " WHERE shop = $1 AND year = $2 ORDER BY position, ordinal",
                 Parameters{} << shop.value() << std::int64_t{year}));
    std::vector<app::LedgerLine> lines;
    for (int i = 0; i < rows.size(); ++i)
        lines.push_back({.case_id = CaseId{rows.text(i, 0)},
                         .position = rows.integer(i, 1),
                         .entry = {.ledger_class = rows.text(i, 2),
                                   .year = year,
                                   .points = rows.integer(i, 3),
                                   .at = instant(rows.integer(i, 4)),
                                   .detail = rows.text(i, 5)}});
    return lines;
}

Result<std::vector<int>> PostgresStore::ledger_years(const ShopId& shop) {
    const Rows rows = TRY(read("SELECT DISTINCT year FROM ledger WHERE shop = $1 ORDER BY year",
                               Parameters{} << shop.value()));
    std::vector<int> years;
    for (int i = 0; i < rows.size(); ++i) years.push_back(static_cast<int>(rows.integer(i, 0)));
    return years;
}

}  // namespace pingli::store
