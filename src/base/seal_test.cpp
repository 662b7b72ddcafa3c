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
