#include "server/reach.hpp"

namespace pingli::server {

bool is_loopback(std::string_view address) {
    return address.starts_with("127.") || address == "::1";
}

bool is_reached_by_others(const ServeOptions& options) {
    return !is_loopback(options.address) || options.tls || options.behind_tls ||
           !options.trusted_proxies.empty();
}

Result<void> check_secrecy(const ServeOptions& options) {
    const bool is_covered = options.tls || options.behind_tls || !options.trusted_proxies.empty();
    if (is_loopback(options.address) || is_covered || options.is_plain) return {};
    return fail(ErrorCode::Invalid,
                "--listen " + options.address +
                    ": whoever listens on the network would read passwords; expected --certificate "
                    "and --key, --behind-tls behind a proxy that has them, or --plain-http where "
                    "nobody else listens");
}

}  // namespace pingli::server
