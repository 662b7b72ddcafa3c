#include "http/fair_room.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace pingli::http {

namespace {

// base/fair_share.hpp for several at once.
bool leaves_room_for(std::uint64_t amount, std::uint64_t held, std::uint64_t free) {
    return amount <= free && (held == 0 || held + amount <= free);
}

}  // namespace

std::unique_ptr<FairRoom::Place> FairRoom::take(const Share& share, std::uint64_t amount,
                                                std::function<void()> evict,
                                                Clock::time_point now) {
    amount = std::min(amount, std::max<std::uint64_t>(1, all_max_ / 2));
    std::vector<std::function<void()>> send_away;
    std::unique_ptr<Place> place;
    {
        const std::lock_guard lock{mutex_};
        const Held held = held_by(share);
        if (held.member > 0 && held.member + amount > of_one_max_) return nullptr;
        const std::uint64_t free = all_max_ - taken_;
        if (amount > free) {
            const auto leaving = to_go(amount - free, held.most() + amount, now);
            if (!leaving) return nullptr;
            for (Place* const one : *leaving) {
                one->is_evicted_ = true;
                places_.remove(one);
                taken_ -= one->amount_;
                send_away.push_back(one->evict_);
            }
        } else if (!leaves_room_for(amount, held.group, free) ||
                   !leaves_room_for(amount, held.member, free)) {
            return nullptr;
        }
        place = std::make_unique<Place>(*this, share, amount, now, std::move(evict));
        places_.push_back(place.get());
        taken_ += amount;
    }
    for (const auto& one : send_away) one();
    return place;
}

std::uint64_t FairRoom::taken() const {
    const std::lock_guard lock{mutex_};
    return taken_;
}

FairRoom::Held FairRoom::held_by(const Share& share) const {
    Held held;
    for (const Place* const place : places_) {
        if (place->share_.group == share.group) held.group += place->amount_;
        if (place->share_.member == share.member) held.member += place->amount_;
    }
    return held;
}

std::optional<FairRoom::Places> FairRoom::to_go(std::uint64_t wanted, std::uint64_t more_than,
                                                Clock::time_point now) const {
    std::map<std::string, std::uint64_t> of_groups;
    std::map<std::string, std::uint64_t> of_members;
    for (const Place* const place : places_) {
        of_groups[place->share_.group] += place->amount_;
        of_members[place->share_.member] += place->amount_;
    }
    const auto rate_of = [&](const Place& place) {
        const double seconds = std::chrono::duration<double>(now - place.since_).count() + 0.001;
        return static_cast<double>(place.bytes_) / seconds;
    };
    std::list<Place*> left = places_;
    Places out;
    for (std::uint64_t found = 0; found < wanted;) {
        auto best = left.end();
        std::pair<std::uint64_t, double> best_rank;  // the largest holder, then the slowest
        for (auto at = left.begin(); at != left.end(); ++at) {
            const Share& share = (*at)->share_;
            const std::uint64_t most = std::max(of_groups[share.group], of_members[share.member]);
            const std::pair rank{most, -rate_of(**at)};
            if (most <= more_than || (best != left.end() && rank <= best_rank)) continue;
            best = at;
            best_rank = rank;
        }
        if (best == left.end()) return std::nullopt;
        Place* const place = *best;
        of_groups[place->share_.group] -= place->amount_;
        of_members[place->share_.member] -= place->amount_;
        found += place->amount_;
        out.push_back(place);
        left.erase(best);
    }
    return out;
}

void FairRoom::give_back(Place& place) {
    const std::lock_guard lock{mutex_};
    if (place.is_evicted_) return;
    places_.remove(&place);
    taken_ -= place.amount_;
}

}  // namespace pingli::http
