#include "api/share.hpp"

#include <functional>

namespace pingli::api {

http::Share share_of(const http::Request& request) {
    // What is hashed is a secret: neither kept nor shown.
    const auto token = http::find(request.fields, "Authorization");
    const auto cookies = http::find(request.fields, "Cookie");
    const std::string_view secret = token.value_or(cookies.value_or(std::string_view{}));
    const std::string_view shop = http::path_value(request, "shop");
    http::Share share;
    share.member = secret.empty() ? "at " + request.address
                                  : std::to_string(std::hash<std::string_view>{}(secret));
    share.group =
        shop.empty() || secret.empty() ? "at " + request.address : "shop " + std::string{shop};
    return share;
}

}  // namespace pingli::api
