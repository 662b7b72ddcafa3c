#include "http/peer.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <span>

namespace pingli::http {

namespace {

constexpr std::array<unsigned char, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

std::string to_text(int family, const unsigned char* bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const char* const written =
        ::inet_ntop(family, bytes, text.data(), static_cast<socklen_t>(text.size()));
    return written == nullptr ? std::string{} : std::string{written};
}

}  // namespace

std::optional<std::string> client_of(std::string_view address) {
    std::string text{address};
    std::array<unsigned char, 16> bytes{};
    if (::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return text;
    if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return std::nullopt;
    if (std::ranges::equal(kMapped, std::span{bytes}.first(kMapped.size())))
        return to_text(AF_INET, bytes.data() + kMapped.size());
    std::ranges::fill(std::span{bytes}.last(8), 0);
    return to_text(AF_INET6, bytes.data()) + "/64";
}

std::optional<std::string> forwarded_client(const Fields& fields) {
    std::optional<std::string> client;
    for (const Field& field : fields) {
        if (!equals_ignoring_case(field.name, "x-forwarded-for")) continue;
        const std::string_view value = field.value;
        const std::size_t comma = value.rfind(',');
        const std::size_t from = comma == std::string_view::npos ? 0 : comma + 1;
        client = client_of(trim(value.substr(from)));
    }
    return client;
}

bool is_forwarded_secure(const Fields& fields) {
    return equals_ignoring_case(find(fields, "x-forwarded-proto").value_or(""), "https");
}

}  // namespace pingli::http
