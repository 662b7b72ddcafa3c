#include "api/share.hpp"

#include "api/credential.hpp"

namespace pingli::api {

http::Share share_of(Askers& askers, const http::Request& request, bool is_secure) {
    const std::string at = "at " + request.address;
    const auto credential = credential_of(request, is_secure);
    const auto account = credential ? askers.account_of(credential->secret) : std::nullopt;
    if (!account) return {.group = at, .member = at};
    const std::string_view shop = http::path_value(request, "shop");
    return {.group = shop.empty() ? at : "shop " + std::string{shop},
            .member = "account " + *account};
}

}  // namespace pingli::api
