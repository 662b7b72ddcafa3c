// What comes from a page of another site is sent away before anything looks at it: one check for
// every route, log-in included. Programs name no origin and are let through; who they are is asked
// later. Pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/router.hpp"

namespace pingli::api {

struct OwnNames {
    // Names by which the server is reached, without ports; empty: not known, any will do. Numbers
    // (192.0.2.7, [::1]) and localhost always are, since no foreign page can stand under them.
    std::vector<std::string> hosts;
    std::string base_url;    // an origin of ours, whatever a proxy makes of Host
    bool is_secure = false;  // pages are read over TLS
};

// The answer that sends the request away, if one does: 421 under a foreign name, 403 from a foreign
// page, 415 for a body that a foreign form could send.
std::optional<http::Response> refuse_foreign(const OwnNames& names, const http::Request& request,
                                             const http::Route& route);

// How browsers write whose page it is.
struct PublicName {
    std::string host;    // "desk.example"
    std::string origin;  // "https://desk.example"
};
// The name by which people reach the server: of the URL that was configured, else, listening to
// this machine alone, localhost. `served_at`: the URL of address and port. Nothing: there is none,
// or a number.
std::optional<PublicName> public_name(const OwnNames& names, std::string_view served_at);

// "http://desk.example:8080/a" -> "desk.example"; empty: no such URL.
std::string host_of_url(std::string_view url);

}  // namespace pingli::api
