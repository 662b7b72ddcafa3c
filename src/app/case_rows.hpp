// What the store keeps of a case beside its events: the row of the queue, the text to search, and
// the entries of the ledger.

#pragma once

#include <optional>
#include <string>

#include "app/case_codec.hpp"

namespace pingli::app {

// `year` numbers the case: of its opening, where the shop is.
QueueRow queue_row(const cases::Case& c, int year, const CaseCodec& codec);
// Of an event that enters or reverses points.
std::optional<LedgerEntry> ledger_entry(const cases::Event& event, const CaseCodec& codec);

}  // namespace pingli::app
