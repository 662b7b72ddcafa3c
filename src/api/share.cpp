#include "api/share.hpp"

#include "api/credential.hpp"

namespace pingli::api {

http::Share share_of(Askers& askers, const http::Request& request, bool is_secure) {
    const std::string at = "at " + request.address;
    const auto credential = credential_of(request, is_secure);
    const std::string_view shop = http::path_value(request, "shop");
    const auto asker = credential ? askers.find(credential->secret, shop) : std::nullopt;
    if (!asker) return {.group = at, .member = at};
    return {.group = asker->is_of_shop ? "shop " + std::string{shop} : at,
            .member = "account " + asker->account};
}

}  // namespace pingli::api
