// What a browser says of itself, short enough to be recognised: "Firefox, Windows". Pure.

#pragma once

#include <string>
#include <string_view>

namespace pingli::api {

// Only names that we know; empty when there is none.
std::string browser_words(std::string_view user_agent);

}  // namespace pingli::api
