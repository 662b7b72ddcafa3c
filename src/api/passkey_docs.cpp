// What is told of passkeys: routes, and what they take and answer. Bytes are base64url.

#include <array>

#include "api/openapi.hpp"
#include "api/openapi_schemas.hpp"

namespace pingli::api {

namespace {

using enum http::Method;

constexpr std::array kDocs = {
    RouteDoc{.method = Post,
             .path = "/api/v1/session/challenges",
             .id = "challengeToLogIn",
             .summary = "What a passkey shall sign to log in; sets a cookie that goes with it.",
             .status = 201,
             .answer = "log_in_challenge",
             .is_open = true},
    RouteDoc{.method = Post,
             .path = "/api/v1/session/passkey",
             .id = "logInWithPasskey",
             .summary = "Log in with a passkey; sets the session's cookie.",
             .answer = "account",
             .body = "passkey_log_in",
             .is_open = true},
    RouteDoc{.method = Get,
             .path = "/api/v1/passkeys",
             .id = "listPasskeys",
             .summary = "One's own passkeys, and the address under which they work.",
             .answer = "passkeys",
             .before_second_factor = BeforeSecondFactor::ToSetUp},
    RouteDoc{.method = Post,
             .path = "/api/v1/passkeys/challenges",
             .id = "challengeToAddPasskey",
             .summary = "What a browser needs to make a passkey.",
             .status = 201,
             .answer = "passkey_challenge",
             .needs_recent_log_in = true,
             .before_second_factor = BeforeSecondFactor::ToSetUp},
    RouteDoc{.method = Post,
             .path = "/api/v1/passkeys",
             .id = "addPasskey",
             .summary = "Add a passkey that the browser made; other sessions end.",
             .status = 201,
             .answer = "passkey",
             .body = "new_passkey",
             .needs_recent_log_in = true,
             .before_second_factor = BeforeSecondFactor::ToSetUp},
    RouteDoc{.method = Patch,
             .path = "/api/v1/passkeys/{passkey}",
             .id = "renamePasskey",
             .summary = "Give a passkey another name.",
             .answer = "passkey",
             .body = "passkey_name"},
    RouteDoc{.method = Delete,
             .path = "/api/v1/passkeys/{passkey}",
             .id = "removePasskey",
             .summary = "Log in with this passkey no more; other sessions end.",
             .status = 204,
             .needs_recent_log_in = true},
};

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by its columns
constexpr std::array kSchemas = {
    Schema{"log_in_challenge", "challenge:text rp_id:text"},
    Schema{"passkey_log_in",
           "credential:text<=1364 user_handle:text<=86 client_data:text<=5462 "
           "authenticator_data:text<=2731 signature:text<=683"},
    Schema{"passkey", "id:text name:text credential:text made_at:time used_at?:time"},
    // origin: null where the server has no name that passkeys could be made for.
    Schema{"passkeys", "passkeys:passkey[] origin:text|null"},
    Schema{"passkey_challenge",
           "challenge:text rp_id:text rp_name:text user_handle:text login:text name:text "
           "algorithms:whole[] known:text[]"},
    Schema{"new_passkey", "name:text<=200 client_data:text<=5462 authenticator_data:text<=2731"},
    Schema{"passkey_name", "name:text<=200"},
};
// NOLINTEND(modernize-use-designated-initializers)

}  // namespace

std::span<const RouteDoc> passkey_docs() {
    return kDocs;
}

std::span<const Schema> passkey_schemas() {
    return kSchemas;
}

}  // namespace pingli::api
