#include "reviews/import_line.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace pingli::reviews {
namespace {

class ImportLineTest : public testing::Test {
protected:
    // Run by a person of the shop's own, unless somebody is named.
    void add(const std::string& shop, const std::string& id, std::vector<UserId> people = {},
             Instant asked_at = {}) {
        ImportRecord record;
        record.shop = ShopId{shop};
        record.id = id;
        if (people.empty()) people = {UserId{"of " + shop}};
        line_.add(std::make_shared<ImportJob>(record, ImportFiles{"nowhere"}, std::move(people),
                                              asked_at));
    }
    // As many as find a place, each in a shop of its own.
    std::size_t fill(const UserId& person) {
        std::size_t taken = 0;
        for (;; ++taken) {
            const std::string shop = person.value() + std::to_string(taken);
            if (line_.room_for(ShopId{shop}, {person}) != ImportLine::Room::Free) return taken;
            add(shop, "1", {person});
        }
    }
    // "shop/id" of the next one to be begun; empty: none.
    std::string next() {
        const auto job = line_.begin();
        return job ? job->shop.value() + '/' + job->id : "";
    }
    bool gives_way(const std::string& shop) {
        return line_.give_way(*line_.find(ShopId{shop}, "1"));
    }
    bool resumes(const std::string& shop) { return line_.resume(*line_.find(ShopId{shop}, "1")); }
    void end(const std::string& shop, const std::string& id) {
        line_.remove(line_.find(ShopId{shop}, id));
    }
    ImportLine line_;
};

// Whoever could run imports kept an erasure from ending: it waited for those of after it, too.
TEST_F(ImportLineTest, KnowsThoseThatWereAskedForBefore) {
    using std::chrono::seconds;
    const Instant wish{seconds{100}};
    add("a", "later", {}, wish + seconds{1});
    add("b", "1", {}, wish);
    EXPECT_FALSE(line_.has_of(ShopId{"a"}, wish));
    add("a", "1", {}, wish);
    EXPECT_TRUE(line_.has_of(ShopId{"a"}, wish)) << "in the same second";
    EXPECT_FALSE(line_.has_of(ShopId{"a"}, wish - seconds{1}));
    end("a", "1");
    EXPECT_FALSE(line_.has_of(ShopId{"a"}, wish));
}

// security finding 24: an import that takes hours held up those of every other shop.
TEST_F(ImportLineTest, OfOneShopOneRunsAndTheOthersTakeTurns) {
    for (const char* id : {"1", "2", "3", "4"}) add("a", id);
    EXPECT_EQ(next(), "a/1");
    EXPECT_EQ(next(), "");
    add("b", "1");
    add("b", "2");
    EXPECT_EQ(next(), "b/1");
    EXPECT_EQ(next(), "");
    add("c", "1");
    end("a", "1");
    EXPECT_EQ(next(), "c/1") << "c was never served, a just was";
    EXPECT_EQ(next(), "a/2");
    end("b", "1");
    end("a", "2");
    EXPECT_EQ(next(), "b/2") << "served longer ago than a";
    EXPECT_EQ(next(), "a/3");
    EXPECT_EQ(line_.of_shop(ShopId{"a"}), 2U);
    EXPECT_EQ(line_.find(ShopId{"a"}, "1"), nullptr);
}

// Who opened many shops filled the line with ten of each.
TEST_F(ImportLineTest, APersonHasOneShareInAllShops) {
    EXPECT_EQ(fill(UserId{"many"}), kImportsWaitingOfPersonMax);
    EXPECT_EQ(line_.room_for(ShopId{"new"}, {UserId{"staff"}, UserId{"many"}}),
              ImportLine::Room::PersonHasEnough)
        << "whoever works in a shop that they opened";
    EXPECT_EQ(line_.room_for(ShopId{"b"}, {UserId{"b"}}), ImportLine::Room::Free);
    std::size_t last = kImportsWaitingOfPersonMax;
    for (int i = 0; i < 12; ++i) {
        const std::size_t taken = fill(UserId{"person" + std::to_string(i)});
        EXPECT_TRUE(taken > 0 && taken <= last) << i << ": " << taken;
        last = taken;
    }
    EXPECT_LT(last, kImportsWaitingOfPersonMax / 2) << "less, the less there is";
}

TEST_F(ImportLineTest, AShopHasTenWhoeverRunsThem) {
    for (int i = 0; i < 10; ++i) add("a", std::to_string(i), {UserId{std::to_string(i)}});
    EXPECT_EQ(line_.room_for(ShopId{"a"}, {UserId{"x"}}), ImportLine::Room::ShopHasEnough);
    EXPECT_EQ(line_.room_for(ShopId{"b"}, {UserId{"x"}}), ImportLine::Room::Free);
}

TEST_F(ImportLineTest, OfOnePersonSoManyRunThatOthersFindAPlace) {
    const std::vector<UserId> many{UserId{"many"}};
    for (const char* shop : {"a", "b", "c", "d"}) add(shop, "1", many);
    EXPECT_EQ(next(), "a/1");
    EXPECT_EQ(next(), "b/1");
    EXPECT_EQ(next(), "") << "the third place is for others";
    add("e", "1", {UserId{"staff"}, UserId{"many"}});
    EXPECT_EQ(next(), "");
    add("v", "1");
    add("v", "2");
    EXPECT_EQ(next(), "v/1");
    end("v", "1");
    end("a", "1");
    EXPECT_EQ(next(), "c/1") << "v was served just now";
    EXPECT_EQ(next(), "v/2");
}

// A reviewer's finding: three people, each with an import of hours, held up everybody else.
TEST_F(ImportLineTest, ThreeWhoHoldAllPlacesHoldUpAFourthForOneTurn) {
    for (const char* shop : {"a", "b", "c"}) {
        add(shop, "1");
        EXPECT_EQ(next(), std::string{shop} + "/1");
    }
    EXPECT_FALSE(gives_way("a")) << "nobody waits";
    add("d", "1");
    EXPECT_EQ(next(), "") << "three work at a time";
    EXPECT_TRUE(gives_way("b"));
    EXPECT_FALSE(resumes("b")) << "it was served, d never was";
    EXPECT_EQ(next(), "d/1");
    EXPECT_FALSE(resumes("b")) << "there is no place";
    EXPECT_TRUE(gives_way("c"));
    EXPECT_FALSE(resumes("c")) << "b waits for longer";
    EXPECT_EQ(next(), "") << "nothing is there to be begun";
    EXPECT_TRUE(resumes("b"));
    end("d", "1");
    EXPECT_TRUE(resumes("c"));
    EXPECT_FALSE(gives_way("a")) << "all of the three work again";
}

TEST_F(ImportLineTest, WhoKeepsATurnBecauseNobodyElseMayHaveItIsServedAllTheSame) {
    for (const char* shop : {"a", "b", "c"}) add(shop, "1");
    while (!next().empty()) {
    }
    EXPECT_FALSE(gives_way("a"));
    add("d", "1");
    EXPECT_TRUE(gives_way("b"));
    EXPECT_EQ(next(), "d/1");
    EXPECT_TRUE(gives_way("a")) << "b was not served since, a was";
    EXPECT_TRUE(resumes("b"));
}

// Eleven collude, each with an import that never ends: one more works in each round.
TEST_F(ImportLineTest, EverybodyWhoIsBegunHasTurnsWhateverTheOthersDo) {
    std::vector<std::string> shops;
    for (std::size_t i = 0; i < kImportsBegunMax; ++i) {
        shops.push_back("shop" + std::to_string(i));
        add(shops.back(), "1");
    }
    const auto job = [&](const std::string& shop) { return line_.find(ShopId{shop}, "1"); };
    const auto fill_places = [&] {
        while (!next().empty()) {
        }
        for (const std::string& shop : shops)
            if (job(shop)->is_begun) static_cast<void>(resumes(shop));
    };
    fill_places();
    std::map<std::string, std::size_t> turns;
    constexpr std::size_t kRounds = 5;
    for (std::size_t turn = 0; turn < kRounds * shops.size(); ++turn) {
        const auto works = [&](const std::string& shop) { return job(shop)->has_turn; };
        ASSERT_EQ(std::ranges::count_if(shops, works), std::ptrdiff_t{kImportsAtOnceMax});
        const auto longest = std::ranges::find_if(shops, works);
        ++turns[*longest];
        ASSERT_TRUE(gives_way(*longest));
        std::ranges::rotate(shops, longest + 1);  // the next to give way began after it
        fill_places();
    }
    for (const std::string& shop : shops) EXPECT_EQ(turns[shop], kRounds) << shop;
    add("more", "1");
    ASSERT_TRUE(gives_way(*std::ranges::find_if(
        shops, [&](const std::string& shop) { return job(shop)->has_turn; })));
    EXPECT_EQ(next(), "") << "what is begun holds memory: no more of them";
    end(shops.front(), "1");
    EXPECT_EQ(next(), "more/1");
}

TEST_F(ImportLineTest, OfOnePersonSoFewAreBegunThatOthersCanBe) {
    const std::vector<UserId> many{UserId{"many"}};
    for (const char* shop : {"a", "b", "c"}) add(shop, "1", many);
    add("v", "1");
    while (!next().empty()) {
    }
    add("w", "1");
    EXPECT_TRUE(gives_way("a"));
    EXPECT_EQ(next(), "w/1") << "not c: a waits for its next turn";
    EXPECT_TRUE(gives_way("v"));
    EXPECT_TRUE(resumes("a"));
    EXPECT_EQ(next(), "");
}

}  // namespace
}  // namespace pingli::reviews
