#include "store/cursor.hpp"

#include <charconv>

namespace pingli::store {

std::string format_cursor(char letter, const Cursor& cursor) {
    return letter + std::to_string(cursor.value) + ":" + std::to_string(cursor.position);
}

Result<Cursor> parse_cursor(char letter, std::string_view text) {
    using Limits = std::numeric_limits<std::int64_t>;
    if (text.empty()) {  // Before the first: rising when by due, falling otherwise.
        const std::int64_t start = letter == 'd' ? Limits::min() : Limits::max();
        return Cursor{.value = start, .position = start};
    }
    Cursor cursor;
    const char* const end = text.data() + text.size();
    bool whole = text.front() == letter;
    if (whole) {
        const auto value = std::from_chars(text.data() + 1, end, cursor.value);
        whole = value.ec == std::errc{} && value.ptr != end && *value.ptr == ':';
        if (whole) {
            const auto position = std::from_chars(value.ptr + 1, end, cursor.position);
            whole = position.ec == std::errc{} && position.ptr == end;
        }
    }
    if (!whole) return fail(ErrorCode::Invalid, "the cursor is not of this list");
    return cursor;
}

Result<void> check_limit(std::size_t limit) {
    if (limit == 0 || limit > app::kPageMax)
        return fail(ErrorCode::Invalid, "a page has 1 to 1000 entries");
    return {};
}

}  // namespace pingli::store
