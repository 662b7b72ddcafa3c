#include "store/chain.hpp"

#include <gtest/gtest.h>

#include <set>

namespace pingli::store {

TEST(Chain, HashesTheFramingThatIsWrittenDown) {
    // From an implementation of the header's table in another language; it must never change.
    EXPECT_EQ(app::to_hex(chain_hash({}, {.shop = "shop",
                                          .case_id = "case",
                                          .position = 1,
                                          .version = 1,
                                          .type = "ClaimOpened",
                                          .body = "{}"})),
              "919329f375118a90f36526307cfafc2512bac51d9856cbe6559953b1eed7e993");
}

TEST(Chain, GivesAnotherHashForAnyOtherEvent) {
    const ChainLink link{
        .shop = "ab", .case_id = "cd", .position = 1, .version = 2, .type = "ef", .body = "gh"};
    std::set<app::Hash> hashes{chain_hash({}, link)};
    const auto differs = [&](ChainLink other) {
        EXPECT_TRUE(hashes.insert(chain_hash({}, other)).second);
    };
    ChainLink other = link;
    other.shop = "a";
    other.case_id = "bcd";
    differs(other);
    other = link;
    other.position = 2;
    other.version = 1;
    differs(other);
    other = link;
    other.type = "efg";
    other.body = "h";
    differs(other);
    other = link;
    other.body = "";
    differs(other);
    EXPECT_TRUE(hashes.insert(chain_hash(chain_hash({}, link), link)).second);
}

TEST(Chain, WritesHashesAsHexadecimalAndReadsThem) {
    const app::Hash hash = chain_hash({}, {});
    EXPECT_EQ(app::parse_hash(app::to_hex(hash)), hash);
    EXPECT_FALSE(app::parse_hash("00").has_value());
    EXPECT_FALSE(app::parse_hash(std::string(64, 'G')).has_value());
}

}  // namespace pingli::store
