// One-time links hang on the right of who made them.

#include <gtest/gtest.h>

#include <functional>
#include <utility>

#include "support/accounts_office.hpp"

namespace pingli::accounts {
namespace {

using namespace std::chrono_literals;
using namespace support;

// A reviewer's finding: a removed owner came back by the link of an owner whom they had invited
TEST(Links, ALinkIsAsGoodAsTheRightOfWhoMadeIt) {
    using Loss = std::function<void(const Office&)>;
    const std::vector<std::pair<const char*, Loss>> losses = {
        {"removed",
         [](const Office& one) {
             ASSERT_TRUE(one.accounts->change_place(kBo, kTea, {.leaves = true}, {}, kNow));
         }},
        {"demoted",
         [](const Office& one) {
             ASSERT_TRUE(one.accounts->change_place(kBo, kTea, {.roles = kAgent}, {}, kNow));
         }},
        {"shut out",
         [](const Office& one) {
             ASSERT_TRUE(one.accounts->change_place(kBo, kTea, {.is_disabled = true}, {}, kNow));
         }},
        {"shut by the operator",
         [](const Office& one) { ASSERT_TRUE(one.accounts->set_disabled(kBo, true, kNow)); }}};
    const UserId ghost{"ghost"};
    const std::string password = "yet another horse";
    for (const auto& [name, lose] : losses) {
        SCOPED_TRACE(name);
        TeaShop office{kOwner};
        const UserId cui{"cui"};
        office.add(cui, {{.shop = kTea, .roles = kAgent}});
        office.add(UserId{"known"}, {{.shop = kCoats, .roles = kAgent}});
        const auto invite = [&](const UserId& id, const std::string& login) {
            ASSERT_TRUE(office.accounts->create({.id = id,
                                                 .login = login,
                                                 .name = login,
                                                 .memberships = {{.shop = kTea, .roles = kOwner}},
                                                 .is_invited = true},
                                                kNow));
        };
        invite(ghost, "ghost");
        invite(UserId{"joins"}, "known");
        const auto link_of = [&](const UserId& user, const UserId& maker) {
            return *office.accounts->make_link(office.account(user), kNow,
                                               By{.user = maker, .shop = kTea});
        };
        const std::string to_ghost = link_of(ghost, kBo);
        const std::string to_known = link_of(UserId{"joins"}, kBo);
        const std::string to_cui = link_of(cui, kBo);
        lose(office);
        const auto use = [&](const std::string& link, const std::string& with) {
            return office.accounts->use_link(link, with, {}, kNow + 1min);
        };
        EXPECT_EQ(use(to_ghost, password).error().why, Denial::Expired);
        EXPECT_EQ(use(to_known, kPassword).error().why, Denial::Expired);
        EXPECT_EQ(use(to_cui, password).error().why, Denial::Expired);
        EXPECT_EQ(office.account(UserId{"known"}).memberships.size(), 1U);
        // The place stays listed; who has the right removes it or makes another link.
        EXPECT_TRUE(office.account(ghost).password_hash.empty());
        EXPECT_TRUE(use(link_of(ghost, kAn), password).has_value());
    }
}

TEST(Links, ALinkIsNotUsedInTheMomentInWhichItsMakerIsRemoved) {
    TeaShop office{kOwner};
    const UserId ghost{"ghost"};
    ASSERT_TRUE(office.accounts->create({.id = ghost,
                                         .login = "ghost",
                                         .name = "ghost",
                                         .memberships = {{.shop = kTea, .roles = kOwner}},
                                         .is_invited = true},
                                        kNow));
    const std::string link =
        *office.accounts->make_link(office.account(ghost), kNow, By{.user = kBo, .shop = kTea});
    bool is_in_the_middle = false;
    office.storage.before_write = [&] {
        if (std::exchange(is_in_the_middle, true)) return;
        ASSERT_TRUE(office.accounts->change_place(kBo, kTea, {.leaves = true}, {}, kNow));
    };
    EXPECT_EQ(office.accounts->use_link(link, "yet another horse", {}, kNow).error().why,
              Denial::Expired);
    EXPECT_TRUE(is_in_the_middle);
    EXPECT_TRUE(office.account(ghost).password_hash.empty());
}

// Whoever is only invited keeps no shop: their link hangs on the right of who goes.
TEST(Links, AnInvitedOwnerIsNotYetOne) {
    Office office;
    office.add(kAn, {{.shop = kTea, .roles = kOwner}});
    const UserId ghost{"ghost"};
    ASSERT_TRUE(office.accounts->create({.id = ghost,
                                         .login = "ghost",
                                         .name = "ghost",
                                         .memberships = {{.shop = kTea, .roles = kOwner}},
                                         .is_invited = true},
                                        kNow));
    EXPECT_EQ(office.accounts->change_place(kAn, kTea, {.leaves = true}, {}, kNow).error(),
              PlaceFault::LastOwner);
    EXPECT_TRUE(office.accounts->change_place(ghost, kTea, {.leaves = true}, {}, kNow).has_value());
}

// A reviewer's finding: the right was asked over one read of the account, the link made for another
TEST(Links, ALinkIsForTheAccountOverWhichTheRightWasAsked) {
    TeaShop office{kAgent};
    const Account seen = office.account(kBo);
    ASSERT_TRUE(office.accounts->join(kBo, {.shop = kCoats, .roles = kOwner}, kNow));
    const std::string link = *office.accounts->make_link(seen, kNow);
    EXPECT_EQ(office.accounts->use_link(link, "yet another horse", {}, kNow).error().why,
              Denial::Expired);
}

}  // namespace
}  // namespace pingli::accounts
