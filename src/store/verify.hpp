// Walks the chain of a shop and says what is wrong with it and where: what was changed, lost or put
// in another order past the program; and whether the queue has its cases, no more and no fewer. A
// tail that was lost together with its head and its rows shows only against a head that was written
// down elsewhere (a backup, a letter, `expected`).

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
    IndexDiffers,  // the queue lacks the case, or says something else of it than its events do
    // What the walk of a chain does not look for, and an audit does (server/audit.hpp):
    LedgerDiffers,   // points that no event gave, or that are not there
    Unreadable,      // a case whose events cannot be read
    ExhibitDamaged,  // a file of an exhibit is lost, or is not what was handed in
    KeyDiffers,      // a person's key that is not the one that was made, or not lawfully erased
    RecordDiffers,   // an account, shop, token …
    ShelfDiffers,    // a review, or what was done with it
    JournalDiffers,  // the journal itself
};

struct Fault {
    FaultKind kind{};
    std::int64_t position = 0;  // 0 where there is none
    Said what;
};

constexpr std::size_t kFaultsMax = 100;  // further ones are counted

struct Verdict {
    app::Head head;  // of the chain as it was walked
    std::int64_t events = 0;
    std::int64_t cases = 0;
    std::vector<app::ReviewKey> reviews;  // with which something was done
    // What an audit looks at beside the chain (server/audit.hpp).
    std::int64_t files = 0;  // of exhibits, each read once
    std::int64_t rows = 0;   // keys and reviews, held against the journal
    std::vector<Fault> faults;
    std::int64_t further_faults = 0;
    [[nodiscard]] bool is_good() const { return faults.empty(); }
};

// Up to kFaultsMax of them, further ones are counted.
void add_fault(Verdict& verdict, Fault fault);

const char* name_of(FaultKind kind);  // "changed", "lost", ...

// Told after every stretch how many events were walked; false ends the walk.
using WalkedSoFar = std::function<bool(std::int64_t events)>;

// Events that are appended meanwhile do no harm. Unavailable also when `walked` ended it.
Result<Verdict> verify(app::Store& store, const ShopId& shop,
                       const std::optional<app::Head>& expected = std::nullopt,
                       const WalkedSoFar& walked = {});

}  // namespace pingli::store
