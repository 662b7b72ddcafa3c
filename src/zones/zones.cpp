#include "zones/zones.hpp"

#include <date/tz.h>

#include <exception>
#include <utility>
#include <vector>

namespace pingli::zones {

namespace {

using namespace std::chrono_literals;

constexpr Instant kFirst{std::chrono::sys_days{1990y / 1 / 1}};
constexpr Instant kLast{std::chrono::sys_days{2100y / 1 / 1}};

std::vector<Zone::Transition> transitions_of(const date::time_zone& zone) {
    std::vector<Zone::Transition> transitions;
    for (Instant at = kFirst; at < kLast;) {
        const date::sys_info info = zone.get_info(at);
        if (transitions.empty() || transitions.back().offset != info.offset)
            transitions.push_back({.from = at, .offset = info.offset});
        at = info.end;
    }
    return transitions;
}

}  // namespace

Result<Zone> load_zone(std::string_view name) {
    if (name.size() == 6 && (name[0] == '+' || name[0] == '-')) {
        const auto written = parse_time("2000-01-01T00:00" + std::string{name});
        if (written) return Zone::fixed(std::string{name}, *written->offset);
    }
    try {
        const date::time_zone* zone = date::locate_zone(std::string{name});
        return Zone{std::string{name}, transitions_of(*zone)};
    } catch (const std::exception&) {
        return fail(ErrorCode::NotFound,
                    "time zone “" + std::string{name} +
                        "” is not known; expected a name such as Asia/Shanghai or +08:00");
    }
}

}  // namespace pingli::zones
