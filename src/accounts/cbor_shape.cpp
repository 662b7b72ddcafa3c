#include "accounts/cbor_shape.hpp"

#include <array>
#include <cstdint>

namespace pingli::accounts {

namespace {

struct Head {
    unsigned major = 0;
    std::uint64_t value = 0;  // a number, a length, a count
    std::size_t size = 0;     // of the head itself
};

constexpr unsigned kBytes = 2, kText = 3, kArray = 4, kMap = 5, kTag = 6;

std::optional<Head> head_at(std::string_view bytes, std::size_t at) {
    if (at >= bytes.size()) return std::nullopt;
    const auto first = static_cast<unsigned char>(bytes[at]);
    const unsigned info = first & 0x1FU;
    Head head{.major = static_cast<unsigned>(first) >> 5U, .value = info, .size = 1};
    if (info < 24) return head;
    if (info > 27) return std::nullopt;  // reserved, or without an end that is known
    const std::size_t more = std::size_t{1} << (info - 24);
    if (bytes.size() - at - 1 < more) return std::nullopt;
    head.value = 0;
    for (const char c : bytes.substr(at + 1, more))
        head.value = (head.value << 8U) | static_cast<unsigned char>(c);
    head.size += more;
    return head;
}

struct Inside {
    std::size_t bytes = 0;
    std::uint64_t items = 0;
};

// What follows a head, if the `rest` can hold it: each item has a byte at least.
std::optional<Inside> inside_of(const Head& head, std::size_t rest) {
    if (head.major == kTag) return std::nullopt;
    if (head.major == kBytes || head.major == kText) {
        if (head.value > rest) return std::nullopt;
        return Inside{.bytes = static_cast<std::size_t>(head.value)};
    }
    if (head.major != kArray && head.major != kMap) return Inside{};
    const std::uint64_t each = head.major == kMap ? 2 : 1;
    if (head.value > rest / each) return std::nullopt;
    return Inside{.items = head.value * each};
}

}  // namespace

std::optional<std::size_t> cbor_item_size(std::string_view bytes) {
    std::array<std::uint64_t, kCborDepthMax + 1> left{1};  // items still to come, by depth
    std::size_t depth = 0;
    std::size_t at = 0;
    while (depth > 0 || left[0] > 0) {
        if (left.at(depth) == 0) {
            --depth;
            continue;
        }
        --left.at(depth);
        const auto head = head_at(bytes, at);
        const auto inside = head ? inside_of(*head, bytes.size() - at - head->size) : std::nullopt;
        if (!inside) return std::nullopt;
        at += head->size + inside->bytes;
        if (inside->items == 0) continue;
        if (depth == kCborDepthMax) return std::nullopt;
        left.at(++depth) = inside->items;
    }
    return at;
}

}  // namespace pingli::accounts
