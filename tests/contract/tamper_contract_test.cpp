// What somebody with the database's password does past the program is found, and where (X4).

#include <algorithm>

#include "contract/samples.hpp"
#include "store/verify.hpp"

namespace pingli::contract {

using store::FaultKind;

class Tampering : public StoreContract {
protected:
    // Positions 1 to 6: a1 b1 a2 c1 b2 a3; the other shop has two events.
    void SetUp() override {
        must(begin(kShop, "a"));
        must(begin(kShop, "b"));
        must(more(kShop, "a", 1));
        must(begin(kShop, "c"));
        must(more(kShop, "b", 1));
        last = must(more(kShop, "a", 2));
        must(begin(kOther, "a"));
        must(more(kOther, "a", 1));
    }
    store::Verdict verify(const std::optional<app::Head>& expected = std::nullopt) {
        auto verdict = store::verify(*store, kShop, expected);
        EXPECT_TRUE(verdict.has_value()) << (verdict ? "" : verdict.error().context);
        EXPECT_TRUE(store::verify(*store, kOther)->is_good());
        return verdict.value_or(store::Verdict{});
    }
    bool finds(FaultKind kind, std::int64_t position,
               const std::optional<app::Head>& expected = std::nullopt) {
        const auto verdict = verify(expected);
        std::string all;
        for (const store::Fault& fault : verdict.faults)
            all += std::string{store::name_of(fault.kind)} + ": " + english(fault.what) + "\n";
        SCOPED_TRACE(all);
        const bool found = std::ranges::any_of(verdict.faults, [&](const store::Fault& fault) {
            return fault.kind == kind && fault.position == position;
        });
        EXPECT_TRUE(found) << all;
        return found;
    }
    void tamper(const std::string& sql) { home->tamper(sql); }
    bool can_tamper() {
        if (!home->can_tamper()) return false;
        reopen();
        return true;
    }
    app::Head head() const { return {.shop = kShop, .position = last.position, .hash = last.hash}; }
    app::Appended last;
};
INSTANTIATE_TEST_SUITE_P(Store, Tampering, testing::ValuesIn(technologies()),
                         [](const auto& technology) { return technology.param.name; });

TEST_P(Tampering, IsNotSeenWhereThereIsNone) {
    const auto verdict = verify(head());
    EXPECT_TRUE(verdict.is_good());
    EXPECT_EQ(verdict.events, 6);
    EXPECT_EQ(verdict.cases, 3);
    EXPECT_EQ(verdict.head, head());
    must(begin(kShop, "d"));
    EXPECT_TRUE(verify(head()).is_good());  // The expected head is one of the past.
    EXPECT_TRUE(store::verify(*store, ShopId{"none"})->is_good());
}

// What acts on its own on each thing that is written lies in the schema, where no chain looks.
TEST_P(Tampering, NamesWhatIsNotOfTheProgramsSchema) {
    if (!can_tamper()) return;
    constexpr std::size_t kMany = 20;
    EXPECT_EQ(store->check_pages(kMany).value(), std::vector<std::string>{});
    const bool is_sqlite = GetParam().name.starts_with("Sqlite");
    const auto named = [&](const std::string& sql, const std::string& fault) {
        tamper(sql);
        const auto faults = store->check_pages(kMany).value();
        EXPECT_TRUE(std::ranges::find(faults, "the schema: " + fault) != faults.end())
            << fault << " of " << testing::PrintToString(faults);
    };
    const std::string foreign = " was not made by the program";
    named(is_sqlite ? "CREATE TRIGGER evil AFTER INSERT ON records BEGIN DELETE FROM heads; END"
                    : "CREATE FUNCTION evil() RETURNS trigger LANGUAGE plpgsql AS"
                      " 'BEGIN RETURN NULL; END';"
                      "CREATE TRIGGER evil AFTER INSERT ON records EXECUTE FUNCTION evil()",
          "trigger evil on records" + foreign);
    if (!is_sqlite) {
        named("CREATE RULE more AS ON INSERT TO heads DO ALSO NOTHING",
              "rule more on heads" + foreign);
        named("CREATE POLICY few ON events USING (true)", "policy few on events" + foreign);
        return;
    }
    named("CREATE VIEW spare AS SELECT * FROM events", "view spare" + foreign);
    named("CREATE TABLE other (a)", "table other" + foreign);
    named("CREATE INDEX quick ON heads (position)", "index quick on heads" + foreign);
    named("ALTER TABLE heads ADD COLUMN more TEXT", "table heads is not as the program made it");
    named("DROP INDEX events_case; CREATE INDEX events_case ON events (shop, case_id)",
          "index events_case on events is not as the program made it");
    named("DROP INDEX events_case", "index events_case on events is missing");
    tamper("ANALYZE");
    EXPECT_EQ(store->check_pages(kMany)->size(), 6U) << "statistics are SQLite's own";
}

TEST_P(Tampering, FindsAChangedEvent) {
    if (!can_tamper()) return;
    tamper("UPDATE events SET type = 'Other' WHERE shop = 'shop-1' AND position = 2");
    finds(FaultKind::Changed, 2);
}

TEST_P(Tampering, FindsAChangedBody) {
    if (!can_tamper()) return;
    tamper(
        "UPDATE events SET body = (SELECT body FROM events WHERE shop = 'shop-1'"
        " AND position = 1) WHERE shop = 'shop-1' AND position = 6");
    finds(FaultKind::Changed, 6);
}

TEST_P(Tampering, FindsAChangedEventWhoseHashWasChangedToo) {
    if (!can_tamper()) return;
    tamper(
        "UPDATE events SET type = 'Other', hash = (SELECT hash FROM events WHERE"
        " shop = 'shop-1' AND position = 1) WHERE shop = 'shop-1' AND position = 2");
    finds(FaultKind::Changed, 3);
}

TEST_P(Tampering, FindsALostEvent) {
    if (!can_tamper()) return;
    tamper("DELETE FROM events WHERE shop = 'shop-1' AND position = 3");
    finds(FaultKind::Lost, 3);
    finds(FaultKind::OutOfOrder, 6);
}

TEST_P(Tampering, FindsEventsInAnotherOrder) {
    if (!can_tamper()) return;
    for (const char* swap :
         {"60 WHERE position = 3", "3 WHERE position = 6", "6 WHERE position = 60"})
        tamper("UPDATE events SET position = " + std::string{swap} + " AND shop = 'shop-1'");
    finds(FaultKind::Changed, 3);
    finds(FaultKind::OutOfOrder, 3);
}

TEST_P(Tampering, FindsALostTail) {
    if (!can_tamper()) return;
    tamper("DELETE FROM events WHERE shop = 'shop-1' AND position >= 5");
    finds(FaultKind::LostTail, 5);
}

TEST_P(Tampering, FindsATailThatWasLostWithItsHeadOnlyAgainstAnExpectedOne) {
    if (!can_tamper()) return;
    tamper("DELETE FROM events WHERE shop = 'shop-1' AND position >= 6");
    tamper("UPDATE cases SET version = 2 WHERE shop = 'shop-1' AND case_id = 'a'");
    tamper(
        "UPDATE heads SET position = 5, hash = (SELECT hash FROM events WHERE shop = 'shop-1'"
        " AND position = 5) WHERE shop = 'shop-1'");
    EXPECT_TRUE(verify().is_good());
    finds(FaultKind::LostTail, 6, head());
}

TEST_P(Tampering, FindsALostCaseAndALostRow) {
    if (!can_tamper()) return;
    tamper("DELETE FROM cases WHERE shop = 'shop-1' AND case_id = 'c'");
    finds(FaultKind::IndexDiffers, 0);
    tamper("DELETE FROM events WHERE shop = 'shop-1' AND case_id = 'c'");
    finds(FaultKind::Lost, 4);
}

TEST_P(Tampering, FindsAHeadThatIsNotTheChains) {
    if (!can_tamper()) return;
    tamper(
        "UPDATE heads SET hash = (SELECT hash FROM events WHERE shop = 'shop-1'"
        " AND position = 1) WHERE shop = 'shop-1'");
    finds(FaultKind::HeadDiffers, 6);
    tamper("DELETE FROM heads WHERE shop = 'shop-1'");
    finds(FaultKind::HeadDiffers, 6);
}

TEST_P(Tampering, FindsARewrittenChainAgainstAnExpectedHead) {
    app::Head other = head();
    other.hash[0] ^= 1U;
    finds(FaultKind::NotExpected, 6, other);
}

}  // namespace pingli::contract
