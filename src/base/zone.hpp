// A time zone as a value: the instants at which its offset changes. Pure; where the transitions
// come from (the system's tz database) is the business of zones/.

#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"

namespace pingli {

class Zone {
public:
    struct Transition {
        Instant from;
        std::chrono::seconds offset;  // Added to UTC from `from` on.
    };
    // `transitions` in order; the first one's offset also holds before it. Must not be empty.
    Zone(std::string name, std::vector<Transition> transitions);
    // A zone without transitions, such as +08:00.
    static Zone fixed(std::string name, std::chrono::seconds offset);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::chrono::seconds offset_at(Instant at) const;
    [[nodiscard]] LocalTime to_local(Instant at) const;
    // A reading that occurs twice means the earlier instant; one that is skipped means the instant
    // that the clock would have shown without the jump.
    [[nodiscard]] Instant to_instant(LocalTime local) const;
    [[nodiscard]] Instant to_instant(const WrittenTime& written) const;
    [[nodiscard]] std::string format(Instant at) const;  // RFC 3339 with this zone's offset.

private:
    std::string name_;
    std::vector<Transition> transitions_;
};

}  // namespace pingli
