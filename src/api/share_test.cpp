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
http::Fields cookie(std::string value) {
    return {{.name = "Cookie", .value = std::move(value)}};
}
http::Fields token(const std::string& secret) {
    return {{.name = "Authorization", .value = "Bearer " + secret}};
}

// security finding 6: what all share is shared out by shop and by person.
// In two shops.
accounts::Account person(const std::string& id) {
    accounts::Account out;
    out.id = UserId{id};
    out.memberships = {{.shop = ShopId{"s-1"}, .roles = {}}, {.shop = ShopId{"s-2"}, .roles = {}}};
    return out;
}

TEST(ShareOf, IsThatOfTheShopAndOfThePerson) {
    Askers askers{100};
    askers.note("s1", person("one"));
    askers.note("s2", person("one"));
    askers.note("t1", person("one"));
    askers.note("s3", person("two"));
    const auto share = [&](const std::string& shop, http::Fields fields) {
        return share_of(askers, asked(shop, std::move(fields)), false);
    };
    const auto first = share("s-1", cookie("pingli_session=s1"));
    EXPECT_EQ(first, (http::Share{.group = "shop s-1", .member = "account one"}));
    // attack of round five, 2: a person is one in all shops, with all sessions and tokens.
    EXPECT_EQ(share("s-2", cookie("pingli_session=s2")).member, first.member);
    EXPECT_EQ(share("s-2", token("t1")).member, first.member);
    EXPECT_NE(share("s-1", cookie("pingli_session=s3")).member, first.member);
    EXPECT_EQ(share("s-1", cookie("pingli_session=s3")).group, first.group);
    // attack of round five, 11: junk beside the session made one person many.
    for (const char* junk : {"pingli_session=s1; j=1", "j=2; pingli_session=s1",
                             "j=3;pingli_session=s1;pingli_session=x"})
        EXPECT_EQ(share("s-1", cookie(junk)), first) << junk;
    // Without a shop the address is the group.
    EXPECT_EQ(share("", cookie("pingli_session=s1")),
              (http::Share{.group = "at 192.0.2.1", .member = "account one"}));
}

TEST(ShareOf, StrangersOfAnAddressAreOne) {
    Askers askers{100};
    askers.note("s1", person("one"));
    const http::Share stranger{.group = "at 192.0.2.1", .member = "at 192.0.2.1"};
    for (const auto& fields :
         {http::Fields{}, cookie("pingli_session=none"), cookie("pingli_session=other; j=1"),
          cookie("session=s1"), token("none"),
          http::Fields{{.name = "Authorization", .value = "s1"}}})
        EXPECT_EQ(share_of(askers, asked("s-1", fields), false), stranger);
    // The name that a cookie has over TLS is not that without.
    EXPECT_EQ(share_of(askers, asked("s-1", cookie("pingli_session=s1")), true), stranger);
    EXPECT_EQ(share_of(askers, asked("s-1", cookie("__Host-pingli_session=s1")), true).member,
              "account one");
}

// Strangers filled a shop's places by its name, and whoever stole a secret its holder's by one that
// was over.
TEST(ShareOf, IsOfNoShopOfOthersAndOfNoSecretThatIsOver) {
    Askers askers{100};
    askers.note("s1", person("one"));
    EXPECT_EQ(share_of(askers, asked("s-3", cookie("pingli_session=s1")), false),
              (http::Share{.group = "at 192.0.2.1", .member = "account one"}));
    accounts::Account moved = person("one");
    moved.memberships = {{.shop = ShopId{"s-3"}, .roles = {}}};
    askers.note("s1", moved);
    EXPECT_EQ(share_of(askers, asked("s-3", cookie("pingli_session=s1")), false).group, "shop s-3");
    EXPECT_EQ(share_of(askers, asked("s-1", cookie("pingli_session=s1")), false).group,
              "at 192.0.2.1");
    askers.forget("s1");
    EXPECT_EQ(share_of(askers, asked("s-3", cookie("pingli_session=s1")), false).member,
              "at 192.0.2.1");
}

TEST(Askers, ForgetWhoWasNotSeenForLongest) {
    Askers askers{10};
    askers.note("kept", person("k"));
    askers.note("left", person("l"));
    for (int i = 0; i < 1'000; ++i) {
        askers.note("s" + std::to_string(i), person("u"));
        EXPECT_EQ(askers.find("kept", "")->account, "k");
    }
    EXPECT_FALSE(askers.find("left", ""));
    EXPECT_EQ(askers.find("s999", "")->account, "u");
}

}  // namespace
}  // namespace pingli::api
