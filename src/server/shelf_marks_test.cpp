// What is done with reviews: events on the shop's chain, and the shelf that follows from them.

#include "server/shelf_marks.hpp"

#include <gtest/gtest.h>

#include "app/transfer.hpp"
#include "base/record_form.hpp"
#include "reviews/deeds.hpp"
#include "server/random.hpp"
#include "server/rebuild.hpp"
#include "store/memory_store.hpp"

namespace pingli::server {
namespace {

using app::DeedKind;

const ShopId kShop{"s-1"};
const app::ReviewKey kKey{.kind = "review", .id = "r1"};
constexpr Instant kNow{std::chrono::seconds{1'778'551'200}};  // 2026-05-12
const app::Random kRandom = fill_random;

store::Options with_fold() {
    store::Options options;
    options.fold = [](std::string_view text) { return std::string{text}; };
    return options;
}

class Marks : public testing::Test {
protected:
    Marks() { put(kKey); }
    void put(const app::ReviewKey& key) {
        app::ShelvedFinding finding;
        finding.key = key;
        finding.verdict = "malicious";
        app::KeyRing ring{store, kRandom, kShop};
        finding.words = ring.seal(reviews::person_of(key), "words");
        ASSERT_TRUE(store.put_reviews(kShop, {finding}, ring.take_new_keys()).has_value());
    }
    app::ReviewDeed deed(DeedKind kind, const std::string& text = {}) {
        app::ReviewDeed made{.kind = kind,
                             .at = kNow,
                             .by = {.user = UserId{"li"}, .role = cases::Role::Supervisor}};
        if (!text.empty())
            made.text = {.person = reviews::person_of(kKey), .text = text, .erased = false};
        return made;
    }
    void does(const app::ReviewDeed& done) {
        app::KeyRing ring{store, kRandom, kShop};
        const auto before = store.review(kShop, kKey)->mark;
        const auto result = store.append(reviews::change_of(kShop, kKey, before, {done}, ring));
        ASSERT_TRUE(result.has_value()) << result.error().context;
    }
    std::vector<reviews::Deed> shown(app::Store& of) {
        app::KeyRing ring{of, kRandom, kShop};
        return reviews::shown_deeds(*reviews::deeds_of(of, kShop, kKey, ring));
    }
    // In English, one a line.
    static std::string faults(app::Store& of) {
        auto verdict = store::verify(of, kShop);
        EXPECT_TRUE(compare_marks(of, kShop, {}, *verdict).has_value());
        std::string all;
        for (const store::Fault& fault : verdict->faults) all += english(fault.what) + "\n";
        return all;
    }
    // As a row was written before deeds were events.
    app::ReviewMark old_mark() {
        std::string deeds;
        for (const char* const move : {"leave", "resume", "answer"})
            deeds += RecordWriter{}
                         .add("deed", RecordWriter{}
                                          .add("move", move)
                                          .add("at", kNow)
                                          .add("by", "li")
                                          .add("text", std::string{"because of "} + move)
                                          .take())
                         .take();
        app::KeyRing ring{store, kRandom, kShop};
        return {.version = 3,
                .state = "answered",
                .at = kNow,
                .by = UserId{"li"},
                .case_id = {},
                .deeds = ring.seal(reviews::person_of(kKey), deeds)};
    }

    store::MemoryStore store{with_fold()};
};

// rulings finding 5: a supervisor leaves a proven threat with a reason; the head of the chain moves
// and the reason is there, sealed.
TEST_F(Marks, FollowFromEventsOnTheChain) {
    does(deed(DeedKind::Left, "the buyer withdrew it"));
    ASSERT_EQ(store.heads()->front().position, 1);
    const auto stored = store.read_shop(kShop, 1, 10)->front();
    EXPECT_EQ(stored.type, "ReviewLeft");
    EXPECT_EQ(stored.body.find("withdrew"), std::string::npos);
    EXPECT_EQ(store.review(kShop, kKey)->mark.state, "left");
    EXPECT_EQ(store.review(kShop, kKey)->mark.by, UserId{"li"});
    put(kKey);  // a new import
    does(deed(DeedKind::Undone));
    EXPECT_EQ(store.review(kShop, kKey)->mark.state, "new");
    const auto deeds = shown(store);
    ASSERT_EQ(deeds.size(), 2U);  // nothing is taken back, what was done stays to be read
    EXPECT_EQ(deeds.front().text, "the buyer withdrew it");
    EXPECT_EQ(faults(store), "");
    ASSERT_TRUE(store.erase_persons(kShop, {reviews::person_of(kKey)}).has_value());
    EXPECT_EQ(shown(store).front().text, "");
    EXPECT_EQ(faults(store), "");
}

TEST_F(Marks, AreComparedWithTheChainBothWays) {
    does(deed(DeedKind::Left));
    const app::ReviewMark good = store.review(kShop, kKey)->mark;
    app::ReviewMark other = good;
    other.state = "answered";
    ASSERT_TRUE(store.put_mark(kShop, {.key = kKey, .mark = other}).has_value());
    EXPECT_EQ(faults(store),
              "what was done with review/r1 stands on the shelf other than on the chain\n");
    ASSERT_TRUE(store.put_mark(kShop, {.key = kKey, .mark = {}}).has_value());  // its row lost it
    EXPECT_NE(faults(store), "");
    ASSERT_TRUE(rebuild(store, kNow).has_value());
    EXPECT_EQ(faults(store), "");
    EXPECT_EQ(store.review(kShop, kKey)->mark, good);

    const app::ReviewKey invented{.kind = "review", .id = "r2"};
    put(invented);
    ASSERT_TRUE(store.put_mark(kShop, {.key = invented, .mark = good}).has_value());
    EXPECT_EQ(faults(store), "");  // it may be from before deeds were events
    ASSERT_TRUE(store.put("deeds_brought_over", {.key = "all", .bytes = "yes", .expires_at = {}},
                          app::Put::Always));
    EXPECT_EQ(faults(store),
              "what was done with review/r2 stands on the shelf other than on the chain\n");
}

TEST_F(Marks, OfOldRowsAreBroughtOverOnceBehindWhatIsOnTheChain) {
    ASSERT_TRUE(store.put_mark(kShop, {.key = kKey, .mark = old_mark()}).has_value());
    EXPECT_EQ(faults(store), "");
    EXPECT_EQ(reviews::bring_deeds_over(store, kRandom, kNow).value_or(-1), 1);
    const auto stored = *store.read_shop(kShop, 1, 10);
    ASSERT_EQ(stored.size(), 1U);
    EXPECT_EQ(stored.front().type, "DeedsBroughtOver");
    app::ReviewMark wanted = old_mark();
    wanted.version = 1;
    wanted.deeds.clear();
    EXPECT_EQ(store.review(kShop, kKey)->mark, wanted);
    const auto deeds = shown(store);
    ASSERT_EQ(deeds.size(), 3U);
    EXPECT_EQ(deeds[0].move, reviews::Move::Leave);
    EXPECT_EQ(deeds[0].text, "because of leave");
    EXPECT_EQ(deeds[2].at, kNow);
    EXPECT_EQ(reviews::bring_deeds_over(store, kRandom, kNow).value_or(-1), 0);
    does(deed(DeedKind::Left));
    EXPECT_EQ(shown(store).size(), 4U);
    EXPECT_EQ(faults(store), "");
}

TEST_F(Marks, OfAnErasedPersonAreBroughtOverAsFarAsTheyAreKnown) {
    ASSERT_TRUE(store.put_mark(kShop, {.key = kKey, .mark = old_mark()}).has_value());
    ASSERT_TRUE(store.erase_persons(kShop, {reviews::person_of(kKey)}).has_value());
    EXPECT_EQ(reviews::bring_deeds_over(store, kRandom, kNow).value_or(-1), 1);
    EXPECT_TRUE(shown(store).empty());
    EXPECT_EQ(store.review(kShop, kKey)->mark.state, "answered");
    EXPECT_EQ(faults(store), "");
}

TEST_F(Marks, GoAlongWithAnExport) {
    does(deed(DeedKind::Answered, "we are sorry"));
    does(deed(DeedKind::Left));
    store::MemoryStore other{with_fold()};
    app::Importer importer{other};
    ASSERT_TRUE(app::export_store(store, [&](const app::ExportLine& line) {
                    return importer.take(line);
                }).has_value());
    ASSERT_TRUE(importer.finish().has_value());
    ASSERT_TRUE(rebuild(other, kNow).has_value());
    EXPECT_EQ(*other.heads(), *store.heads());
    EXPECT_EQ(other.review(kShop, kKey)->mark, store.review(kShop, kKey)->mark);
    EXPECT_EQ(shown(other).front().text, "we are sorry");
    EXPECT_EQ(faults(other), "");
}

}  // namespace
}  // namespace pingli::server
