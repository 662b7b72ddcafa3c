// A database of each earlier version is brought up to date with everything that is in it; one from
// a newer program is left alone.

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <span>

#include "contract/samples.hpp"
#include "contract/stores.hpp"
#include "store/chain.hpp"
#include "store/migrations.hpp"
#include "store/verify.hpp"

namespace pingli::contract {

namespace {

std::string hex(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        out += kDigits[static_cast<unsigned char>(c) >> 4U];
        out += kDigits[static_cast<unsigned char>(c) & 15U];
    }
    return out;
}

struct Writing {
    std::string name;
    std::span<const store::Migration> (*migrations)();
    std::string before, after;  // around the digits of bytes
    std::string version;        // sets the version of the schema
    friend std::ostream& operator<<(std::ostream& out, const Writing& w) { return out << w.name; }
};

// What the first version held: an event, its head, a person's key.
std::string first_rows(const Writing& w) {
    const auto bytes = [&](std::string_view raw) { return w.before + hex(raw) + w.after; };
    const app::Hash hash = store::chain_hash({}, {.shop = "shop-1",
                                                  .case_id = "a",
                                                  .position = 1,
                                                  .version = 1,
                                                  .type = "ClaimOpened",
                                                  .body = "{}"});
    const std::string hash_bytes = w.before + app::to_hex(hash) + w.after;
    return "INSERT INTO events (shop, position, case_id, version, type, body, hash) VALUES"
           " ('shop-1', 1, 'a', 1, 'ClaimOpened', " +
           bytes("{}") + ", " + hash_bytes +
           ");"
           "INSERT INTO heads (shop, position, hash) VALUES ('shop-1', 1, " +
           hash_bytes +
           ");"
           "INSERT INTO person_keys (shop, person, key) VALUES ('shop-1', 'p', " +
           bytes("k") + ");";
}

class Migration : public testing::TestWithParam<Writing> {};

}  // namespace

TEST_P(Migration, BringsEachEarlierVersionUpToDate) {
    const Writing& w = GetParam();
    const auto all = technologies();
    const auto technology = std::ranges::find(all, w.name, &Technology::name);
    const auto migrations = w.migrations();
    for (std::size_t version = 1; version <= migrations.size(); ++version) {
        SCOPED_TRACE(version);
        const auto home = technology->make();
        for (std::size_t i = 0; i < version; ++i) home->tamper(migrations[i].sql);
        home->tamper(first_rows(w));
        home->tamper(w.version + std::to_string(version) + (w.name == "Postgres" ? ")" : ""));
        const auto store = home->open();
        ASSERT_EQ(store->rebuild(project_plainly).value(), 1);
        EXPECT_EQ(store->find(kShop, CaseId{"a"})->number, "2026-000001");
        EXPECT_EQ(store->person_key(kShop, PersonId{"p"})->key, "k");
        EXPECT_TRUE(store->append(more(kShop, "a", 1)).has_value());
        EXPECT_TRUE(store::verify(*store, kShop)->is_good());
    }
}

INSTANTIATE_TEST_SUITE_P(
    Store, Migration,
    testing::Values(Writing{"Sqlite", store::sqlite_migrations, "X'", "'",
                            "PRAGMA user_version = "},
                    Writing{"Postgres", store::postgres_migrations, "'\\x", "'",
                            "CREATE TABLE schema_migrations (version integer PRIMARY KEY);"
                            "INSERT INTO schema_migrations VALUES ("}),
    [](const auto& writing) { return writing.param.name; });

}  // namespace pingli::contract
