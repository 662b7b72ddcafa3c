// What a passkey is asked to sign: random, of this server, for one purpose and one browser, good
// for five minutes and once. Nothing is kept of those that are made, so nobody can fill anything by
// asking for them; those that an account answered rightly are kept until they would have ended, so
// many of each account, so that who floods shuts out nobody else. Thread-safe.

#pragma once

#include <expected>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "accounts/limits.hpp"
#include "accounts/secret.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"

namespace pingli::accounts {

constexpr Duration kChallengeGoodFor = std::chrono::minutes{5};
constexpr std::size_t kChallengeCharsMax = 200;

class Challenges {
public:
    explicit Challenges(Random random) : random_(std::move(random)), key_(make_secret(random_)) {}

    // As base64url, which is how a browser takes it and tells it again. `bound_to`: the purpose,
    // and a secret of the browser that asks.
    [[nodiscard]] std::string make(std::string_view bound_to, Instant now) const;
    [[nodiscard]] bool is_good(std::string_view challenge, std::string_view bound_to,
                               Instant now) const;
    // Of one that is good and that the account answered rightly: whether it is the first time. Of
    // many who come with one answer, one gets in. When it may come again, if the account has
    // answered kSpentChallengesMax of them.
    std::expected<bool, Instant> spend(std::string_view challenge, const UserId& user, Instant now);
    [[nodiscard]] std::size_t kept() const;

private:
    using Spent = std::map<std::string, Instant, std::less<>>;  // until when each would be good
    [[nodiscard]] std::string mac(std::string_view head, std::string_view bound_to) const;
    void forget_old(Instant now);

    Random random_;
    std::string key_;
    mutable std::mutex mutex_;
    std::map<UserId, Spent> spent_;
    Instant looked_through_at_ = Instant::min();
};

}  // namespace pingli::accounts
