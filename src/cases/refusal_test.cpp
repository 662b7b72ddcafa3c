#include "cases/refusal.hpp"

#include <gtest/gtest.h>

#include <set>

namespace pingli::cases {

// Codes of the words are made of the refusals' names: one without words would be said as a code.
TEST(Refusal, HasWordsOfItsOwnForEachCode) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < kNamesOf<RefusalCode>.size(); ++i) {
        const Bilingual words = refuse(static_cast<RefusalCode>(i), {}, {}).words;
        EXPECT_TRUE(words.en.ends_with('.')) << words.en;
        EXPECT_TRUE(words.zh.ends_with("。")) << words.zh;
        EXPECT_TRUE(seen.insert(words.en).second) << words.en;
    }
}

}  // namespace pingli::cases
