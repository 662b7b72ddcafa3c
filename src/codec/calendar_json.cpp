#include "codec/calendar_json.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "codec/limits.hpp"
#include "codec/nesting.hpp"

namespace pingli::codec {

namespace {

using nlohmann::json;

constexpr std::size_t kFoundMax = 40;  // Bytes of a wrong value shown in a problem.

std::string shown(const json& value) {
    if (value.is_object()) return "an object";
    if (value.is_array()) return "an array";
    std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
    if (text.size() <= kFoundMax) return text;
    std::size_t end = kFoundMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "…";
}

class Reader {
public:
    Reader(const std::string& file, Problems& problems) : file_(file), problems_(problems) {}

    void report(const std::string& field, std::string found, std::string expected) {
        problems_.push_back({.file = file_,
                             .line = 0,
                             .column = 0,
                             .field = field,
                             .found = std::move(found),
                             .expected = std::move(expected)});
    }

    // `value` is an object with these keys and no other; reports what is not so.
    bool is_object(const json& value, const std::string& path,
                   std::initializer_list<const char*> keys) {
        if (!value.is_object()) {
            report(path, shown(value), "an object");
            return false;
        }
        bool complete = true;
        for (const char* key : keys) {
            if (value.contains(key)) continue;
            report(join(path, key), "nothing", "this key");
            complete = false;
        }
        for (const auto& [key, ignored] : value.items())
            if (std::ranges::find(keys, key) == keys.end())
                report(join(path, key), "an unknown key", "only " + listed(keys));
        return complete;
    }

    bool is_array(const json& value, const std::string& path) {
        if (value.is_array()) return true;
        report(path, shown(value), "an array");
        return false;
    }

    std::string text(const json& object, const char* key, const std::string& path) {
        const json& value = object.at(key);
        if (value.is_string() && !value.get_ref<const std::string&>().empty())
            return value.get<std::string>();
        report(join(path, key), shown(value), "a text that is not empty");
        return {};
    }

    static std::string join(const std::string& path, std::string_view key) {
        return path.empty() ? std::string{key} : path + "." + std::string{key};
    }

private:
    static std::string listed(std::initializer_list<const char*> keys) {
        std::string all;
        for (const char* key : keys) all += (all.empty() ? "" : ", ") + std::string{key};
        return all;
    }

    const std::string& file_;
    Problems& problems_;
};

std::string at(const std::string& path, std::size_t index) {
    return path + "[" + std::to_string(index) + "]";
}

struct Draft {
    std::map<std::string, Bilingual> holidays;
    std::map<LocalDate, std::string> seen;  // date, and where it was given first
    std::vector<calendar::SpecialDay> days;
    std::vector<int> years;
};

void read_holidays(Reader& reader, const json& list, Draft& draft) {
    if (!reader.is_array(list, "holidays")) return;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string path = at("holidays", i);
        if (!reader.is_object(list[i], path, {"zh", "en"})) continue;
        Bilingual name{.zh = reader.text(list[i], "zh", path),
                       .en = reader.text(list[i], "en", path)};
        const std::string key = name.zh;
        if (!draft.holidays.emplace(key, std::move(name)).second)
            reader.report(path + ".zh", key, "a name that is given once");
    }
}

void read_day(Reader& reader, const json& value, const std::string& path, const std::string& url,
              Draft& draft) {
    if (!reader.is_object(value, path, {"date", "works", "name"})) return;
    const std::string written = reader.text(value, "date", path);
    const auto date = parse_date(written);
    if (!date) {
        if (!written.empty()) reader.report(path + ".date", written, "a date yyyy-MM-dd");
        return;
    }
    const auto [first, is_new] = draft.seen.emplace(*date, path);
    if (!is_new)
        reader.report(path + ".date", written, "a date not given before, see " + first->second);
    if (!value["works"].is_boolean())
        reader.report(path + ".works", shown(value["works"]), "true or false");
    const std::string name = reader.text(value, "name", path);
    const auto holiday = draft.holidays.find(name);
    if (holiday == draft.holidays.end()) {
        if (!name.empty()) reader.report(path + ".name", name, "one of the names in holidays");
        return;
    }
    draft.days.push_back(
        {.date = *date, .is_off = value["works"] == false, .name = holiday->second, .notice = url});
}

void read_notice(Reader& reader, const json& value, const std::string& path, Draft& draft) {
    if (!reader.is_object(value, path, {"url", "days"})) return;
    const std::string url = reader.text(value, "url", path);
    if (!url.empty() && !url.starts_with("https://") && !url.starts_with("http://"))
        reader.report(path + ".url", url, "an address that begins with https:// or http://");
    const json& days = value["days"];
    if (!reader.is_array(days, path + ".days")) return;
    for (std::size_t i = 0; i < days.size(); ++i)
        read_day(reader, days[i], at(path + ".days", i), url, draft);
}

void read_years(Reader& reader, const json& list, Draft& draft) {
    if (!reader.is_array(list, "years")) return;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string path = at("years", i);
        if (!reader.is_object(list[i], path, {"year", "notices"})) continue;
        const json& year = list[i]["year"];
        const bool in_range =
            year.is_number_integer() && year >= calendar::kYearMin && year <= calendar::kYearMax;
        if (!in_range)
            reader.report(path + ".year", shown(year), "a year");
        else if (!draft.years.empty() && year != draft.years.back() + 1)
            reader.report(path + ".year", shown(year), std::to_string(draft.years.back() + 1));
        else
            draft.years.push_back(year.get<int>());
        const json& notices = list[i]["notices"];
        if (!reader.is_array(notices, path + ".notices")) continue;
        if (notices.empty()) reader.report(path + ".notices", "none", "at least one notice");
        for (std::size_t n = 0; n < notices.size(); ++n)
            read_notice(reader, notices[n], at(path + ".notices", n), draft);
    }
    if (list.empty()) reader.report("years", "none", "at least one published year");
}

