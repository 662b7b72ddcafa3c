#include "server/base_url.hpp"

#include <gtest/gtest.h>

#include "support/temporary_folder.hpp"

namespace pingli::server {

// review of round four, M8: an address to listen on is not always one to go to
TEST(BaseUrl, OfWhereOneListensIsOneToGoTo) {
    EXPECT_EQ(own_url(false, "127.0.0.1", 8080), "http://127.0.0.1:8080");
    EXPECT_EQ(own_url(false, "0.0.0.0", 80), "http://127.0.0.1:80");
    EXPECT_EQ(own_url(true, "::", 8443), "https://[::1]:8443");
    EXPECT_EQ(own_url(true, "2001:db8::7", 443), "https://[2001:db8::7]:443");
    for (const char* address : {"127.0.0.1", "0.0.0.0", "::", "::1", "192.0.2.7"})
        EXPECT_TRUE(normal_base_url(own_url(false, address, 1))) << address;
}

TEST(BaseUrl, IsASchemeAHostAndMaybeAPort) {
    for (const char* good : {"http://desk", "https://desk.example.com", "https://desk.example:8443",
                             "http://[::1]:8080", "http://192.0.2.7", "https://评理.example"}) {
        EXPECT_EQ(normal_base_url(good), good);
        EXPECT_EQ(normal_base_url(std::string{good} + "/"), good);
    }
    for (const char* bad : {"", "desk.example.com", "ftp://desk", "https://", "https:///",
                            "http://:80", "http://desk:", "http://desk:x", "http://desk:123456",
                            "http://a b", "http://desk/office", "http://desk?x", "http://me@desk",
                            "http://[::1", "http://desk#x", "//desk", "HTTP//desk"})
        EXPECT_FALSE(normal_base_url(bad)) << bad;
}

TEST(BaseUrl, IsKeptInTheDataFolder) {
    const support::TemporaryFolder folder;
    EXPECT_EQ(kept_base_url(folder.path()), std::nullopt);
    ASSERT_TRUE(keep_base_url(folder.path(), "https://desk.example"));
    EXPECT_EQ(kept_base_url(folder.path()), "https://desk.example");
    ASSERT_TRUE(keep_base_url(folder.path(), "what somebody wrote there"));
    EXPECT_EQ(kept_base_url(folder.path()), std::nullopt);
    EXPECT_FALSE(keep_base_url(folder.path() / "nowhere", "https://desk.example"));
}

}  // namespace pingli::server
