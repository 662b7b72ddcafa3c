// "SHOP POSITION HASH": how heads of chains are printed, kept in backups and expected.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/event_store.hpp"

namespace pingli::app {

std::string to_line(const Head& head);
std::optional<Head> parse_head(std::string_view line);

}  // namespace pingli::app
