#include "api/same_origin.hpp"

#include <algorithm>

#include "http/peer.hpp"

namespace pingli::api {

namespace {

using http::equals_ignoring_case;

bool changes_something(http::Method method) {
    return method != http::Method::Get && method != http::Method::Head &&
           method != http::Method::Options;
}

struct Origin {
    std::string_view scheme;
    std::string_view authority;  // host and port
};

std::optional<Origin> origin_of(std::string_view url) {
    const std::size_t colon = url.find("://");
    if (colon == std::string_view::npos) return std::nullopt;
    std::string_view authority = url.substr(colon + 3);
    authority = authority.substr(0, authority.find_first_of("/?#"));
    if (authority.empty() || authority.contains('@')) return std::nullopt;
    return Origin{.scheme = url.substr(0, colon), .authority = authority};
}

// Without its port; of "[::1]:8080" the part in brackets.
std::string_view host_of(std::string_view authority) {
    if (authority.starts_with('[')) {
        const std::size_t end = authority.find(']');
        return end == std::string_view::npos ? std::string_view{} : authority.substr(1, end - 1);
    }
    return authority.substr(0, authority.find(':'));
}

// "8080"; empty: none is said.
std::string port_of(std::string_view authority) {
    const std::size_t colon = authority.rfind(':');
    const std::size_t bracket = authority.rfind(']');
    if (colon == std::string_view::npos) return {};
    if (bracket != std::string_view::npos && bracket > colon) return {};
    return std::string{authority.substr(colon + 1)};
}

std::string in_lower_case(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool is_own_host(const OwnNames& names, std::string_view authority) {
    const std::string_view host = host_of(authority);
    if (names.hosts.empty() || equals_ignoring_case(host, "localhost") || http::client_of(host))
        return true;
    return std::ranges::any_of(
        names.hosts, [&](const std::string& name) { return equals_ignoring_case(host, name); });
}

bool is_own_origin(const OwnNames& names, const http::Request& request, std::string_view url) {
    const auto origin = origin_of(url);
    if (!origin) return false;
    const auto own = origin_of(names.base_url);
    if (own && equals_ignoring_case(own->authority, origin->authority) &&
        equals_ignoring_case(own->scheme, origin->scheme))
        return true;
    if (names.is_secure || request.is_secure)
        if (!equals_ignoring_case(origin->scheme, "https")) return false;
    const auto host = http::find(request.fields, "Host");
    return host && equals_ignoring_case(*host, origin->authority);
}

// Browsers say where a request comes from, in one of three fields; programs say nothing.
bool is_foreign(const OwnNames& names, const http::Request& request) {
    const auto origin = http::find(request.fields, "Origin");
    const auto site = http::find(request.fields, "Sec-Fetch-Site");
    if (site && *site != "same-origin" && *site != "none") return true;
    // A page that tells nobody where it is says null, of itself too.
    if (origin && !(site && *origin == "null")) return !is_own_origin(names, request, *origin);
    if (site) return false;
    const auto referer = http::find(request.fields, "Referer");
    return referer && !is_own_origin(names, request, *referer);
}

bool has_body(const http::Request& request) {
    return http::find(request.fields, "Transfer-Encoding").has_value() ||
           http::find(request.fields, "Content-Length").value_or("0") != "0";
}

// No form can send these: a page that does asks us first (CORS), and we never agree.
bool is_json(const http::Request& request) {
    const auto type =
        http::parse_parameterised(http::find(request.fields, "Content-Type").value_or(""));
    return type && (type->word == "application/json" || type->word == "application/x-ndjson");
}

}  // namespace

std::optional<PublicName> public_name(const OwnNames& names, std::string_view served_at) {
    const bool is_named = !names.base_url.empty();
    const auto own = origin_of(is_named ? std::string_view{names.base_url} : served_at);
    if (!own) return std::nullopt;
    const std::string scheme = in_lower_case(own->scheme);
    const std::string port = port_of(own->authority);
    const bool is_usual =
        port.empty() || (scheme == "https" && port == "443") || (scheme == "http" && port == "80");
    std::string host = in_lower_case(host_of(own->authority));
    if (!is_named) {
        if (std::ranges::find(names.hosts, "localhost") == names.hosts.end()) return std::nullopt;
        host = "localhost";
    }
    if (host.empty() || http::client_of(host)) return std::nullopt;
    std::string origin = scheme + "://" + host + (is_usual ? std::string{} : ":" + port);
    return PublicName{.host = std::move(host), .origin = std::move(origin)};
}

std::string host_of_url(std::string_view url) {
    const auto origin = origin_of(url);
    return origin ? std::string{host_of(origin->authority)} : std::string{};
}

std::optional<http::Response> refuse_foreign(const OwnNames& names, const http::Request& request,
                                             const http::Route& route) {
    if (!route.pattern.starts_with("/api/")) return std::nullopt;
    if (!is_own_host(names, http::find(request.fields, "Host").value_or("")))
        return http::problem(421, "foreign-host", "This is not the name of this server.");
    if (!changes_something(request.method)) return std::nullopt;
    if (is_foreign(names, request))
        return http::problem(403, "foreign-page", "A page of another site asked for this.");
    if (!route.options.takes_upload && has_body(request) && !is_json(request))
        return http::problem(415, "not-json", "The Content-Type is not application/json.");
    return std::nullopt;
}

}  // namespace pingli::api
