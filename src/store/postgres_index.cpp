// Queues, search, ledger of the PostgreSQL store.

#include "store/cursor.hpp"
#include "store/postgres_rows.hpp"
#include "store/postgres_store.hpp"

namespace pingli::store {

namespace {

using postgres::Parameters;
using postgres::Rows;

#define PINGLI_CASE_COLUMNS                                                           \
    "c.case_id, c.version, c.year, c.number, c.kind, c.phase, c.outcome, c.assigned," \
    " c.next_due_at, c.opened_at, c.updated_at, c.list, c.first_position"

constexpr int kPositionColumn = 12;

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

// One statement for each order and set of filters, made once: the literals that query() wants.
class QueueStatements {
public:
    static const char* get(const app::QueueQuery& query) {
        static const QueueStatements all;
        const unsigned filters = (query.kind ? 1U : 0U) | (query.phase ? 2U : 0U) |
                                 (query.outcome ? 4U : 0U) | (query.assigned ? 8U : 0U);
        return all.sql_[(static_cast<unsigned>(query.order) * 16) + filters].c_str();
    }

private:
    QueueStatements() {
        constexpr const char* kOrders[] = {
            " AND (c.next_due_at, c.first_position) > ($2::bigint, $3::bigint)"
            " ORDER BY c.next_due_at, c.first_position LIMIT $4",
            " AND c.first_position < $2::bigint AND $3::bigint > 0"
            " ORDER BY c.first_position DESC LIMIT $4",
            " AND (c.updated_at, c.first_position) < ($2::bigint, $3::bigint)"
            " ORDER BY c.updated_at DESC, c.first_position DESC LIMIT $4"};
        constexpr const char* kFilters[] = {"kind", "phase", "outcome", "assigned"};
        for (const char* order : kOrders)
            for (unsigned filters = 0; filters < 16; ++filters) {
                std::string sql = "SELECT " PINGLI_CASE_COLUMNS " FROM cases c WHERE c.shop = $1";
                int parameter = 5;
                for (unsigned i = 0; i < 4; ++i)
                    if ((filters & (1U << i)) != 0)
                        sql += std::string{" AND c."} + kFilters[i] + " = $" +
                               std::to_string(parameter++);
                sql_.push_back(sql + order);
            }
    }
    std::vector<std::string> sql_;
};

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
    parameters << query.shop.value() << from.value << from.position
               << static_cast<std::int64_t>(query.limit + 1);
    for (const auto* filter : {&query.kind, &query.phase, &query.outcome, &query.assigned})
        if (*filter) parameters << std::string_view{**filter};
    const Rows rows = TRY(read(QueueStatements::get(query), parameters, Planned::EachTime));
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

}  // namespace pingli::store
