#include "api/share.hpp"

#include <gtest/gtest.h>

namespace pingli::api {
namespace {

http::Request asked(std::string shop, http::Fields fields) {
    http::Request request;
    request.address = "192.0.2.1";
    if (!shop.empty()) request.path_values.emplace_back("shop", std::move(shop));
    request.fields = std::move(fields);
    return request;
}

// security finding 6: workers are shared out by shop, and in a shop by person.
TEST(ShareOf, IsThatOfTheShopAndOfWhoAsks) {
    const auto a = share_of(asked("s-1", {{.name = "Cookie", .value = "session=1"}}));
    const auto b = share_of(asked("s-1", {{.name = "Authorization", .value = "Bearer t"}}));
    const auto c = share_of(asked("s-2", {{.name = "Cookie", .value = "session=1"}}));
    EXPECT_EQ(a.group, b.group);
    EXPECT_NE(a.member, b.member);
    EXPECT_NE(a.group, c.group);
    EXPECT_EQ(a.member, c.member);
    EXPECT_FALSE(a.member.contains("session"));
    // Strangers share what their address has, whichever shop they name.
    EXPECT_EQ(share_of(asked("s-1", {})), share_of(asked("s-2", {})));
    EXPECT_EQ(share_of(asked("", {})).group, "at 192.0.2.1");
}

}  // namespace
}  // namespace pingli::api
