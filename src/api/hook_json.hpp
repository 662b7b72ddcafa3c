// Web-hooks and their deliveries as the API shows them.

#pragma once

#include <string>
#include <vector>

#include "notify/hook_book.hpp"

namespace pingli::api {

// `secret` is told once; empty: left out.
std::string hook_json(const notify::RegisteredHook& hook, const std::string& secret);
std::string hooks_json(const std::vector<notify::RegisteredHook>& hooks);
std::string delivery_json(const notify::Delivery& delivery);
std::string deliveries_json(const std::vector<notify::Delivery>& deliveries);

}  // namespace pingli::api