std::pair<std::uint64_t, std::uint32_t> line_and_column(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte == 0 ? 0 : byte - 1, text.size()));
    const auto lines = std::ranges::count(before, '\n');
    const std::string_view line = before.substr(before.rfind('\n') + 1);  // npos + 1 is 0
    const auto starts = std::ranges::count_if(
        line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return {static_cast<std::uint64_t>(lines) + 1, static_cast<std::uint32_t>(starts) + 1};
}

// nlohmann keeps the last of two equal keys in silence; they are noticed while it parses.
json parse_noting_doubles(std::string_view text, Reader& reader) {
    std::vector<std::set<std::string>> open;
    return json::parse(text, [&](int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start) open.emplace_back();
        if (event == json::parse_event_t::object_end) open.pop_back();
        if (event == json::parse_event_t::key &&
            !open.back().insert(parsed.get<std::string>()).second)
            reader.report(parsed.get<std::string>(), "the key twice in one object", "it once");
        return true;
    });
}

}  // namespace

std::expected<calendar::Calendar, Problems> parse_calendar(std::string_view json_text,
                                                           const std::string& file) {
    Problems problems;
    Reader reader{file, problems};
    json document;
    if (!is_within(json_text, {.depth_max = kJsonBodyDepthMax}))
        return std::unexpected{Problems{{.file = file,
                                         .line = 0,
                                         .column = 0,
                                         .field = {},
                                         .found = {},
                                         .expected = std::string{"JSON at most 32 deep"}}}};
    try {
        document = parse_noting_doubles(json_text, reader);
    } catch (const json::parse_error& error) {
        const auto [line, column] = line_and_column(json_text, error.byte);
        return std::unexpected{Problems{{.file = file,
                                         .line = line,
                                         .column = column,
                                         .field = {},
                                         .found = {},
                                         .expected = std::string{"valid JSON in UTF-8"}}}};
    } catch (const json::exception&) {  // A number that no double holds.
        return std::unexpected{Problems{{.file = file,
                                         .line = 0,
                                         .column = 0,
                                         .field = {},
                                         .found = std::string{"a number out of range"},
                                         .expected = std::string{"numbers of usual size"}}}};
    }
    if (!reader.is_object(document, "", {"id", "name", "source", "holidays", "years"}))
        return std::unexpected{std::move(problems)};
    Draft draft;
    const std::string id = reader.text(document, "id", "");
    reader.text(document, "source", "");
    if (reader.is_object(document["name"], "name", {"zh", "en"})) {
        reader.text(document["name"], "zh", "name");
        reader.text(document["name"], "en", "name");
    }
    read_holidays(reader, document["holidays"], draft);
    read_years(reader, document["years"], draft);
    if (!problems.empty()) return std::unexpected{std::move(problems)};
    auto made = calendar::Calendar::create(id, std::move(draft.days), std::move(draft.years));
    if (made) return std::move(*made);
    reader.report("years", made.error().context, "days within the published years");
    return std::unexpected{std::move(problems)};
}

}  // namespace pingli::codec
