// One request as a handler sees it: plain values, nothing of the transport.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/fields.hpp"
#include "http/target.hpp"
#include "http/upload.hpp"

namespace pingli::http {

enum class Method : std::uint8_t { Get, Head, Post, Put, Patch, Delete, Options };
std::string_view to_text(Method method);
std::optional<Method> parse_method(std::string_view text);  // case matters

// Whose request it is, by ids, as far as that is known by now; for those who watch
// (http/router.hpp).
struct Asker {
    std::string account{};
    std::vector<std::string> shops{};
    std::string detail{};        // what was done, in codes; no words of anybody
    bool was_wrong = false;      // whoever is in brought a wrong password, code or passkey
    bool used_recovery = false;  // a recovery code was right, and is used up
};

struct Request {
    Method method{};
    std::vector<std::string> path;  // decoded segments
    std::string_view route;         // the pattern that matched, e.g. "/api/v1/cases/{case}"
    std::vector<NameValue> path_values;
    std::vector<NameValue> query;
    Fields fields;
    std::string body;                  // empty where the body goes to a file
    std::optional<UploadedFile> file;  // only there
    std::vector<NameValue> form;       // the small fields of a multipart upload
    // What counts as one client, for rate limits (http/peer.hpp). Personal data, never logged.
    std::string address;
    bool is_secure = false;  // over TLS, ours or that of a trusted proxy
    mutable Asker asker{};   // told by whoever lets the request in
};

// What stands in the path for "{name}" of the pattern; empty when the pattern has no such name.
std::string_view path_value(const Request& request, std::string_view name);
// The first of that name.
std::optional<std::string_view> query_value(const Request& request, std::string_view name);
std::optional<std::string_view> form_value(const Request& request, std::string_view name);
std::optional<std::string_view> cookie(const Request& request, std::string_view name);

}  // namespace pingli::http
