#include "app/head_line.hpp"

#include <charconv>

namespace pingli::app {

std::string to_line(const Head& head) {
    return head.shop.value() + ' ' + std::to_string(head.position) + ' ' + to_hex(head.hash);
}

std::optional<Head> parse_head(std::string_view line) {
    const auto hash_at = line.rfind(' ');
    if (hash_at == std::string_view::npos || hash_at == 0) return std::nullopt;
    const auto position_at = line.rfind(' ', hash_at - 1);
    if (position_at == std::string_view::npos || position_at == 0) return std::nullopt;
    const auto hash = parse_hash(line.substr(hash_at + 1));
    const std::string_view digits = line.substr(position_at + 1, hash_at - position_at - 1);
    std::int64_t position = 0;
    const auto [end, fault] =
        std::from_chars(digits.data(), digits.data() + digits.size(), position);
    if (!hash || fault != std::errc{} || end != digits.data() + digits.size() || position < 1)
        return std::nullopt;
    return Head{.shop = ShopId{std::string{line.substr(0, position_at)}},
                .position = position,
                .hash = *hash};
}

}  // namespace pingli::app
