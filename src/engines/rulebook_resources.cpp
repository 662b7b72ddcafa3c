#include "engines/rulebook_resources.hpp"

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "codec/calendar_json.hpp"
#include "engines/data_file.hpp"
#include "zones/zones.hpp"

namespace pingli::engines {

namespace fs = std::filesystem;

namespace {

using CalendarPtr = std::shared_ptr<const calendar::Calendar>;

Result<CalendarPtr> read_calendar(const fs::path& data_root, const std::string& id) {
    if (id.contains('/') || id.starts_with('.'))
        return fail(ErrorCode::NotFound, "calendar “" + id + "” is not known");
    const fs::path path = data_root / "calendars" / (id + ".json");
    const std::string bytes = TRY(read_file(path, codec::kCalendarBytesMax));
    auto calendar = codec::parse_calendar(bytes, path.string());
    if (!calendar) return fail(ErrorCode::Invalid, to_text(calendar.error().front()));
    return std::make_shared<const calendar::Calendar>(std::move(*calendar));
}

}  // namespace

rulebook::Resources rulebook_resources(const fs::path& data_root) {
    struct Cache {
        std::mutex mutex;
        std::map<std::string, CalendarPtr> calendars;
    };
    return {.load_zone = [](std::string_view name) { return zones::load_zone(name); },
            .load_calendar = [cache = std::make_shared<Cache>(),
                              data_root](std::string_view name) -> Result<CalendarPtr> {
                const std::string id{name};
                const std::lock_guard lock{cache->mutex};
                const auto known = cache->calendars.find(id);
                if (known != cache->calendars.end()) return known->second;
                CalendarPtr calendar = TRY(read_calendar(data_root, id));
                cache->calendars.emplace(id, calendar);
                return calendar;
            }};
}

}  // namespace pingli::engines
