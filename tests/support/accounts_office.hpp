// Accounts over a storage in memory, with people in it, for tests.

#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "accounts/accounts.hpp"
#include "support/memory_storage.hpp"

namespace pingli::support {

inline const Instant kNow =
    std::chrono::sys_days{std::chrono::year{2026} / 10 / 1} + std::chrono::hours{9};
inline const std::string kPassword = "a horse on the lake";
inline const ShopId kTea{"tea"};
inline const ShopId kCoats{"coats"};
inline const UserId kAn{"an"};
inline const UserId kBo{"bo"};
inline const std::vector<pingli::accounts::Role> kOwner{pingli::accounts::Role::Owner};
inline const std::vector<pingli::accounts::Role> kAgent{pingli::accounts::Role::Agent};

inline pingli::accounts::Random counting() {
    return [generator = std::make_shared<std::mt19937_64>(7),
            mutex = std::make_shared<std::mutex>()](std::span<std::byte> out) {
        const std::lock_guard lock{*mutex};
        for (std::byte& byte : out) byte = static_cast<std::byte>((*generator)());
    };
}

struct Office {
    Office() {
        pingli::accounts::AccountRules rules;
        rules.password = pingli::accounts::kCheapForTests;
        accounts = *pingli::accounts::Accounts::open(storage, counting(), rules);
    }
    void add(const UserId& user, std::vector<pingli::accounts::Membership> places = {}) const {
        ASSERT_TRUE(accounts
                        ->create({.id = user,
                                  .login = user.value(),
                                  .name = user.value(),
                                  .memberships = std::move(places)},
                                 kNow)
                        .has_value());
        ASSERT_TRUE(accounts->set_password(user, kPassword, kNow).has_value());
    }
    [[nodiscard]] pingli::accounts::Account account(const UserId& user) const {
        return *accounts->account(user, kNow);
    }
    [[nodiscard]] bool has_owner(const ShopId& shop) const {
        const auto all = *accounts->all();
        return std::ranges::any_of(all, [&](const pingli::accounts::Account& one) {
            const auto* place = pingli::accounts::find(one.memberships, shop);
            return !one.is_disabled && place != nullptr && pingli::accounts::is_owner(*place);
        });
    }
    [[nodiscard]] std::string log_in(const UserId& user, Instant at) const {
        const auto in = accounts->log_in(
            {.login = user.value(), .password = kPassword, .address = "192.0.2.1", .device = {}},
            at);
        return in ? in->token : std::string{};
    }
    [[nodiscard]] bool is_known(const std::string& token, Instant at) const {
        return accounts->caller_of_session(token, at)->has_value();
    }

    MemoryStorage storage;
    std::unique_ptr<pingli::accounts::Accounts> accounts;
};

// In which An owns the tea shop, and Bo is something.
struct TeaShop : Office {
    explicit TeaShop(const std::vector<pingli::accounts::Role>& of_bo) {
        add(kAn, {{.shop = kTea, .roles = kOwner}});
        add(kBo, {{.shop = kTea, .roles = of_bo}});
    }
};

}  // namespace pingli::support
