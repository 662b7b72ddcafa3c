#include "base/uuid.hpp"

#include <gtest/gtest.h>

namespace pingli {
namespace {

using namespace std::chrono_literals;
using Millis = std::chrono::sys_time<std::chrono::milliseconds>;

std::array<std::byte, kUuidRandomBytes> all(unsigned value) {
    std::array<std::byte, kUuidRandomBytes> bytes{};
    bytes.fill(static_cast<std::byte>(value));
    return bytes;
}

TEST(Uuid, IsAsTheStandardHasIt) {
    // The time of RFC 9562's example in A.6: 2022-02-22T14:22:22-05:00.
    const Millis at{1645557742000ms};
    EXPECT_EQ(uuid_v7(at, all(0xFF)), "017f22e2-79b0-7fff-bfff-ffffffffffff");
    EXPECT_EQ(uuid_v7(at, all(0)), "017f22e2-79b0-7000-8000-000000000000");
}

TEST(Uuid, SortsByTime) {
    EXPECT_LT(uuid_v7(Millis{1ms}, all(0xFF)), uuid_v7(Millis{2ms}, all(0)));
    EXPECT_LT(uuid_v7(Millis{1645557742000ms}, all(0xFF)),
              uuid_v7(Millis{1645557742001ms}, all(0)));
}

TEST(Uuid, IsKnownByItsForm) {
    EXPECT_TRUE(is_uuid("017f22e2-79b0-7fff-bfff-ffffffffffff"));
    for (const char* text :
         {"", "017f22e2-79b0-7fff-bfff-fffffffffff", "017F22e2-79b0-7fff-bfff-ffffffffffff",
          "017f22e2079b0-7fff-bfff-ffffffffffff", "017f22e2-79b0-7fff-bfff-fffffffffff/"})
        EXPECT_FALSE(is_uuid(text)) << text;
}

}  // namespace
}  // namespace pingli
