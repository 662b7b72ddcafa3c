// Sending a web-hook: what an answer means and when to try again. Pure.

#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"

namespace pingli::notify {

enum class Verdict : std::uint8_t {
    Delivered,
    TryAgain,
    Gone,  // the receiver says that it wants no more (410)
};
// `status` of the answer; 0 = there was none. Redirections are not followed.
Verdict judge(int status);

constexpr unsigned kAttemptsMax = 9;  // over about two days
// When to try again after `attempts` failures (1 = the first has failed); nothing = never again.
// `jitter` is any random number: it adds up to a tenth, so that a receiver that comes back is not
// run over.
std::optional<Instant> next_attempt_at(unsigned attempts, Instant failed_at, std::uint32_t jitter);

}  // namespace pingli::notify
