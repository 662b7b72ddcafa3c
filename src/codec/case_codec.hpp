// The desk's codec: events as JSON (case_events_json.hpp), list entries for queues.

#pragma once

#include "app/case_codec.hpp"

namespace pingli::codec {

class JsonCaseCodec final : public app::CaseCodec {
public:
    [[nodiscard]] app::NewEvent encode(const cases::Event& event,
                                       app::Sealer& sealer) const override;
    [[nodiscard]] Result<cases::Event> decode(const std::string& body,
                                              app::Sealer& sealer) const override;
    [[nodiscard]] std::string list_entry(const views::QueueRow& row) const override;
    [[nodiscard]] std::string ledger_detail(const cases::PointsEntry& entry) const override;
};

}  // namespace pingli::codec
