#include "api/basic_log_in.hpp"

#include <algorithm>

#include "accounts/base64url.hpp"

namespace pingli::api {

namespace {

constexpr std::string_view kScheme = "Basic ";
constexpr std::size_t kEncodedBytesMax = 1'000;

// Of a scheme's name the case does not count.
bool begins_with_scheme(std::string_view field) {
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::ranges::equal(field.substr(0, kScheme.size()), kScheme, {}, lower, lower);
}

}  // namespace

std::optional<BasicLogIn> basic_log_in(const http::Request& request) {
    const auto field = http::find(request.fields, "Authorization");
    if (!field || field->size() > kEncodedBytesMax || !begins_with_scheme(*field))
        return std::nullopt;
    const auto words = accounts::from_base64(field->substr(kScheme.size()));
    const auto colon = words ? words->find(':') : std::string::npos;
    if (colon == std::string::npos) return std::nullopt;
    return BasicLogIn{.name = words->substr(0, colon), .password = words->substr(colon + 1)};
}

http::Response ask_for_basic_log_in() {
    auto response = http::problem(401, "log-in-needed", "Send the name and the secret.");
    response.fields.push_back(
        {.name = "WWW-Authenticate", .value = R"(Basic realm="Pingli", charset="UTF-8")"});
    return response;
}

}  // namespace pingli::api
