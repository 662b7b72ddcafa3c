#include "api/budget.hpp"

#include <algorithm>

namespace pingli::api {

std::optional<std::uint64_t> Budget::spend(const std::string& who, std::uint64_t amount,
                                           std::uint64_t limit, Instant now) {
    const std::lock_guard lock(mutex_);
    forget_old(now);
    Used& used = used_[who];
    // A clock that was set back does not hold anybody for longer than a window.
    if (used.until <= now || used.until > now + window_) used = {.until = now + window_};
    if (amount > limit || used.amount > limit - amount) return used.amount;
    used.amount += amount;
    return std::nullopt;
}

void Budget::give_back(const std::string& who, std::uint64_t amount, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto used = used_.find(who);
    if (used == used_.end() || used->second.until <= now) return;
    used->second.amount -= std::min(used->second.amount, amount);
}

// Each time their number has doubled, so that it costs little.
void Budget::forget_old(Instant now) {
    constexpr std::size_t kFew = 1'000;
    if (used_.size() < kFew + 2 * looked_at_) return;
    std::erase_if(used_, [&](const auto& entry) { return entry.second.until <= now; });
    looked_at_ = used_.size();
}

}  // namespace pingli::api
