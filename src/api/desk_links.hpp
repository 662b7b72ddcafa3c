// Addresses of the desk as people are told them: in calendars, to other programs, on a terminal.
// The desk's own table of them stands in web/src/app.tsx.

#pragma once

#include <string>
#include <string_view>

#include "base/ids.hpp"

namespace pingli::api {

std::string case_link(std::string_view base_url, const ShopId& shop, const CaseId& case_id);

// Behind "#", which browsers send to no server: with it one sets a password, once.
std::string secret_link(std::string_view base_url, std::string_view secret);

}  // namespace pingli::api
