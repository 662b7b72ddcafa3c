// What a passkey is asked to sign: random, of this server, for one purpose and one browser, good
// for five minutes and once. Nothing is kept of those that are made, so nobody can fill anything by
// asking for them; those that were answered rightly are kept until they would have ended.
// Thread-safe.

#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "accounts/secret.hpp"
#include "base/time.hpp"

namespace pingli::accounts {

constexpr Duration kChallengeGoodFor = std::chrono::minutes{5};
constexpr std::size_t kSpentChallengesMax = 10'000;
constexpr std::size_t kChallengeCharsMax = 200;

class Challenges {
public:
    explicit Challenges(Random random) : random_(std::move(random)), key_(make_secret(random_)) {}

    // As base64url, which is how a browser takes it and tells it again. `bound_to`: the purpose,
    // and a secret of the browser that asks.
    [[nodiscard]] std::string make(std::string_view bound_to, Instant now) const;
    [[nodiscard]] bool is_good(std::string_view challenge, std::string_view bound_to,
                               Instant now) const;
    // Of one that is good and was answered rightly: whether it is the first time. Of many who come
    // with one answer, one gets in; none while too many are kept.
    bool spend(std::string_view challenge, Instant now);

private:
    [[nodiscard]] std::string mac(std::string_view head, std::string_view bound_to) const;

    Random random_;
    std::string key_;
    std::mutex mutex_;
    std::map<std::string, Instant, std::less<>> spent_;  // until when each would have been good
};

}  // namespace pingli::accounts
