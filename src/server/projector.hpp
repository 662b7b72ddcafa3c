// From the events of a case to its rows, for a rebuild and for an audit: the desk's own way, with
// no rules to decide by.

#pragma once

#include "app/case_desk.hpp"
#include "app/shops.hpp"
#include "codec/case_codec.hpp"

namespace pingli::server {

class Projector {
public:
    // `store` outlives it.
    Projector(app::Store& store, Instant now);
    Projector(const Projector&) = delete;
    Projector& operator=(const Projector&) = delete;

    Result<app::CaseRows> rows(const ShopId& shop, const std::vector<app::StoredEvent>& events,
                               const std::function<void(const cases::Case&)>& seen = {}) {
        return desk_.project(shop, events, seen);
    }

private:
    app::Shops shops_;
    codec::JsonCaseCodec codec_;
    rulebook::Library nothing_to_decide_{{}};
    app::CaseDesk desk_;
};

}  // namespace pingli::server
