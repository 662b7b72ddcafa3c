#include "accounts/attempts.hpp"

namespace pingli::accounts {

std::optional<Instant> Attempts::blocked_until(const std::string& key, Instant now) {
    const std::lock_guard lock{mutex_};
    const auto found = tries_.find(key);
    if (found == tries_.end() || found->second.at.size() < limit_.attempts_max) return std::nullopt;
    const Instant free_at = found->second.at.front() + limit_.window;
    if (free_at <= now) return std::nullopt;
    return free_at;
}

void Attempts::count(const std::string& key, Instant now) {
    const std::lock_guard lock{mutex_};
    auto found = tries_.find(key);
    if (found == tries_.end()) {
        if (tries_.size() >= limit_.keys_max) {
            tries_.erase(by_age_.front());
            by_age_.pop_front();
        }
        by_age_.push_back(key);
        found = tries_.emplace(key, Tries{.at = {}, .place = std::prev(by_age_.end())}).first;
    } else {
        by_age_.splice(by_age_.end(), by_age_, found->second.place);
    }
    std::deque<Instant>& at = found->second.at;
    at.push_back(now);
    if (at.size() > limit_.attempts_max) at.pop_front();
}

void Attempts::forget(const std::string& key) {
    const std::lock_guard lock{mutex_};
    const auto found = tries_.find(key);
    if (found == tries_.end()) return;
    by_age_.erase(found->second.place);
    tries_.erase(found);
}

std::size_t Attempts::keys() const {
    const std::lock_guard lock{mutex_};
    return tries_.size();
}

}  // namespace pingli::accounts
