// Where a page of a queue or a search ended: the sort value and the case's first position, which
// parts equals. As text "d1750000000:42", opaque to clients.

#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "app/event_store.hpp"

namespace pingli::store {

constexpr std::int64_t kNeverDue = std::numeric_limits<std::int64_t>::max();

inline std::int64_t seconds(Instant at) {
    return at.time_since_epoch().count();
}
inline Instant instant(std::int64_t seconds) {
    return Instant{Duration{seconds}};
}
inline std::int64_t due_seconds(const std::optional<Instant>& due) {
    return due ? seconds(*due) : kNeverDue;
}
inline std::optional<Instant> due_instant(std::int64_t due) {
    return due == kNeverDue ? std::nullopt : std::optional{instant(due)};
}

struct Cursor {
    std::int64_t value = 0;
    std::int64_t position = 0;
};

std::string format_cursor(char letter, const Cursor& cursor);
// The start of the order when `text` is empty; Invalid when it is not of this order.
Result<Cursor> parse_cursor(char letter, std::string_view text);
Result<void> check_limit(std::size_t limit);

}  // namespace pingli::store
