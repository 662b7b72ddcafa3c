#include "reviews/import_line.hpp"

#include <gtest/gtest.h>

namespace pingli::reviews {
namespace {

class ImportLineTest : public testing::Test {
protected:
    // Run by a person of the shop's own, unless somebody is named.
    void add(const std::string& shop, const std::string& id, std::vector<UserId> people = {}) {
        ImportRecord record;
        record.shop = ShopId{shop};
        record.id = id;
        if (people.empty()) people = {UserId{"of " + shop}};
        line_.add(std::make_shared<ImportJob>(record, ImportFiles{"nowhere"}, std::move(people)));
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
    // "shop/id" of the next one; empty: none.
    std::string next() {
        const auto job = line_.next();
        return job ? job->shop.value() + '/' + job->id : "";
    }
    void end(const std::string& shop, const std::string& id) {
        line_.remove(line_.find(ShopId{shop}, id));
    }
    ImportLine line_;
};

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

}  // namespace
}  // namespace pingli::reviews
