#include "notify/target.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace pingli::notify {

namespace {

struct Block {
    std::uint32_t network;
    unsigned bits;
};

constexpr std::uint32_t v4(unsigned a, unsigned b, unsigned c, unsigned d) {
    return (a << 24U) | (b << 16U) | (c << 8U) | d;
}

// IANA's special-purpose registry, as far as nothing public may be reached there.
constexpr std::array kNotPublic = {
    Block{.network = v4(0, 0, 0, 0), .bits = 8},
    Block{.network = v4(10, 0, 0, 0), .bits = 8},
    Block{.network = v4(100, 64, 0, 0), .bits = 10},
    Block{.network = v4(127, 0, 0, 0), .bits = 8},
    Block{.network = v4(169, 254, 0, 0), .bits = 16},
    Block{.network = v4(172, 16, 0, 0), .bits = 12},
    Block{.network = v4(192, 0, 0, 0), .bits = 24},
    Block{.network = v4(192, 0, 2, 0), .bits = 24},
    Block{.network = v4(192, 88, 99, 0), .bits = 24},
    Block{.network = v4(192, 168, 0, 0), .bits = 16},
    Block{.network = v4(198, 18, 0, 0), .bits = 15},
    Block{.network = v4(198, 51, 100, 0), .bits = 24},
    Block{.network = v4(203, 0, 113, 0), .bits = 24},
    Block{.network = v4(224, 0, 0, 0), .bits = 3},
};

bool is_public_v4(std::uint32_t address) {
    return std::ranges::none_of(kNotPublic, [&](const Block& block) {
        return ((address ^ block.network) >> (32U - block.bits)) == 0;
    });
}

std::uint32_t read_v4(const unsigned char* bytes) {
    return v4(bytes[0], bytes[1], bytes[2], bytes[3]);
}

// Only 2000::/3 is given out; inside it, tunnels and documentation are not the open Internet.
bool is_public_v6(const std::array<unsigned char, 16>& bytes) {
    if ((bytes[0] & 0xE0U) != 0x20U) return false;
    const auto first = static_cast<unsigned>((bytes[0] << 8U) | bytes[1]);
    const auto second = static_cast<unsigned>((bytes[2] << 8U) | bytes[3]);
    if (first == 0x2002) return false;                             // 6to4
    if (first == 0x2001 && second < 0x0200) return false;          // Teredo, ORCHID, benchmarks
    if (first == 0x2001 && second == 0x0DB8) return false;         // documentation
    if (first == 0x3FFF && (second & 0xF000U) == 0) return false;  // documentation
    return true;
}

// "host", "[2001:db8::1]"; and what stands behind the colon, if there is one.
struct Authority {
    std::string_view host;
    std::optional<std::string_view> port;
};

Authority authority_of(std::string_view url) {
    url.remove_prefix(url.find("://") + 3);
    const std::string_view all = url.substr(0, url.find_first_of("/?"));
    const std::size_t colon = all.starts_with('[') ? all.find(':', all.find(']')) : all.find(':');
    if (colon == std::string_view::npos) return {.host = all, .port = {}};
    return {.host = all.substr(0, colon), .port = all.substr(colon + 1)};
}

bool is_of_host(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
}

// In lower case and without the dot that may end it.
std::string plain_host(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    std::string out{host};
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

// Whoever resolves names takes it for an address, in one of the forms of inet_aton(3): the last
// part of it is a number, also in octal or hexadecimal digits ("127.1", "0x7f.1", "2130706433").
// No name ends so.
bool is_number(std::string_view host) {
    std::string_view last = host.substr(host.rfind('.') + 1);  // all of it without a dot
    const bool is_hexadecimal = last.starts_with("0x");
    if (is_hexadecimal) last.remove_prefix(2);
    if (last.empty()) return is_hexadecimal;
    return last.find_first_not_of(is_hexadecimal ? "0123456789abcdef" : "0123456789") ==
           std::string_view::npos;
}

}  // namespace

bool is_hook_url(std::string_view url, Reach reach) {
    const bool has_scheme =
        url.starts_with("https://") || (reach == Reach::Anywhere && url.starts_with("http://"));
    if (url.size() > kUrlBytesMax || !has_scheme) return false;
    const bool is_plain = std::ranges::all_of(url, [](char c) {
        return c > 0x20 && c < 0x7F && c != '#' && c != '\\' && c != '@' && c != '"';
    });
    const Authority authority = authority_of(url);
    if (!is_plain || authority.host.empty()) return false;
    // What is written otherwise ("%31") is read otherwise by whoever calls it.
    if (!authority.host.starts_with('[') && !std::ranges::all_of(authority.host, is_of_host))
        return false;
    if (!authority.port) return true;
    return !authority.port->empty() && authority.port->size() <= 5 &&
           authority.port->find_first_not_of("0123456789") == std::string_view::npos;
}

bool leads_inside(std::string_view url) {
    const std::string host = plain_host(authority_of(url).host);
    if (host == "localhost" || host.ends_with(".localhost")) return true;
    if (host.starts_with('[') && host.ends_with(']'))
        return !is_public_address(host.substr(1, host.size() - 2));
    return is_number(host) && !is_public_address(host);
}

bool is_public_address(std::string_view address) {
    const std::string text{address};
    std::array<unsigned char, 4> four{};
    if (::inet_pton(AF_INET, text.c_str(), four.data()) == 1)
        return is_public_v4(read_v4(four.data()));
    std::array<unsigned char, 16> six{};
    if (::inet_pton(AF_INET6, text.c_str(), six.data()) != 1) return false;
    return is_public_v6(six);
}

}  // namespace pingli::notify
