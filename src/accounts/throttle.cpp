#include "accounts/throttle.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace pingli::accounts {

std::string wide_network(std::string_view address) {
    const std::string text{address.substr(0, address.find('/'))};
    std::array<unsigned char, 16> bytes{};
    std::array<char, INET6_ADDRSTRLEN> out{};
    const auto write = [&](int family) {
        return ::inet_ntop(family, bytes.data(), out.data(), static_cast<socklen_t>(out.size())) ==
                       nullptr
                   ? std::string{address}
                   : std::string{out.data()};
    };
    if (::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
        bytes.at(3) = 0;
        return write(AF_INET) + "/24";
    }
    if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return std::string{address};
    std::ranges::fill(std::span{bytes}.subspan(6), static_cast<unsigned char>(0));
    return write(AF_INET6) + "/48";
}

Throttle::Throttle(const ThrottleRules& rules)
    : rules_(rules),
      known_(rules.known),
      pair_(rules.pair),
      wide_pair_(rules.wide_pair),
      address_(rules.address),
      wide_address_(rules.wide_address),
      holder_(rules.holder),
      attacked_(rules.pair) {}

bool Throttle::is_known(const std::string& pair, Instant now) const {
    const auto found = entered_.find(pair);
    return found != entered_.end() && now - found->second.at < rules_.known_for;
}

void Throttle::remember(const std::string& pair, Instant now) {
    if (const auto found = entered_.find(pair); found != entered_.end()) {
        found->second.at = now;
        by_age_.splice(by_age_.end(), by_age_, found->second.place);
        return;
    }
    if (entered_.size() >= rules_.known_max) {
        entered_.erase(by_age_.front());
        by_age_.pop_front();
    }
    by_age_.push_back(pair);
    entered_.emplace(pair, Entered{.at = now, .place = std::prev(by_age_.end())});
}

std::expected<Throttle::Permit, Instant> Throttle::begin(Permit permit, Instant now) {
    const bool is_attacked = !permit.attacked_.empty() &&
                             attacked_.failures(permit.attacked_, now) >= rules_.attacked_at;
    std::optional<Instant> until;
    for (const auto& [backoff, key] : permit.counted_) {
        const bool is_tighter = is_attacked && backoff == &pair_;
        until = std::max(
            until,
            backoff->blocked_until(
                key, now, is_tighter ? std::optional{rules_.free_under_attack} : std::nullopt));
    }
    if (until) return std::unexpected{*until};
    for (const auto& [backoff, key] : permit.counted_) backoff->begin(key);
    return permit;
}

std::expected<Throttle::Permit, Instant> Throttle::admit(const Try& tried, Instant now) {
    const std::lock_guard lock{mutex_};
    const std::string wide = wide_network(tried.address);
    Permit permit;
    permit.pair_ = tried.login + '\n' + tried.address;
    if (!tried.device.empty()) {
        permit.counted_.emplace_back(&known_, tried.login + "\ndevice\n" + tried.device);
    } else if (is_known(permit.pair_, now)) {
        permit.counted_.emplace_back(&known_, permit.pair_);
    } else {
        permit.attacked_ = tried.login;
        permit.counted_.emplace_back(&pair_, permit.pair_);
        permit.counted_.emplace_back(&wide_pair_, tried.login + '\n' + wide);
        permit.counted_.emplace_back(&address_, tried.address);
        permit.counted_.emplace_back(&wide_address_, wide);
    }
    return begin(std::move(permit), now);
}

std::expected<Throttle::Permit, Instant> Throttle::admit_holder(const std::string& user,
                                                                Instant now) {
    const std::lock_guard lock{mutex_};
    Permit permit;
    permit.counted_.emplace_back(&holder_, user);
    return begin(std::move(permit), now);
}

void Throttle::failed(const Permit& permit, Instant now) {
    const std::lock_guard lock{mutex_};
    for (const auto& [backoff, key] : permit.counted_) backoff->fail(key, now);
    if (!permit.attacked_.empty()) attacked_.fail(permit.attacked_, now);
}

void Throttle::passed(const Permit& permit, Instant now) {
    const std::lock_guard lock{mutex_};
    for (const auto& [backoff, key] : permit.counted_) {
        backoff->take_back(key);
        // What is of this account alone is forgiven; what the network did to others is not.
        if (backoff == &known_ || backoff == &pair_ || backoff == &holder_)
            backoff->forget_failures(key);
    }
    if (!permit.pair_.empty()) remember(permit.pair_, now);
}

void Throttle::undecided(const Permit& permit) {
    const std::lock_guard lock{mutex_};
    for (const auto& [backoff, key] : permit.counted_) backoff->take_back(key);
}

std::size_t Throttle::keys() const {
    const std::lock_guard lock{mutex_};
    return known_.keys() + pair_.keys() + wide_pair_.keys() + address_.keys() +
           wide_address_.keys() + holder_.keys() + attacked_.keys() + entered_.size();
}

}  // namespace pingli::accounts
