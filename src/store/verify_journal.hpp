// Walks the journal and compares it with the rows that it covers, both ways: which were changed,
// lost, put in or exchanged past the program.

#pragma once

#include "app/event_store.hpp"
#include "store/journal.hpp"
#include "store/verify.hpp"

namespace pingli::store {

struct JournalAudit {
    app::Head head;  // of no shop
    std::int64_t rows = 0;
    std::vector<Fault> faults;
};

struct JournalAsked {
    std::optional<ShopId> only;            // of one shop; else of all, and records
    std::optional<std::int64_t> position;  // where the journal once was, with this hash
    app::Hash hash{};
    std::function<bool()> goes_on;
};

// Memory grows by some sixty bytes a row. What is written meanwhile does no harm.
Result<JournalAudit> verify_journal(app::Store& store, const JournalAsked& asked);

}  // namespace pingli::store
