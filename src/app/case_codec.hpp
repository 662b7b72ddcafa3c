// The bytes of events, and what a queue shows of a case. A port: only codec/ knows the format.

#pragma once

#include <string>

#include "app/event_store.hpp"
#include "app/sealer.hpp"
#include "cases/case.hpp"
#include "views/queue.hpp"

namespace pingli::app {

class CaseCodec {
public:
    virtual ~CaseCodec() = default;
    // The same event gives the same bytes but for what `sealer` encrypts.
    [[nodiscard]] virtual NewEvent encode(const cases::Event& event, Sealer& sealer) const = 0;
    // Any version that was ever written. Corrupt when the bytes are not an event.
    [[nodiscard]] virtual Result<cases::Event> decode(const std::string& body,
                                                      Sealer& sealer) const = 0;
    // JSON for a queue: no personal text.
    [[nodiscard]] virtual std::string list_entry(const views::QueueRow& row) const = 0;
    [[nodiscard]] virtual std::string ledger_detail(const cases::PointsEntry& entry) const = 0;
};

}  // namespace pingli::app
