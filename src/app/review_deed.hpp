// What was done with a review, as an event of the review's stream on the shop's chain
// (app/stream.hpp). The shelf's mark follows from them (reviews/deeds.hpp).

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "cases/types.hpp"

namespace pingli::app {

enum class DeedKind : std::uint8_t {
    Reported,
    Answered,
    Left,
    TakenUp,
    Undone,       // the last deed, by who did it, at once
    BroughtOver,  // what the shelf knew of deeds from before they were events
};

}  // namespace pingli::app

namespace pingli::cases {
template <>
inline constexpr auto kNamesOf<app::DeedKind> =
    std::to_array<std::string_view>({"ReviewReported", "ReviewAnswered", "ReviewLeft",
                                     "ReviewTakenUp", "ReviewUndone", "DeedsBroughtOver"});
static_assert(is_named_up_to(app::DeedKind::BroughtOver));
}  // namespace pingli::cases

namespace pingli::app {

struct EarlierDeed {
    DeedKind kind{};
    Instant at;
    UserId by;
    cases::Personal text;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("type", s.kind);
        v("at", s.at);
        v("by", s.by);
        v.maybe("text", s.text);
    }
    friend bool operator==(const EarlierDeed&, const EarlierDeed&) = default;
};

struct ReviewDeed {
    DeedKind kind{};
    Instant at{};
    cases::Actor by{};
    CaseId case_id{};        // of its report; empty: as before
    cases::Personal text{};  // the answer, the reason; under the key of the review's person
    // Brought over: how it stood, and what was done, as far as it could be read.
    std::string state{};
    std::optional<Instant> since{};
    UserId since_by{};
    std::vector<EarlierDeed> earlier{};
    // Its kind, time and actor stand in the envelope that events have (codec/case_events_json.cpp).
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.maybe("case_id", s.case_id);
        v.maybe("text", s.text);
        v.maybe("state", s.state);
        v.maybe("since", s.since);
        v.maybe("since_by", s.since_by);
        v.maybe("earlier", s.earlier);
    }
    friend bool operator==(const ReviewDeed&, const ReviewDeed&) = default;
};

}  // namespace pingli::app
