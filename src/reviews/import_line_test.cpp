#include "reviews/import_line.hpp"

#include <gtest/gtest.h>

namespace pingli::reviews {
namespace {

class ImportLineTest : public testing::Test {
protected:
    void add(const std::string& shop, const std::string& id) {
        ImportRecord record;
        record.shop = ShopId{shop};
        record.id = id;
        line_.add(std::make_shared<ImportJob>(record, ImportFiles{"nowhere"}));
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

}  // namespace
}  // namespace pingli::reviews
