#include "cli/calendars.hpp"

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include "codec/calendar_json.hpp"

namespace pingli::cli {

namespace fs = std::filesystem;

namespace {

std::string known_calendars(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code failed;
    for (const fs::directory_entry& entry : fs::directory_iterator{folder, failed})
        if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
    std::ranges::sort(names);
    std::string listed;
    for (const std::string& name : names) listed += (listed.empty() ? "" : ", ") + name;
    return listed.empty() ? "no calendar is installed" : "expected one of: " + listed;
}

Result<fs::path> find_calendar(const Context& context, const std::string& name) {
    if (name.contains('/') || name.ends_with(".json")) return fs::path{name};
    const fs::path folder = TRY(find_data_root(context)) / "calendars";
    fs::path file = folder / (name + ".json");
    std::error_code failed;
    if (!name.empty() && fs::is_regular_file(file, failed)) return file;
    return fail(ErrorCode::NotFound, "--calendar “" + name + "” is not known; " +
                                         known_calendars(folder) + ", or the path of a file");
}

}  // namespace

std::optional<calendar::Calendar> load_calendar(Context& context, const std::string& name) {
    const auto path = find_calendar(context, name);
    if (!path) {
        report(context, path.error());
        return std::nullopt;
    }
    const auto bytes = read_file(*path, codec::kCalendarBytesMax);
    if (!bytes) {
        report(context, bytes.error());
        return std::nullopt;
    }
    auto calendar = codec::parse_calendar(*bytes, path->string());
    if (calendar) return std::move(*calendar);
    report(context, calendar.error());
    return std::nullopt;
}

}  // namespace pingli::cli
