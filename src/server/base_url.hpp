// How people reach the server: as the operator says, else from where it listens. It is kept in the
// data folder, so that the verbs at the terminal make links that lead there.

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace pingli::server {

// Without the slash at its end. Nothing unless it is http:// or https://, a host, and maybe a port.
std::optional<std::string> normal_base_url(std::string_view text);

// An address that a browser on this machine takes: "0.0.0.0" is every address and none to go to.
std::string own_url(bool is_secure, std::string_view address, std::uint16_t port);

Result<void> keep_base_url(const std::filesystem::path& data, const std::string& url);
// Nothing: no server has run there, or what stands there is none.
std::optional<std::string> kept_base_url(const std::filesystem::path& data);

}  // namespace pingli::server
