#include "app/event_store.hpp"

#include <future>
#include <memory>
#include <utility>

namespace pingli::app {

std::string to_hex(const Hash& hash) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    hex.reserve(hash.size() * 2);
    for (const unsigned char byte : hash) {
        hex += kDigits[byte >> 4U];
        hex += kDigits[byte & 15U];
    }
    return hex;
}

std::optional<Hash> parse_hash(std::string_view hex) {
    Hash hash{};
    if (hex.size() != hash.size() * 2) return std::nullopt;
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (std::size_t i = 0; i < hash.size(); ++i) {
        const auto high = kDigits.find(hex[2 * i]);
        const auto low = kDigits.find(hex[(2 * i) + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        hash[i] = static_cast<unsigned char>((high << 4U) | low);
    }
    return hash;
}

Result<Appended> EventStore::append(Change change) {
    // Shared: the writer may still be inside set_value when the waiting side has gone on.
    const auto promise = std::make_shared<std::promise<Result<Appended>>>();
    auto future = promise->get_future();
    submit(std::move(change),
           [promise](Result<Appended> result) { promise->set_value(std::move(result)); });
    return future.get();
}

Result<void> Records::put(const std::string& kind, const Record& record, Put when,
                          std::string before) {
    return write({{.kind = kind, .record = record, .when = when, .before = std::move(before)}});
}

}  // namespace pingli::app
