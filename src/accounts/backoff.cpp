#include "accounts/backoff.hpp"

#include <algorithm>

namespace pingli::accounts {

bool Backoff::is_over(const Tries& tries, Instant now) const {
    return tries.failed > 0 && now - tries.failed_at >= limit_.forgotten_after;
}

Duration Backoff::wait_after(std::size_t failures_over) const {
    Duration wait = limit_.first_wait;
    for (std::size_t i = 0; i < failures_over && wait < limit_.longest_wait; ++i) wait *= 2;
    return std::min(wait, limit_.longest_wait);
}

std::optional<Instant> Backoff::blocked_until(const std::string& key, Instant now,
                                              std::optional<std::size_t> free_max) {
    const auto found = tries_.find(key);
    if (found == tries_.end()) return std::nullopt;
    Tries& tries = found->second;
    // The clock was put back: the failure counts as one of now, or the wait would be as long as
    // the jump.
    tries.failed_at = std::min(tries.failed_at, now);
    const std::size_t free = std::min(free_max.value_or(limit_.free_max), limit_.free_max);
    const std::size_t failed = is_over(tries, now) ? 0 : tries.failed;
    if (failed + tries.under_way < free) return std::nullopt;
    if (tries.under_way > 0) return now + Duration{1};  // one at a time
    if (failed < free) return std::nullopt;
    const Instant free_at = tries.failed_at + wait_after(failed - free);
    return free_at <= now ? std::nullopt : std::optional{free_at};
}

Backoff::Tries& Backoff::of(const std::string& key) {
    const auto found = tries_.find(key);
    if (found != tries_.end()) {
        by_age_.splice(by_age_.end(), by_age_, found->second.place);
        return found->second;
    }
    if (tries_.size() >= limit_.keys_max) {
        tries_.erase(by_age_.front());
        by_age_.pop_front();
    }
    by_age_.push_back(key);
    return tries_.emplace(key, Tries{.failed_at = {}, .place = std::prev(by_age_.end())})
        .first->second;
}

void Backoff::drop_idle(const std::string& key) {
    const auto found = tries_.find(key);
    if (found == tries_.end() || found->second.failed > 0 || found->second.under_way > 0) return;
    by_age_.erase(found->second.place);
    tries_.erase(found);
}

void Backoff::begin(const std::string& key) {
    ++of(key).under_way;
}

void Backoff::fail(const std::string& key, Instant now) {
    Tries& tries = of(key);
    if (tries.under_way > 0) --tries.under_way;
    if (is_over(tries, now)) tries.failed = 0;
    ++tries.failed;
    tries.failed_at = now;
}

void Backoff::take_back(const std::string& key) {
    const auto found = tries_.find(key);
    if (found == tries_.end()) return;  // forgotten meanwhile
    if (found->second.under_way > 0) --found->second.under_way;
    drop_idle(key);
}

void Backoff::forget_failures(const std::string& key) {
    const auto found = tries_.find(key);
    if (found == tries_.end()) return;
    found->second.failed = 0;
    drop_idle(key);
}

std::size_t Backoff::failures(const std::string& key, Instant now) const {
    const auto found = tries_.find(key);
    if (found == tries_.end() || is_over(found->second, now)) return 0;
    return found->second.failed;
}

}  // namespace pingli::accounts
