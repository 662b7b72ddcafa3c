// Who can reach the server.

#pragma once

#include <string_view>

#include "server/serve.hpp"

namespace pingli::server {

// An address that only this machine has.
bool is_loopback(std::string_view address);
// More than who sits at this machine.
bool is_reached_by_others(const ServeOptions& options);
// Invalid: passwords would go over the network for all to read, and it was not said that they may.
Result<void> check_secrecy(const ServeOptions& options);

}  // namespace pingli::server
