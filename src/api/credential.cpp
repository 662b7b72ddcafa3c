#include "api/credential.hpp"

#include "accounts/session.hpp"

namespace pingli::api {

std::optional<Credential> credential_of(const http::Request& request, bool is_secure) {
    constexpr std::string_view kBearer = "Bearer ";
    if (const auto field = http::find(request.fields, "Authorization")) {
        if (!field->starts_with(kBearer)) return std::nullopt;
        return Credential{.is_token = true, .secret = field->substr(kBearer.size())};
    }
    const auto cookie = http::cookie(request, accounts::cookie_name(is_secure));
    if (!cookie) return std::nullopt;
    return Credential{.is_token = false, .secret = *cookie};
}

}  // namespace pingli::api
