// Who is at the other end, for limits: an IPv4 address, or the network part of an IPv6 address,
// since one household has 2^64 of those. Behind a proxy that we trust, whom the proxy names.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/fields.hpp"

namespace pingli::http {

// "192.0.2.7", "2001:db8:1:2::/64"; an IPv4 address inside IPv6 is taken out. Nothing for what is
// no address.
std::optional<std::string> client_of(std::string_view address);

// The last client that X-Forwarded-For names: the one our own proxy saw. Those before it are the
// client's own words.
std::optional<std::string> forwarded_client(const Fields& fields);
bool is_forwarded_secure(const Fields& fields);  // X-Forwarded-Proto: https

}  // namespace pingli::http
