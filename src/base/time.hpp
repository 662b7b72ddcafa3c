// Instants are UTC seconds; a local time is a wall clock's reading with a zone beside it.
// The core never reads a clock: `now` is always an argument.

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace pingli {

using Instant = std::chrono::sys_seconds;
using Duration = std::chrono::seconds;
using LocalTime = std::chrono::local_seconds;
using LocalDate = std::chrono::local_days;

// "2026-05-01". Nothing else, and only a day that exists.
std::optional<LocalDate> parse_date(std::string_view text);

// A date and time as RFC 3339 writes it, with the offset kept apart: absent when none was written.
// "2026-05-01T10:00", "2026-05-01 10:00:00", "2026-05-01T10:00:00+08:00", "…Z". Fractions of a
// second are cut off.
struct WrittenTime {
    LocalTime local;
    std::optional<std::chrono::seconds> offset;
};
std::optional<WrittenTime> parse_time(std::string_view text);

std::string format_date(LocalDate day);                                   // 2026-05-01
std::string format_instant(Instant at, std::chrono::seconds utc_offset);  // RFC 3339 with offset

}  // namespace pingli
