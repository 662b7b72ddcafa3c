// Identifiers that more than one floor speaks of. Our own are UUIDv7 text made at the edge; those
// of platforms stay the strings they are. Compared byte for byte.

#pragma once

#include <string>

#include "base/strong.hpp"

namespace pingli {

using ShopId = Strong<struct ShopIdTag, std::string>;
using CaseId = Strong<struct CaseIdTag, std::string>;
using PersonId = Strong<struct PersonIdTag, std::string>;
using UserId = Strong<struct UserIdTag, std::string>;

}  // namespace pingli
