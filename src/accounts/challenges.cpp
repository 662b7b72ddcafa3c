#include "accounts/challenges.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <ranges>

#include "accounts/base64url.hpp"

namespace pingli::accounts {

namespace {

// "END.RANDOM.MAC", END in seconds.
struct Parts {
    std::string head;  // END.RANDOM
    std::string mac;
    Instant end;
};

std::optional<Parts> parts_of(std::string_view challenge) {
    if (challenge.size() > kChallengeCharsMax) return std::nullopt;
    const auto text = from_base64url(challenge);
    if (!text) return std::nullopt;
    const std::size_t cut = text->rfind('.');
    if (cut == std::string::npos) return std::nullopt;
    std::int64_t seconds = 0;
    const char* const last = text->data() + cut;
    const auto [end, fault] = std::from_chars(text->data(), last, seconds);
    if (fault != std::errc{} || end == last || *end != '.') return std::nullopt;
    return Parts{.head = text->substr(0, cut),
                 .mac = text->substr(cut + 1),
                 .end = Instant{Duration{seconds}}};
}

}  // namespace

std::string Challenges::mac(std::string_view head, std::string_view bound_to) const {
    return derive(key_, std::string{head} + "." + std::string{bound_to});
}

std::string Challenges::make(std::string_view bound_to, Instant now) const {
    const Instant end = now + kChallengeGoodFor;
    const std::string head =
        std::to_string(end.time_since_epoch().count()) + "." + make_secret(random_);
    return to_base64url(head + "." + mac(head, bound_to));
}

bool Challenges::is_good(std::string_view challenge, std::string_view bound_to, Instant now) const {
    const auto parts = parts_of(challenge);
    if (!parts || !equal_in_constant_time(parts->mac, mac(parts->head, bound_to))) return false;
    // Neither over nor, by a clock that was put back, of a time to come.
    return parts->end >= now && parts->end <= now + kChallengeGoodFor;
}

// Of accounts that do not come again too; not more often than a challenge lasts.
void Challenges::forget_old(Instant now) {
    const bool is_looked_through =
        now >= looked_through_at_ && now < looked_through_at_ + kChallengeGoodFor;
    if (is_looked_through) return;
    looked_through_at_ = now;
    for (auto& [user, own] : spent_)
        std::erase_if(own, [&](const auto& one) { return one.second < now; });
    std::erase_if(spent_, [](const auto& of_one) { return of_one.second.empty(); });
}

std::expected<bool, Instant> Challenges::spend(std::string_view challenge, const UserId& user,
                                               Instant now) {
    const auto parts = parts_of(challenge);
    if (!parts) return false;
    const std::lock_guard lock{mutex_};
    forget_old(now);
    Spent& own = spent_[user];
    if (own.contains(challenge)) return false;
    if (own.size() >= kSpentChallengesMax)
        std::erase_if(own, [&](const auto& one) { return one.second < now; });
    if (own.size() >= kSpentChallengesMax)
        return std::unexpected{std::ranges::min(own | std::views::values) + Duration{1}};
    own.emplace(challenge, parts->end);
    return true;
}

std::size_t Challenges::kept() const {
    const std::lock_guard lock{mutex_};
    std::size_t all = 0;
    for (const auto& [user, own] : spent_) all += own.size();
    return all;
}

}  // namespace pingli::accounts
