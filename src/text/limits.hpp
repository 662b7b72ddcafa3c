// How much the engine reads of what one person wrote. What lies beyond is not read, and the answer
// says so: a reason with the code kUnreadText or kUnreadTurns, at the place where reading ended.

#pragma once

#include <cstddef>
#include <string_view>

namespace pingli::text {

constexpr std::size_t kTextBytesMax = std::size_t{1} << 20U;  // of one review, turn or draft
constexpr std::size_t kConversationBytesMax = std::size_t{2} << 20U;  // of all turns
constexpr std::size_t kTurnsMax = 20'000;  // as many as a chat file holds

constexpr std::string_view kUnreadText = "limit.text";
constexpr std::string_view kUnreadTurns = "limit.turns";

}  // namespace pingli::text
