// Calendars and the questions asked of them: no input may crash the loader, and a calendar that it
// accepts must answer for any date.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "calendar/deadline.hpp"
#include "codec/calendar_json.hpp"

namespace {

using std::chrono::days;

void ask(const pingli::calendar::Calendar& calendar) {
    const pingli::Zone zone = pingli::Zone::fixed("+08:00", std::chrono::hours{8});
    const pingli::LocalDate first{std::chrono::year{calendar.published().front()} / 1 / 1};
    for (int after = -40; after < 400; after += 11) {
        const pingli::calendar::Request request{
            .from = zone.to_instant(first + days{after}),
            .period = {.amount = 7, .unit = pingli::calendar::Unit::WorkingDays},
            .ends = pingli::calendar::Ends::EndOfDay,
            .pauses = {}};
        const auto answer = find_due(calendar, zone, request);
        PINGLI_ASSERT(answer.due > request.from);
        PINGLI_ASSERT(explain_due(calendar, zone, request).days.back().number == 7);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes.
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    static_cast<void>(pingli::calendar::parse_period(text));
    static_cast<void>(pingli::parse_time(text));
    const auto calendar = pingli::codec::parse_calendar(text, "fuzz.json");
    if (calendar) ask(*calendar);
    return 0;
}
