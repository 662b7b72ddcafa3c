// All that is looked at to say that nothing of a shop was changed or lost past the program: its
// chain, the queue, the ledger and what was done with reviews against the chain both ways, every
// file that an exhibit names, byte by byte, and the shop's keys and shelf against the journal.
// Nothing is written.

#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "app/event_store.hpp"
#include "store/verify.hpp"

namespace pingli::server {

struct AuditOptions {
    std::filesystem::path files;  // of exhibits
    bool with_journal = true;     // the shop's keys and its shelf of reviews too
    Instant now;
    // Told how many events were walked, and asked for each case and file that follows whether to
    // go on (with the last number again).
    store::WalkedSoFar walked;
};

// Memory grows by some bytes a case. Unavailable also when `walked` ended it.
Result<store::Verdict> audit(app::Store& store, const ShopId& shop,
                             const std::optional<app::Head>& expected, const AuditOptions& options);

}  // namespace pingli::server
