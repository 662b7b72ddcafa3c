// Walks the journal and compares it with the rows that it covers, both ways: which were changed,
// lost, put in or exchanged past the program.

#pragma once

#include <unordered_map>

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

// What the journal says of each row, to tell good ones from others row by row.
class KnownRows {
public:
    // Of a store whose journal cannot be read, or has nothing in it, every row is taken for good.
    static KnownRows of(app::Store& store);
    [[nodiscard]] bool has(const JournalRow& row) const;

private:
    std::unordered_map<std::uint64_t, app::Hash> latest_;
    bool is_whole_ = false;
};

}  // namespace pingli::store
