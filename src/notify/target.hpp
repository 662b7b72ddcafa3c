// Where a web-hook may go. An owner types the URL; the server must not become a way into the
// network that it stands in, so both the URL and every address it resolves to are checked.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pingli::notify {

constexpr std::size_t kUrlBytesMax = 2'000;

enum class Reach : std::uint8_t {
    PublicOnly,
    Anywhere,  // for tests and for receivers in the same house; http is taken too
};

// https only, a host, an optional port, no user, no fragment, visible ASCII only.
bool is_hook_url(std::string_view url, Reach reach = Reach::PublicOnly);
// Of a hook's URL, as far as its form tells: an address that is not public, or this machine by
// name. What other names resolve to is checked when they are called.
bool leads_inside(std::string_view url);

// "203.0.113.7", "2001:db8::1": an address of the open Internet. False for loopback, private,
// link-local, shared, multicast and reserved ones, also inside IPv6, and for what is no address.
bool is_public_address(std::string_view address);

}  // namespace pingli::notify
