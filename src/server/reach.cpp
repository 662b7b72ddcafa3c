#include "server/reach.hpp"

namespace pingli::server {

bool is_loopback(std::string_view address) {
    return address.starts_with("127.") || address == "::1";
}

bool is_reached_by_others(const ServeOptions& options) {
    return !is_loopback(options.address) || options.tls || options.behind_tls ||
           !options.trusted_proxies.empty();
}

}  // namespace pingli::server
