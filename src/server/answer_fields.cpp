#include "server/answer_fields.hpp"

namespace pingli::server {

// What a page of the desk may load and do. No host but ours, no script that is not in a file, and
// no frame: a PDF is drawn by the page (security finding 37).
http::Fields page_fields() {
    return {{.name = "Content-Security-Policy",
             .value = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' "
                      "data: blob:; media-src 'self'; font-src 'self'; connect-src 'self'; "
                      "manifest-src 'self'; "
                      "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"}};
}

http::Fields common_fields() {
    return {{.name = "X-Content-Type-Options", .value = "nosniff"},
            {.name = "Referrer-Policy", .value = "no-referrer"},
            {.name = "X-Frame-Options", .value = "DENY"},
            {.name = "Cross-Origin-Opener-Policy", .value = "same-origin"},
            {.name = "Cross-Origin-Resource-Policy", .value = "same-origin"},
            {.name = "Permissions-Policy",
             .value = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
            {.name = "Content-Security-Policy",
             .value = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"},
            // Files of the desk say otherwise; no answer of the API is kept, refusals neither.
            {.name = "Cache-Control", .value = "no-store"}};
}

http::Fields secure_fields() {
    return {{.name = "Strict-Transport-Security", .value = "max-age=31536000; includeSubDomains"}};
}

}  // namespace pingli::server
