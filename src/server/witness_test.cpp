#include "server/witness.hpp"

#include <gtest/gtest.h>

#include <array>

namespace pingli::server {

namespace {

const std::string kHash(64, 'a');

}  // namespace

// What people kept, in every form that our verbs write, and what else stands in it.
TEST(Witness, TakesHeadsInEveryFormThatIsWritten) {
    const std::string shop = "s-1 7 " + kHash;
    const std::string journal = "journal 9 " + kHash;
    const std::string said = "pingli: 15 entries of the security log\n";
    for (const std::string& text : {
             shop + '\n' + journal + '\n',
             shop + '\n' + journal,  // the last line's end was lost
             said + shop + '\n' + said + '\n' + journal + '\n' + said,
             "pingli witness 1\nhead " + shop + '\n' + journal + '\n',
             "pingli backup 2\nmade 2026-05-12T10:00:00+00:00\nhead " + shop + '\n' + journal +
                 "\nfile 3 files/aa/bb/cc\nend 4 " + kHash + '\n',
         }) {
        Witnessed all;
        ASSERT_TRUE(read_heads(text, all)) << text;
        ASSERT_EQ(all.size(), 2U) << text;
        EXPECT_EQ(all.at(ShopId{"s-1"}).position, 7) << text;
        EXPECT_EQ(all.at(kJournalName).position, 9) << text;
    }
}

TEST(Witness, TakesTheLaterOfTwoHeads) {
    Witnessed all;
    ASSERT_TRUE(read_heads("s-1 9 " + kHash + "\ns-1 7 " + kHash, all));
    EXPECT_EQ(all.at(ShopId{"s-1"}).position, 9);
}

TEST(Witness, NamesTheLineThatIsNoHead) {
    for (const std::string& line : std::array<std::string, 5>{
             "s-1 7", "s-1 0 " + kHash, "s-1 x " + kHash, "s-1 7 " + kHash + 'a', "15 entries"}) {
        Witnessed all;
        const auto read = read_heads("s-2 1 " + kHash + '\n' + line + '\n', all);
        ASSERT_FALSE(read) << line;
        EXPECT_EQ(read.error().context, line + ": expected SHOP POSITION HASH");
    }
}

}  // namespace pingli::server
