// What somebody with the database's password does to keys, records and the shelf past the program
// is found, by name (security finding 13); and to the read models that decide (finding 14).

#include <algorithm>

#include "contract/samples.hpp"
#include "store/compare.hpp"
#include "store/verify_journal.hpp"

namespace pingli::contract {

using store::FaultKind;

namespace {

app::ShelvedFinding finding(const std::string& id) {
    app::ShelvedFinding made;
    made.key = {.kind = "review", .id = id};
    made.verdict = "malicious";
    made.made_at = kNow;
    made.put_at = kNow;
    made.list = "{}";
    made.words = "sealed words";
    made.body = "sealed body of " + id;
    return made;
}

struct Harm {
    const char* sql;
    FaultKind kind;
    const char* what;  // part of the words
};

}  // namespace

class Journal : public StoreContract {
protected:
    void SetUp() override {
        app::Change change = begin(kShop, "a");
        for (const char* person : {"p1", "p2", "p3"})
            change.new_keys.push_back(
                {.person = PersonId{person}, .key = std::string{"key of "} + person});
        must(std::move(change));
        must(begin(kOther, "a"));
        ASSERT_TRUE(store->erase_persons(kShop, {PersonId{"p3"}}).has_value());
        ASSERT_TRUE(store->put_reviews(kShop, {finding("r1"), finding("r2")},
                                       {{.person = PersonId{"buyer"}, .key = "key of buyer"}}));
        app::ReviewMark mark;
        mark.version = 1;
        mark.state = "reported";
        mark.deeds = "sealed deeds";
        must(marking(kShop, finding("r1").key, mark));
        for (const char* key : {"u1", "u2"})
            ASSERT_TRUE(store->put("account", {.key = key, .bytes = "x", .expires_at = {}},
                                   app::Put::Always));
        ASSERT_TRUE(store->put("account", {.key = "u1", .bytes = "owner", .expires_at = {}},
                               app::Put::Always));
        ASSERT_TRUE(store->put("token", {.key = "t", .bytes = "x", .expires_at = kNow},
                               app::Put::IfAbsent));
        ASSERT_TRUE(
            store->put("link", {.key = "l", .bytes = "x", .expires_at = {}}, app::Put::Always));
        ASSERT_TRUE(store->remove("link", "l").value_or(false));
        ASSERT_TRUE(
            store->put("session", {.key = "s", .bytes = "x", .expires_at = {}}, app::Put::Always));
    }
    store::JournalAudit walk(const store::JournalAsked& asked = {}) {
        auto audit = store::verify_journal(*store, asked);
        EXPECT_TRUE(audit.has_value()) << (audit ? "" : audit.error().context);
        return audit.value_or(store::JournalAudit{});
    }
    static std::string words(const std::vector<store::Fault>& faults) {
        std::string all;
        for (const store::Fault& fault : faults)
            all += std::string{store::name_of(fault.kind)} + ": " + english(fault.what) + "\n";
        return all;
    }
};
INSTANTIATE_TEST_SUITE_P(Store, Journal, testing::ValuesIn(technologies()),
                         [](const auto& technology) { return technology.param.name; });

TEST_P(Journal, HoldsWhereNothingWasDonePastTheProgram) {
    const auto before = walk();
    EXPECT_EQ(words(before.faults), "");
    EXPECT_EQ(before.rows, 4 + 3 + 3);  // keys; reviews and a mark; accounts and a token
    ASSERT_TRUE(store->purge(kNow + std::chrono::hours{1}).has_value());
    ASSERT_TRUE(store->erase_persons(kShop, {PersonId{"p1"}}).has_value());  // lawfully
    ASSERT_TRUE(store->put_reviews(kShop, {finding("r2")}, {}).has_value());
    reopen();
    if (!home->survives()) return;
    const auto after = walk(
        {.only = {}, .position = before.head.position, .hash = before.head.hash, .goes_on = {}});
    EXPECT_EQ(words(after.faults), "");
    EXPECT_EQ(after.rows, before.rows - 1);
    EXPECT_EQ(words(walk({.only = kShop, .position = {}, .hash = {}, .goes_on = {}}).faults), "");
    EXPECT_GT(after.head.position, before.head.position);
}

TEST_P(Journal, NamesEachRowThatWasChangedLostPutInOrExchanged) {
    if (!home->can_tamper()) return;
    const std::vector<Harm> harms{
        {"UPDATE person_keys SET key = NULL WHERE person = 'p1'", FaultKind::KeyDiffers,
         "key of person p1 of shop shop-1 was changed"},
        {"UPDATE person_keys SET key = (SELECT key FROM person_keys WHERE person = 'p2')"
         " WHERE person = 'p1'",
         FaultKind::KeyDiffers, "person p1"},
        {"UPDATE person_keys SET key = (SELECT key FROM person_keys WHERE person = 'p2')"
         " WHERE person = 'p3'",
         FaultKind::KeyDiffers, "person p3"},
        {"DELETE FROM person_keys WHERE person = 'p2'", FaultKind::KeyDiffers,
         "key of person p2 of shop shop-1 is lost"},
        {"DELETE FROM person_keys", FaultKind::KeyDiffers, "person buyer of shop shop-1 is lost"},
        {"UPDATE person_keys SET shop = 'shop-2' WHERE person = 'p2'", FaultKind::KeyDiffers,
         "person p2 of shop shop-2 was put in"},
        {"UPDATE records SET bytes = (SELECT bytes FROM records WHERE key = 'u1')"
         " WHERE key = 'u2'",
         FaultKind::RecordDiffers, "record account u2 was changed"},
        {"UPDATE records SET expires_at = NULL WHERE kind = 'token'", FaultKind::RecordDiffers,
         "record token t was changed"},
        {"INSERT INTO records (kind, key, bytes) SELECT kind, 'u9', bytes FROM records"
         " WHERE key = 'u1'",
         FaultKind::RecordDiffers, "record account u9 was put in"},
        {"DELETE FROM records WHERE key = 'u1'", FaultKind::RecordDiffers,
         "record account u1 is lost"},
        {"UPDATE reviews SET verdict = 'maliciouz' WHERE id = 'r2'", FaultKind::ShelfDiffers,
         "review/r2 of shop shop-1 was changed"},
        {"DELETE FROM reviews WHERE id = 'r2'", FaultKind::ShelfDiffers, "review/r2"},
        {"UPDATE reviews SET state = 'new' WHERE id = 'r1'", FaultKind::ShelfDiffers,
         "what was done with review/r1"},
        {"UPDATE reviews SET version = 0 WHERE id = 'r1'", FaultKind::ShelfDiffers,
         "what was done with review/r1 of shop shop-1 is lost"},
        {"UPDATE journal SET digest = hash WHERE subject = 'u2'", FaultKind::JournalDiffers,
         "the journal was changed at position"},
        {"DELETE FROM journal WHERE position = 3", FaultKind::JournalDiffers,
         "entries of the journal are lost"},
        {"DELETE FROM journal", FaultKind::RecordDiffers, "record account u1 was put in"},
    };
    for (const Harm& harm : harms) {
        home = GetParam().make();
        store = home->open();
        SetUp();
        home->tamper(harm.sql);
        const auto audit = walk();
        EXPECT_TRUE(std::ranges::any_of(audit.faults,
                                        [&](const store::Fault& fault) {
                                            return fault.kind == harm.kind &&
                                                   english(fault.what).find(harm.what) !=
                                                       std::string::npos;
                                        }))
            << harm.sql << "\n"
            << words(audit.faults);
    }
}

TEST_P(Journal, ThatWasCutShowsAgainstWhereItOnceWas) {
    if (!home->can_tamper()) return;
    const app::Head before = walk().head;
    store.reset();
    home->tamper("DELETE FROM records WHERE kind = 'token'");
    home->tamper("DELETE FROM journal WHERE position > " + std::to_string(before.position - 3));
    store = home->open();
    const auto audit =
        walk({.only = {}, .position = before.position, .hash = before.hash, .goes_on = {}});
    EXPECT_NE(words(audit.faults).find("the journal ends before position"), std::string::npos);
}

// security finding 14: the read models are compared with the events, both ways
TEST_P(Journal, ReadModelsAreComparedWithTheChainBothWays) {
    if (!home->can_tamper()) return;
    const app::LedgerEntry points{
        .ledger_class = "general", .year = 2026, .points = 12, .at = kNow, .detail = "{}"};
    const std::vector<Harm> harms{
        {"UPDATE cases SET phase = 'closed'", FaultKind::IndexDiffers, "another phase"},
        {"UPDATE cases SET next_due_at = 7", FaultKind::IndexDiffers, "another deadline"},
        {"UPDATE cases SET list = '{}'", FaultKind::IndexDiffers, "another list entry"},
        {"UPDATE cases SET version = 9 WHERE shop = 'shop-1'", FaultKind::IndexDiffers,
         "is at version 1, the queue has 9"},
        {"DELETE FROM cases WHERE shop = 'shop-1'", FaultKind::IndexDiffers, "not in the queue"},
        {"UPDATE cases SET number = 5 WHERE shop = 'shop-1'", FaultKind::IndexDiffers,
         "the numbers of 2026 begin at 5"},
        {"UPDATE cases SET case_id = 'z' WHERE shop = 'shop-1'", FaultKind::IndexDiffers,
         "case z has no event"},
        {"DELETE FROM ledger", FaultKind::LedgerDiffers, "the ledger lacks 12 points"},
        {"UPDATE ledger SET points = 48", FaultKind::LedgerDiffers, "no event gave 48 points"},
        {"UPDATE ledger SET year = 2031", FaultKind::LedgerDiffers, "no event gave 12 points"},
        {"INSERT INTO ledger (shop, year, position, ordinal, case_id, ledger_class, points, at,"
         " detail) SELECT shop, year, position, 9, case_id, ledger_class, -12, at, detail"
         " FROM ledger",
         FaultKind::LedgerDiffers, "no event gave -12 points"},
        {"UPDATE ledger SET position = 99", FaultKind::LedgerDiffers, "ahead of the chain"},
    };
    const app::Project project = [&](const ShopId& shop,
                                     const std::vector<app::StoredEvent>& events) {
        auto rows = project_plainly(shop, events);
        rows->row = row();
        if (shop == kShop) rows->ledger = {{1, points}};
        return rows;
    };
    for (std::size_t i = 0; i <= harms.size(); ++i) {
        home = GetParam().make();
        store = home->open();
        app::Change change = begin(kShop, "a");
        change.ledger = {points};
        must(std::move(change));
        must(begin(kOther, "a"));
        if (i < harms.size()) home->tamper(harms[i].sql);
        auto verdict = store::verify(*store, kShop);
        ASSERT_TRUE(verdict.has_value());
        const app::Head head = verdict->head;
        ASSERT_TRUE(store::compare_rows(*store, head, project, {}, *verdict).has_value());
        if (i == harms.size()) {
            EXPECT_EQ(words(verdict->faults), "");
            continue;
        }
        EXPECT_TRUE(std::ranges::any_of(verdict->faults,
                                        [&](const store::Fault& fault) {
                                            return fault.kind == harms[i].kind &&
                                                   english(fault.what).find(harms[i].what) !=
                                                       std::string::npos;
                                        }))
            << harms[i].sql << "\n"
            << words(verdict->faults);
    }
}

}  // namespace pingli::contract
