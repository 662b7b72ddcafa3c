#include "base/zone.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"

namespace pingli {

Zone::Zone(std::string name, std::vector<Transition> transitions)
    : name_(std::move(name)), transitions_(std::move(transitions)) {
    PINGLI_ASSERT(!transitions_.empty());
    PINGLI_ASSERT(std::ranges::is_sorted(transitions_, {}, &Transition::from));
}

Zone Zone::fixed(std::string name, std::chrono::seconds offset) {
    return Zone{std::move(name), {{.from = Instant{}, .offset = offset}}};
}

std::chrono::seconds Zone::offset_at(Instant at) const {
    const auto next = std::ranges::upper_bound(transitions_, at, {}, &Transition::from);
    return next == transitions_.begin() ? next->offset : std::prev(next)->offset;
}

LocalTime Zone::to_local(Instant at) const {
    return LocalTime{at.time_since_epoch() + offset_at(at)};
}

Instant Zone::to_instant(LocalTime local) const {
    // The offset in force a day before the reading is right unless a transition lies between.
    const Instant guess{local.time_since_epoch()};
    const auto before = offset_at(guess - std::chrono::days{1});
    const Instant by_before{local.time_since_epoch() - before};
    if (offset_at(by_before) == before) return by_before;
    const auto after = offset_at(guess + std::chrono::days{1});
    const Instant by_after{local.time_since_epoch() - after};
    return offset_at(by_after) == after ? by_after : by_before;
}

Instant Zone::to_instant(const WrittenTime& written) const {
    if (!written.offset) return to_instant(written.local);
    return Instant{written.local.time_since_epoch() - *written.offset};
}

std::string Zone::format(Instant at) const {
    return format_instant(at, offset_at(at));
}

}  // namespace pingli
