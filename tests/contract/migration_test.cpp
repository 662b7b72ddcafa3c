// A database of each earlier version is brought up to date with everything that is in it; one from
// a newer program is left alone.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <ostream>
#include <span>
#include <thread>

#include "contract/samples.hpp"
#include "contract/stores.hpp"
#include "store/chain.hpp"
#include "store/migrations.hpp"
#include "store/verify_journal.hpp"

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
        // The key was there before there was a journal: it is entered when the store is opened.
        const auto journal = store::verify_journal(*store, {});
        ASSERT_TRUE(journal.has_value());
        EXPECT_EQ(journal->rows, 1);
        EXPECT_TRUE(journal->faults.empty());
    }
}

// What was indexed in an earlier way is found without a rebuild.
TEST_P(Migration, TakesTheTokensOfTextsAlong) {
    const Writing& w = GetParam();
    const auto all = technologies();
    const auto technology = std::ranges::find(all, w.name, &Technology::name);
    constexpr std::size_t kVersion = 3;
    const auto home = technology->make();
    for (std::size_t i = 0; i < kVersion; ++i) home->tamper(w.migrations()[i].sql);
    home->tamper(first_rows(w));
    home->tamper(
        "INSERT INTO cases VALUES ('shop-1', 'a', 1, 1, 2026, 1, 'complaint', 'open', '', '', 9, 1,"
        " 1, '{}')");
    home->tamper(w.name == "Postgres"
                     ? "INSERT INTO search_docs VALUES ('shop-1', 'a', 1, '要退款20260501', ARRAY["
                       "'要', '要退', '退', '退款', '款', '款2', '2', '20', '0', '02', '26', '6',"
                       " '60', '05', '5', '50', '01', '1'])"
                     : "INSERT INTO search_docs (shop, case_id, text)"
                       " VALUES ('shop-1', 'a', '要退款20260501')");
    home->tamper(w.version + std::to_string(kVersion) + (w.name == "Postgres" ? ")" : ""));
    const auto store = home->open();
    const auto finds = [&](const char* words) {
        constexpr int kTriesMax = 500;
        for (int i = 0; i < kTriesMax; ++i) {
            const auto page =
                store->search({.shop = kShop, .words = words, .cursor = {}, .limit = 50});
            if (page && page->entries.size() == 1) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
        return false;
    };
    for (const char* words : {"退款", "退", "要退款", "0501", "20260501", "款2026", "款20260501"})
        EXPECT_TRUE(finds(words)) << words;
    for (const char* words : {"款要", "0502", "2605012", "20260501退"})
        EXPECT_TRUE(store->search({.shop = kShop, .words = words, .cursor = {}, .limit = 50})
                        ->entries.empty())
            << words;
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
