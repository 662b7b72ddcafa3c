// Walks the chain of a shop and says what is wrong with it and where: what was changed, lost or put
// in another order past the program. A tail that was lost together with its head shows only against
// a head that was written down elsewhere (a backup, a letter, `expected`).

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/event_store.hpp"

namespace pingli::store {

enum class FaultKind : std::uint8_t {
    Changed,       // the event, or the one before it, does not give its hash
    Lost,          // positions are missing
    OutOfOrder,    // a case's versions do not follow each other
    LostTail,      // the chain ends before its head, or before the expected head
    HeadDiffers,   // the stored head is not the chain's last event
    NotExpected,   // the event at the expected head's position has another hash
    IndexDiffers,  // the queue lacks the case, or has it at another version
};

struct Fault {
    FaultKind kind{};
    std::int64_t position = 0;  // 0 where there is none
    std::string what;           // for people
};

constexpr std::size_t kFaultsMax = 100;  // further ones are counted

struct Verdict {
    app::Head head;  // of the chain as it was walked
    std::int64_t events = 0;
    std::int64_t cases = 0;
    std::vector<Fault> faults;
    std::int64_t further_faults = 0;
    [[nodiscard]] bool is_good() const { return faults.empty(); }
};

const char* name_of(FaultKind kind);  // "changed", "lost", ...

// Told after every stretch how many events were walked; false ends the walk.
using WalkedSoFar = std::function<bool(std::int64_t events)>;

// Events that are appended meanwhile do no harm. Unavailable also when `walked` ended it.
Result<Verdict> verify(app::Store& store, const ShopId& shop,
                       const std::optional<app::Head>& expected = std::nullopt,
                       const WalkedSoFar& walked = {});

}  // namespace pingli::store
