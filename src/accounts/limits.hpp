// What one account may have. Counted where it is written (counted_list.hpp), so that of many at
// once no more get in.

#pragma once

#include <cstddef>

namespace pingli::accounts {

constexpr std::size_t kSessionsMax = 50;  // one more ends the one that was unused longest
constexpr std::size_t kTokensMax = 100;
constexpr std::size_t kPasskeysMax = 20;
constexpr std::size_t kPlacesMax = 10'000;  // shops
constexpr std::size_t kShopsOwnedMax = 1'000;
// Answers with passkeys, in the five minutes that a challenge is good for.
constexpr std::size_t kSpentChallengesMax = 100;

}  // namespace pingli::accounts
