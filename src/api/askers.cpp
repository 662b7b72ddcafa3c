#include "api/askers.hpp"

#include <functional>
#include <utility>

namespace pingli::api {

void Askers::note(std::string_view secret, const UserId& account) {
    const std::size_t hash = std::hash<std::string_view>{}(secret);
    const std::lock_guard lock{mutex_};
    const auto at = seen_lately_.find(hash);
    if (at != seen_lately_.end() && at->second == account.value()) return;
    keep(hash, account.value());
}

std::optional<std::string> Askers::account_of(std::string_view secret) {
    const std::size_t hash = std::hash<std::string_view>{}(secret);
    const std::lock_guard lock{mutex_};
    if (const auto at = seen_lately_.find(hash); at != seen_lately_.end()) return at->second;
    const auto at = seen_before_.find(hash);
    if (at == seen_before_.end()) return std::nullopt;
    std::string account = at->second;
    keep(hash, account);
    return account;
}

void Askers::keep(std::size_t hash, std::string account) {
    if (seen_lately_.size() >= half_) seen_before_ = std::exchange(seen_lately_, {});
    seen_lately_.insert_or_assign(hash, std::move(account));
}

}  // namespace pingli::api
