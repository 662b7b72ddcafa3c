#include "notify/delivery.hpp"

#include <array>

namespace pingli::notify {

namespace {

using namespace std::chrono_literals;

// After the first failure, the second …; soon while it may be a restart, rarely when it is not.
constexpr std::array<Duration, kAttemptsMax - 1> kPauses = {30s, 2min, 10min, 30min,
                                                            2h,  6h,   12h,   24h};
constexpr std::uint32_t kJitterPart = 10;

}  // namespace

Verdict judge(int status) {
    if (status >= 200 && status < 300) return Verdict::Delivered;
    if (status == 410) return Verdict::Gone;
    return Verdict::TryAgain;
}

std::optional<Instant> next_attempt_at(unsigned attempts, Instant failed_at, std::uint32_t jitter) {
    if (attempts == 0 || attempts > kPauses.size()) return std::nullopt;
    const Duration pause = kPauses.at(attempts - 1);
    const auto most = static_cast<std::uint32_t>(pause.count() / kJitterPart);
    return failed_at + pause + Duration{jitter % (most + 1)};
}

}  // namespace pingli::notify
