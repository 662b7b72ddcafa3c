// What a rebuild makes of a case's events before it is written: the part that is the same in every
// store, and needs no writer.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/event_store.hpp"
#include "store/grams.hpp"
#include "store/tables.hpp"

namespace pingli::store {

struct RebuiltCase {
    CaseId case_id;
    CaseFacts facts;
    app::CaseRows rows;
    std::string folded;  // what is searched; empty: nothing
    std::string tokens;  // of that, as the store's index takes them
    std::string quads;   // quad_text() of it
};
using RebuiltCases = std::vector<RebuiltCase>;
// As rows of their tables.
CaseLineRef line_of(const RebuiltCase& made);
std::vector<LedgerStoredRef> ledger_of(const RebuiltCase& made);

constexpr std::size_t kRebuiltAtOnce = 500;

// The cases of one shop in the order in which they began: so they are numbered.
class CaseRebuilder {
public:
    using Tokens = std::string (*)(std::string_view folded);
    CaseRebuilder(const app::Project& project, const Fold& fold, Tokens tokens)
        : project_(project), fold_(fold), tokens_(tokens) {}

    // Corrupt without events.
    Result<RebuiltCase> make(const ShopId& shop, const std::vector<app::StoredEvent>& events);
    [[nodiscard]] std::vector<NumberLine> last_numbers() const;
    [[nodiscard]] std::int64_t events_read() const { return events_read_; }

private:
    const app::Project& project_;
    const Fold& fold_;
    Tokens tokens_;
    std::map<int, std::int64_t> last_numbers_;  // by year
    std::int64_t events_read_ = 0;
};

}  // namespace pingli::store
