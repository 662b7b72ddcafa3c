#include "api/askers.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace pingli::api {

namespace {

std::size_t hash_of(std::string_view text) {
    return std::hash<std::string_view>{}(text);
}

}  // namespace

void Askers::note(std::string_view secret, const accounts::Account& account) {
    Holder holder{.account = account.id.value(), .shops = {}};
    for (const accounts::Membership& place : account.memberships)
        holder.shops.push_back(hash_of(place.shop.value()));
    const std::size_t hash = hash_of(secret);
    const std::lock_guard lock{mutex_};
    const auto at = seen_lately_.find(hash);
    if (at == seen_lately_.end() || at->second != holder) keep(hash, std::move(holder));
}

void Askers::forget(std::string_view secret) {
    const std::size_t hash = hash_of(secret);
    const std::lock_guard lock{mutex_};
    seen_lately_.erase(hash);
    seen_before_.erase(hash);
}

std::optional<Askers::Asker> Askers::find(std::string_view secret, std::string_view shop) {
    const std::size_t hash = hash_of(secret);
    const std::lock_guard lock{mutex_};
    auto at = seen_lately_.find(hash);
    if (at == seen_lately_.end()) {
        const auto before = seen_before_.find(hash);
        if (before == seen_before_.end()) return std::nullopt;
        keep(hash, Holder{before->second});
        at = seen_lately_.find(hash);
    }
    return Asker{
        .account = at->second.account,
        .is_of_shop = std::ranges::find(at->second.shops, hash_of(shop)) != at->second.shops.end()};
}

void Askers::keep(std::size_t hash, Holder holder) {
    if (seen_lately_.size() >= half_) seen_before_ = std::exchange(seen_lately_, {});
    seen_lately_.insert_or_assign(hash, std::move(holder));
}

}  // namespace pingli::api
