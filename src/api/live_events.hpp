// What the stream of a shop tells: one row an event, with its name and the schema of what it
// carries. From these rows come what is published, the description of the API and what the desk
// listens for.

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace pingli::api {

enum class LiveEvent : std::uint8_t {
    CaseChanged,
    ImportProgress,
    ReviewsChanged,
    PresenceChanged,
};

struct LiveEventRow {
    LiveEvent event;
    std::string_view name;
    std::string_view fields;  // as in Schema (openapi_schemas.hpp)
};

inline constexpr std::array kLiveEvents = {
    LiveEventRow{.event = LiveEvent::CaseChanged,
                 .name = "case_changed",
                 .fields = "case_id:text version:whole position:whole"},
    LiveEventRow{.event = LiveEvent::ImportProgress,
                 .name = "import_progress",
                 .fields = "id:text state:import_state progress:import_progress findings:whole "
                           "problems:whole"},
    // Without fields: an import put some there.
    LiveEventRow{.event = LiveEvent::ReviewsChanged,
                 .name = "reviews_changed",
                 .fields = "kind?:text id?:text state?:review_state"},
    // Who shows an incident asks anew who else does (api/presence.hpp).
    LiveEventRow{
        .event = LiveEvent::PresenceChanged, .name = "presence_changed", .fields = "user:text"},
};

constexpr std::string_view name_of(LiveEvent event) {
    return kLiveEvents.at(static_cast<std::size_t>(event)).name;
}

static_assert([] {
    for (std::size_t i = 0; i < kLiveEvents.size(); ++i)
        if (kLiveEvents.at(i).event != static_cast<LiveEvent>(i)) return false;
    return true;
}());

}  // namespace pingli::api
