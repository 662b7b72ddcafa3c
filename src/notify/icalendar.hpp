// A feed of deadlines that a calendar program subscribes to (RFC 5545). Pure; what stands in the
// texts is the caller's choice, and no names of buyers belong there: feeds are fetched by a secret
// URL and kept by others.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace pingli::notify {

struct CalendarEntry {
    std::string uid;  // the same for the same deadline for ever
    Instant due;      // the last second in time
    std::string title;
    std::string description;  // may be empty
    std::string url;          // of the case; may be empty
    Instant changed_at;
    std::uint32_t revision = 0;  // grows when the deadline moves
    bool is_cancelled = false;
    Duration warn_before = std::chrono::hours{24};  // 0 = no alarm
};

constexpr std::string_view kCalendarMediaType = "text/calendar; charset=utf-8";

// Lines end with CRLF and are folded at 75 octets, never inside a character.
std::string write_calendar(std::string_view name, std::span<const CalendarEntry> entries,
                           Instant now);

}  // namespace pingli::notify
