#include "app/security_noise.hpp"

#include <algorithm>
#include <utility>

#include "app/limits.hpp"
#include "app/security_batch.hpp"
#include "base/assert.hpp"

namespace pingli::app {

namespace {

constexpr std::string_view kOthers = "others";

std::string alike(const SecurityEvent& event) {
    SecurityEvent same = event;
    same.count = 0;
    same.at = {};
    return security::bytes_of(same);
}

// What one does to the own account has a share of its own: reads and refusals do not use it up.
std::string whose_of(const SecurityEvent& event, Gather how) {
    if (how == Gather::Strangers) return {};
    return (how == Gather::Kept ? "own " : "") + event.account;
}

std::size_t day_max(Gather how) {
    return how == Gather::Strangers ? kSecurityStrangersDayMax : kSecurityAccountDayMax;
}

std::size_t minute_max(Gather how) {
    return how == Gather::Strangers ? kGatheredStrangersMax : kGatheredOfAccountMax;
}

// The same with less said, the most first; the last always has a place.
std::vector<SecurityEvent> with_less(const SecurityEvent& event, Gather how) {
    SecurityEvent less = event;
    less.about.clear();
    less.whence.clear();
    if (how == Gather::Kept) return {less};
    less.route = kOthers;
    std::vector<SecurityEvent> all;
    if (how == Gather::Alike) {
        all.push_back(less);
        less.shops.clear();
        all.push_back(less);
    }
    less.shops.clear();
    less.account.clear();
    all.push_back(less);
    return all;
}

}  // namespace

void SecurityNoise::add(SecurityEvent event, Gather how) {
    begin(event.at);
    std::string key = alike(event);
    if (count(key)) return;
    const std::string whose = whose_of(event, how);
    if (!has_place(event, how, whose)) return add_to_rest(event, how, whose);
    ++rows_of_[whose];
    const bool is_new = rows_.emplace(std::move(key), std::move(event)).second;
    PINGLI_ASSERT(is_new);  // else it was counted
}

bool SecurityNoise::count(const std::string& key) {
    const auto found = rows_.find(key);
    if (found == rows_.end()) return false;
    ++found->second.count;
    return true;
}

// A clock that was set back makes no minute longer.
void SecurityNoise::begin(Instant at) {
    since_ = rows_.empty() ? at : std::min(since_, at);
}

bool SecurityNoise::has_place(const SecurityEvent& event, Gather how, const std::string& whose) {
    // The noise of others takes no place of what one does to the own account.
    const bool is_full = how != Gather::Kept && rows_.size() >= kGatheredMax;
    return !is_full && rows_of_[whose] < minute_max(how) && has_share(event, how, whose);
}

bool SecurityNoise::has_share(const SecurityEvent& event, Gather how, const std::string& whose) {
    const Instant day = std::chrono::floor<std::chrono::days>(event.at);
    if (std::exchange(shares_of_, day) != day) shares_.clear();
    if (shares_.size() >= kSecuritySharesMax && !shares_.contains(whose)) return false;
    std::size_t& used = shares_[whose];
    if (used >= day_max(how)) return false;
    used += 1 + (event.shops.size() / (kSecurityShopsOfShare + 1));
    return true;
}

void SecurityNoise::add_to_rest(const SecurityEvent& event, Gather how, const std::string& whose) {
    std::vector<SecurityEvent> all = with_less(event, how);
    for (SecurityEvent& less : all) {
        std::string key = alike(less);
        if (count(key)) return;
        const bool is_last = &less == &all.back();
        const bool has_room =
            rests_of_[whose] < kGatheredRestsMax && rows_.size() < 2 * kGatheredMax;
        if (!is_last && !has_room) continue;
        ++rests_of_[whose];
        rows_.emplace(std::move(key), std::move(less));
        return;
    }
}

bool SecurityNoise::is_over(Instant now) const {
    return now - since_ >= kGatheredFor || now < since_;
}

std::vector<SecurityEvent> SecurityNoise::take() {
    std::vector<SecurityEvent> events;
    events.reserve(rows_.size());
    for (auto& [key, event] : rows_) events.push_back(std::move(event));
    PINGLI_ASSERT(events.size() == rows_.size());
    rows_.clear();
    rows_of_.clear();
    rests_of_.clear();
    return events;
}

}  // namespace pingli::app
