// Queues, search, ledger of the PostgreSQL store.

#include "store/postgres_rows.hpp"
#include "store/postgres_store.hpp"
#include "store/queue_statements.hpp"

namespace pingli::store {

namespace {

using postgres::Parameters;
using postgres::Rows;

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
Result<app::Page> read_found(const Rows& rows, const Listing& asked) {
    return page_of(TRY(postgres::read_page<CaseTable>(rows, asked)));
}

}  // namespace

// A frequent word fills a page from the newest cases alone, one that does not is in few enough
// cases for the index of tokens; what the planner makes of words that come together is worse.
Result<app::Page> PostgresStore::search(const app::SearchQuery& query) {
    static const std::string columns = names_of(table<CaseTable>(), page_columns, "c.");
    static const std::string among_newest =
        "SELECT " + columns +
        " FROM (SELECT * FROM search_docs WHERE shop = $1 AND first_position < $3"
        " ORDER BY first_position DESC LIMIT $5) d"
        " JOIN cases c ON c.shop = d.shop AND c.case_id = d.case_id"
        " WHERE c.shop = $1 AND d.text LIKE ALL ($2::text[])"
        " ORDER BY d.first_position DESC LIMIT $4";
    static const std::string by_tokens =
        "WITH found AS MATERIALIZED (SELECT shop, case_id, first_position FROM search_docs"
        " WHERE shop = $1 AND tokens @> $2::bigint[] AND text LIKE ALL ($3::text[])"
        " AND first_position < $4)"
        " SELECT " +
        columns +
        " FROM (SELECT * FROM found ORDER BY first_position DESC LIMIT $5) d"
        " JOIN cases c ON c.shop = d.shop AND c.case_id = d.case_id"
        " WHERE c.shop = $1 ORDER BY d.first_position DESC";
    const Listing asked = TRY(listing_of(query));
    const auto runs = search_runs(options_.fold, query.words);
    if (runs.empty()) return app::Page{};
    const SearchWords words{runs};
    const std::int64_t before = asked.from.position;
    const auto wanted = static_cast<std::int64_t>(query.limit + 1);
    for (std::int64_t walked = kNewestWalked; walked <= kNewestWalkedMax;
         walked *= kNewestWalkedMax / kNewestWalked) {
        const Rows newest = TRY(read(among_newest.c_str(),
                                     Parameters{} << query.shop.value() << words.patterns.literal()
                                                  << before << wanted << walked,
                                     Planned::EachTime));
        if (newest.size() == wanted) return read_found(newest, asked);
        if (newest.size() * kWorthWalkingOn < wanted) break;
    }
    const Rows found = TRY(read(by_tokens.c_str(),
                                Parameters{} << query.shop.value() << words.tokens.literal()
                                             << words.long_patterns.literal() << before << wanted,
                                Planned::EachTime));
    return read_found(found, asked);
}

Result<std::vector<int>> PostgresStore::ledger_years(const ShopId& shop) {
    const Rows rows = TRY(read("SELECT DISTINCT year FROM ledger WHERE shop = $1 ORDER BY year",
                               Parameters{} << shop.value()));
    std::vector<int> years;
    for (int i = 0; i < rows.size(); ++i) years.push_back(static_cast<int>(rows.integer(i, 0)));
    return years;
}

}  // namespace pingli::store
