// How long a text and how many items a command may carry, by the kind of field. A field's own
// bounds stand where it is listed, in `each`; what lists none has those of Bounds{}. They hold for
// what a client sends; what is stored already is read as it is.

#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace pingli::cases {

constexpr std::size_t kTextBytesMax = 20'000;   // free words
constexpr std::size_t kNameBytesMax = 200;      // ids, titles, channels, words of a rulebook
constexpr std::size_t kFileNameBytesMax = 255;  // as long as file systems take them
constexpr std::size_t kItemsMax = 200;
constexpr std::size_t kOrdersMax = 50;            // of one case
constexpr std::size_t kContactsShownMax = 2'000;  // by one exhibit: a carrier's list of a year

struct Bounds {
    std::size_t bytes_max = kTextBytesMax;  // of each text in it
    std::size_t items_max = kItemsMax;
};
constexpr Bounds kShortText{.bytes_max = kNameBytesMax};
constexpr Bounds kFileName{.bytes_max = kFileNameBytesMax};
constexpr Bounds kOrders{.bytes_max = kNameBytesMax, .items_max = kOrdersMax};
constexpr Bounds kNames{.bytes_max = kNameBytesMax};
constexpr Bounds kContactsShown{.bytes_max = kNameBytesMax, .items_max = kContactsShownMax};

inline bool is_within(const std::string& text, Bounds bounds) {
    return text.size() <= bounds.bytes_max;
}
inline bool is_within(const std::vector<std::string>& texts, Bounds bounds) {
    if (texts.size() > bounds.items_max) return false;
    return std::ranges::all_of(
        texts, [bounds](const std::string& text) { return is_within(text, bounds); });
}

}  // namespace pingli::cases
