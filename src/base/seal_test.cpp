#include "base/seal.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pingli {
namespace {

const std::string kKey(kSealKeyBytes, 'k');
const std::string kNonce(kSealNonceBytes, 'n');

TEST(Seal, OpensWithTheSameKeyAndContextOnly) {  // proves X6
    const std::string sealed = seal(kKey, kNonce, "shop/person", "电话 138");
    EXPECT_EQ(open_sealed(kKey, "shop/person", sealed), "电话 138");
    EXPECT_FALSE(open_sealed(std::string(kSealKeyBytes, 'x'), "shop/person", sealed));
    EXPECT_FALSE(open_sealed(kKey, "shop/another", sealed));
    EXPECT_FALSE(open_sealed("", "shop/person", sealed));
}

// ASVS V11.2.2: another cipher can follow; what was sealed before there were versions is still
// read.
TEST(Seal, TellsItsVersionAndReadsWhatHadNone) {
    const std::string sealed = seal(kKey, kNonce, "c", "text");
    ASSERT_EQ(sealed.front(), kSealVersion);
    EXPECT_EQ(open_sealed(kKey, "c", sealed.substr(1)), "text");
    const std::string unlucky(kSealNonceBytes, kSealVersion);
    const std::string before = seal(kKey, unlucky, "c", "text").substr(1);
    ASSERT_EQ(before.front(), kSealVersion);
    EXPECT_EQ(open_sealed(kKey, "c", before), "text");
}

TEST(Seal, NoticesEveryChangedByte) {
    const std::string sealed = seal(kKey, kNonce, "c", "text");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string changed = sealed;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(open_sealed(kKey, "c", changed)) << i;
    }
    EXPECT_FALSE(open_sealed(kKey, "c", sealed.substr(0, sealed.size() - 1)));
    EXPECT_FALSE(open_sealed(kKey, "c", ""));
}

}  // namespace
}  // namespace pingli
