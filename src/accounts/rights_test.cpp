// Accounts belong to a person, rights to a shop; nothing that was answered is lost to another.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>
#include <thread>

#include "support/accounts_office.hpp"

namespace pingli::accounts {
namespace {

using namespace std::chrono_literals;
using namespace support;

// security finding 3: a demotion that was answered stays, whatever its holder does meanwhile
TEST(Rights, ARenamingInTheMiddleOfADemotionTakesNothingBack) {
    TeaShop office{kOwner};
    bool is_in_the_middle = false;
    office.storage.before_write = [&] {
        if (std::exchange(is_in_the_middle, true)) return;
        ASSERT_TRUE(
            office.accounts->change_place(kBo, kTea, {.roles = kAgent}, {.user = kAn}, kNow));
    };
    ASSERT_TRUE(office.accounts->set_name(kBo, "Bo the Second", kNow).has_value());
    EXPECT_EQ(office.account(kBo).memberships.front().roles, kAgent);
    EXPECT_EQ(office.account(kBo).name, "Bo the Second");
}

// security finding 3: two owners who demote each other leave one
TEST(Rights, TwoOwnersWhoDemoteEachOtherInOneMomentLeaveOne) {
    TeaShop office{kOwner};
    bool is_in_the_middle = false;
    office.storage.before_write = [&] {
        if (std::exchange(is_in_the_middle, true)) return;
        ASSERT_TRUE(
            office.accounts->change_place(kAn, kTea, {.roles = kAgent}, {.user = kBo}, kNow));
    };
    const auto second =
        office.accounts->change_place(kBo, kTea, {.roles = kAgent}, {.user = kAn}, kNow);
    EXPECT_EQ(second.error(), PlaceFault::LastOwner);
    EXPECT_TRUE(office.has_owner(kTea));
}

TEST(Rights, TheLastOwnerNeitherGoesNorIsShutOut) {
    Office office;
    office.add(kAn, {{.shop = kTea, .roles = kOwner}});
    office.add(kBo, {{.shop = kTea, .roles = kAgent}, {.shop = kCoats, .roles = kOwner}});
    for (const PlaceChange& change :
         {PlaceChange{.roles = kAgent}, PlaceChange{.is_disabled = true},
          PlaceChange{.leaves = true}})
        EXPECT_EQ(office.accounts->change_place(kAn, kTea, change, {}, kNow).error(),
                  PlaceFault::LastOwner);
    EXPECT_EQ(office.accounts->change_place(kAn, kCoats, {.leaves = true}, {}, kNow).error(),
              PlaceFault::NotThere);
    EXPECT_TRUE(office.accounts->change_place(kBo, kTea, {.leaves = true}, {}, kNow).has_value());
}

// security findings 1 and 28: what a shop does holds in that shop
TEST(Rights, ShutOutOfOneShopIsNotShutOutOfAnother) {
    Office office;
    office.add(kAn, {{.shop = kTea, .roles = kOwner}});
    office.add(kBo, {{.shop = kTea, .roles = kAgent}, {.shop = kCoats, .roles = kOwner}});
    const std::string session = office.log_in(kBo, kNow + 1min);
    const By by{.user = kAn, .shop = kTea};
    ASSERT_TRUE(office.accounts->change_place(kBo, kTea, {.is_disabled = true}, by, kNow + 2min));
    auto caller = *office.accounts->caller_of_session(session, kNow + 3min);
    ASSERT_TRUE(caller.has_value());
    EXPECT_EQ(caller->membership(kTea), nullptr);
    EXPECT_NE(caller->membership(kCoats), nullptr);
    ASSERT_TRUE(office.accounts->change_place(kBo, kTea, {.is_disabled = false}, by, kNow + 4min));
    caller = *office.accounts->caller_of_session(session, kNow + 5min);
    EXPECT_NE(caller->membership(kTea), nullptr);
    ASSERT_TRUE(office.accounts->change_place(kBo, kTea, {.leaves = true}, by, kNow + 6min));
    EXPECT_EQ(office.account(kBo).memberships.size(), 1U);
    EXPECT_TRUE(office.is_known(session, kNow + 7min));
    std::vector<Notice::What> told;
    const auto notices = *office.accounts->notices(kBo, kNow + 8min);
    for (const Notice& one : notices) told.push_back(one.what);
    EXPECT_EQ(told,
              (std::vector{Notice::What::Removed, Notice::What::LetIn, Notice::What::ShutOut}));
    ASSERT_TRUE(office.accounts->forget_notices(kBo).has_value());
    EXPECT_TRUE(office.accounts->notices(kBo, kNow)->empty());
}

// security finding 1: a link opens the whole account, so it takes the right over all of it
TEST(Rights, OverAnAccountIsWhoHasTheRightOverAllItsPlaces) {
    Office office;
    office.add(kAn, {{.shop = kTea, .roles = kOwner}});
    const auto may = [&](std::vector<Membership> places) {
        Account whom = office.account(kAn);
        whom.id = kBo;
        whom.memberships = std::move(places);
        return may_manage_all_of(office.account(kAn), whom);
    };
    EXPECT_TRUE(may({{.shop = kTea, .roles = kOwner}}));
    EXPECT_TRUE(may({{.shop = kTea, .roles = kAgent, .is_disabled = true}}));
    EXPECT_FALSE(may({{.shop = kTea, .roles = kAgent}, {.shop = kCoats, .roles = kAgent}}));
    EXPECT_FALSE(may({{.shop = kCoats, .roles = kAgent, .is_disabled = true}}));
    EXPECT_FALSE(may({}));
    EXPECT_FALSE(may_manage_all_of(office.account(kAn), office.account(kAn)));
    Account head = office.account(kAn);
    head.id = kBo;
    head.is_operator = true;
    EXPECT_FALSE(may_manage_all_of(office.account(kAn), head));
}

// security finding 16: links, tokens and sessions end together
TEST(Rights, LinksTokensAndSessionsEndTogether) {
    using End = std::function<void(const Office&)>;
    const std::vector<std::pair<const char*, End>> ends = {
        {"a new password",
         [](const Office& one) {
             ASSERT_TRUE(one.accounts->set_password(kBo, "another horse there", kNow + 3min));
         }},
        {"a change of it",
         [](const Office& one) {
             ASSERT_TRUE(one.accounts->change_password(kBo, one.log_in(kBo, kNow + 3min), kPassword,
                                                       "another horse there", kNow + 3min));
         }},
        {"another link",
         [](const Office& one) {
             const auto link = one.accounts->make_link(one.account(kBo), kNow + 2min);
             ASSERT_TRUE(one.accounts->use_link(*link, "another horse there", {}, kNow + 3min));
         }},
        {"the operator",
         [](const Office& one) {
             ASSERT_TRUE(one.accounts->set_disabled(kBo, true, kNow + 3min));
             ASSERT_TRUE(one.accounts->set_disabled(kBo, false, kNow + 3min));
         }},
        {"the end of the last place", [](const Office& one) {
             ASSERT_TRUE(one.accounts->change_place(kBo, kTea, {.leaves = true}, {}, kNow + 3min));
         }}};
    for (const auto& [name, end] : ends) {
        SCOPED_TRACE(name);
        TeaShop office{kAgent};
        const std::string session = office.log_in(kBo, kNow + 1min);
        const std::string link = *office.accounts->make_link(office.account(kBo), kNow + 1min);
        const auto token = office.accounts->make_token(
            kBo, {.name = "t", .scope = Scope::Read, .shops = {}, .expires_at = {}}, kNow + 1min);
        ASSERT_TRUE(office.is_known(session, kNow + 2min));
        const std::uint64_t changes = office.accounts->changes();
        end(office);
        EXPECT_FALSE(office.is_known(session, kNow + 4min));
        EXPECT_EQ(office.accounts->use_link(link, "yet another horse", {}, kNow + 4min).error().why,
                  Denial::Expired);
        EXPECT_FALSE(office.accounts->caller_of_token(token->secret, kNow + 4min)->has_value());
        EXPECT_TRUE(office.accounts->tokens(kBo)->empty());
        EXPECT_TRUE(office.storage.list("token", "")->empty());
        EXPECT_NE(office.accounts->changes(), changes);
    }
}

TEST(Rights, ALinkIsForThePlacesItWasMadeForAndAnInvitationForItsRoles) {
    TeaShop office{kOwner};
    const std::string link = *office.accounts->make_link(office.account(kBo), kNow);
    ASSERT_TRUE(office.accounts->join(kBo, {.shop = kCoats, .roles = kOwner}, kNow));
    EXPECT_EQ(office.accounts->use_link(link, "yet another horse", {}, kNow).error().why,
              Denial::Expired);
    const UserId guest{"guest"};
    ASSERT_TRUE(office.accounts->create({.id = guest,
                                         .login = "guest",
                                         .name = "guest",
                                         .memberships = {{.shop = kTea, .roles = kAgent}}},
                                        kNow));
    const std::string invitation = *office.accounts->make_link(office.account(guest), kNow);
    ASSERT_TRUE(office.accounts->change_place(guest, kTea, {.roles = std::vector{Role::Auditor}},
                                              {}, kNow));
    EXPECT_TRUE(office.accounts->use_link(invitation, "yet another horse", {}, kNow).has_value());
}

TEST(Rights, ATokenThatAShopEndsGoesOnElsewhere) {
    Office office;
    office.add(kBo, {{.shop = kTea, .roles = kAgent}, {.shop = kCoats, .roles = kOwner}});
    const auto make = [&](std::vector<ShopId> shops) {
        return *office.accounts->make_token(
            kBo, {.name = "t", .scope = Scope::Read, .shops = std::move(shops), .expires_at = {}},
            kNow);
    };
    const By by{.user = kAn, .shop = kTea};
    const auto everywhere = make({});
    ASSERT_TRUE(office.accounts->shut_token(kBo, everywhere.token.id, by, kNow));
    const auto caller = *office.accounts->caller_of_token(everywhere.secret, kNow);
    EXPECT_EQ(caller->membership(kTea), nullptr);
    EXPECT_NE(caller->membership(kCoats), nullptr);
    EXPECT_EQ(office.accounts->shut_token(kBo, everywhere.token.id, by, kNow).error().code,
              ErrorCode::NotFound);
    const auto here = make({kTea});
    ASSERT_TRUE(office.accounts->shut_token(kBo, here.token.id, by, kNow));
    EXPECT_FALSE(office.accounts->caller_of_token(here.secret, kNow)->has_value());
    EXPECT_EQ(office.accounts->notices(kBo, kNow)->size(), 2U);
}

// security finding 31: a request in flight does not bring a session back
TEST(Rights, ALogOutIsNotUndoneByTheNoteThatSomebodyWasThere) {
    Office office;
    office.add(kAn, {{.shop = kTea, .roles = kOwner}});
    const std::string session = office.log_in(kAn, kNow + 1min);
    bool is_in_the_middle = false;
    office.storage.before_write = [&] {
        if (std::exchange(is_in_the_middle, true)) return;
        ASSERT_TRUE(office.accounts->log_out(session).has_value());
    };
    EXPECT_FALSE(office.is_known(session, kNow + 10min));
    EXPECT_TRUE(is_in_the_middle);
    EXPECT_FALSE(office.is_known(session, kNow + 11min));
}

TEST(Rights, OnesSessionsAreShownAndEnded) {
    TeaShop office{kAgent};
    const std::string mine = office.log_in(kAn, kNow + 1min);
    const std::string second = office.log_in(kAn, kNow + 2min);
    const std::string third = office.log_in(kAn, kNow + 3min);
    const std::string of_bo = office.log_in(kBo, kNow + 3min);
    ASSERT_TRUE(office.accounts->name_session(mine, "Firefox, Windows", kNow + 3min));
    auto shown = *office.accounts->sessions(kAn, mine, kNow + 4min);
    ASSERT_EQ(shown.size(), 3U);
    EXPECT_TRUE(shown.back().is_this);
    EXPECT_EQ(shown.back().session.browser, "Firefox, Windows");
    EXPECT_EQ(office.accounts->end_session(kBo, shown.front().id).error().code,
              ErrorCode::NotFound);
    ASSERT_TRUE(office.accounts->end_session(kAn, shown.front().id));
    EXPECT_FALSE(office.is_known(third, kNow + 4min));
    EXPECT_TRUE(office.is_known(second, kNow + 4min));
    ASSERT_TRUE(office.accounts->end_other_sessions(kAn, mine));
    EXPECT_FALSE(office.is_known(second, kNow + 4min));
    EXPECT_TRUE(office.is_known(mine, kNow + 4min));
    EXPECT_TRUE(office.is_known(of_bo, kNow + 4min));
}

// security finding 3: whatever two administrators and the holders do at once, what was answered
// holds, and a shop keeps an owner
RC_GTEST_PROP(Rights, RandomInterleavingsOfTwoAdministratorsLoseNothing, ()) {
    Office office;
    const std::vector<UserId> people = {kAn, kBo, UserId{"cui"}};
    for (const UserId& user : people) office.add(user, {{.shop = kTea, .roles = kOwner}});
    // Each has a kind of change of their own, so that the last that was answered must be seen.
    const auto rounds = *rc::gen::inRange(1, 12);
    const auto seed = *rc::gen::inRange(0, 1'000'000);
    std::atomic<int> refused = 0;
    std::vector<std::string> names(people.size());
    std::vector<std::int64_t> epochs;
    epochs.reserve(people.size());
    for (const UserId& user : people) epochs.push_back(office.account(user).epoch);
    std::atomic<bool> is_lost = false;
    {
        std::vector<std::jthread> crowd;
        for (std::size_t who = 0; who < people.size(); ++who) {
            crowd.emplace_back([&, who] {
                std::mt19937 chance{static_cast<unsigned>(seed) + static_cast<unsigned>(who)};
                for (int i = 0; i < rounds; ++i) {
                    names[who] = people[who].value() + std::to_string(i);
                    if (!office.accounts->set_name(people[who], names[who], kNow)) is_lost = true;
                    const UserId& other = people[(who + 1 + chance() % 2) % people.size()];
                    const bool demotes = chance() % 3 != 0;
                    const auto done = office.accounts->change_place(
                        other, kTea, {.roles = demotes ? kAgent : kOwner},
                        {.user = people[who], .shop = kTea}, kNow);
                    if (!done) ++refused;
                    if (!done && done.error() != PlaceFault::LastOwner) is_lost = true;
                }
            });
        }
        crowd.emplace_back([&] {
            for (int i = 0; i < rounds; ++i)
                if (!office.has_owner(kTea)) is_lost = true;
        });
    }
    RC_ASSERT(!is_lost);
    RC_ASSERT(office.has_owner(kTea));
    for (std::size_t who = 0; who < people.size(); ++who) {
        const Account after = office.account(people[who]);
        RC_ASSERT(after.name == names[who]);
        RC_ASSERT(after.epoch == epochs[who]);
        RC_ASSERT(!after.password_hash.empty());
    }
}

}  // namespace
}  // namespace pingli::accounts
