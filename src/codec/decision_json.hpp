// A decision as JSON (docs/rulebook-format.md, part 7): one line, keys in a fixed order.
//
// Beyond the keys of part 7, and only where there is something to say: "near_miss" (the nearest row
// with other results and what it lacked), "provisional" (deadlines that rest on no published
// notice), "confirm_note" beside a decision whose "confirm" is true.

#pragma once

#include <string>

#include "rulebook/decide.hpp"

namespace pingli::codec {

std::string to_json(const rulebook::Decision& decision);

}  // namespace pingli::codec
