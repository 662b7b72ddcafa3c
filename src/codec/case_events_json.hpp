// Events as the store keeps them: {"type":"ClaimOpened","v":1,"at":…,"by":…,…}, the same event
// always in the same bytes but for what the sealer makes of personal text. What was done with a
// review stands in the same form.

#pragma once

#include <string>
#include <string_view>

#include "app/review_deed.hpp"
#include "app/sealer.hpp"
#include "base/result.hpp"
#include "cases/events.hpp"

namespace pingli::codec {

std::string encode_event(const cases::Event& event, app::Sealer& sealer);

// Any version that was ever written. A person whose key is gone leaves an empty text, marked
// erased. Fails with Corrupt when the bytes are no event, or of a later version than this program.
Result<cases::Event> decode_event(std::string_view body, app::Sealer& sealer);

std::string encode_deed(const app::ReviewDeed& deed, app::Sealer& sealer);
Result<app::ReviewDeed> decode_deed(std::string_view body, app::Sealer& sealer);

}  // namespace pingli::codec
