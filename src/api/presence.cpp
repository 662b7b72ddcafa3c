#include "api/presence.hpp"

namespace pingli::api {

Presence::Seen Presence::look(const ShopId& shop, const UserId& who, const std::string& about,
                              Instant now) {
    const std::lock_guard lock(mutex_);
    const std::size_t before = places_.size();
    std::erase_if(places_, [&](const auto& one) { return one.second.until <= now; });
    Seen seen{.others = {}, .has_changed = places_.size() != before};
    const std::pair key{shop, who};
    const auto place = places_.find(key);
    const bool is_there = place != places_.end() && place->second.about == about;
    if (about.empty()) {
        seen.has_changed = places_.erase(key) > 0 || seen.has_changed;
        return seen;
    }
    seen.has_changed = seen.has_changed || !is_there;
    places_.insert_or_assign(key, Place{.about = about, .until = now + kPresentFor});
    for (auto at = places_.lower_bound({shop, UserId{}});
         at != places_.end() && at->first.first == shop; ++at)
        if (at->first.second != who && at->second.about == about)
            seen.others.push_back(at->first.second);
    return seen;
}

}  // namespace pingli::api
