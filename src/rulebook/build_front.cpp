// The front matter of a rulebook.

#include <algorithm>
#include <array>

#include "rulebook/builder.hpp"

namespace pingli::rulebook {

namespace {

constexpr std::array<std::string_view, 12> kKeys{"format", "id",        "version",    "authority",
                                                 "title",  "published", "holds_from", "judged_at",
                                                 "zone",   "calendar",  "checked",    "confirm"};
constexpr std::string_view kUntil = "holds_until";
constexpr std::string_view kFormat = "pingli-rulebook/1";

using Values = std::vector<std::pair<std::string, const Written*>>;

const Written* find(const Values& values, std::string_view key) {
    const auto at = std::ranges::find(values, key, &Values::value_type::first);
    return at == values.end() ? nullptr : at->second;
}

// Letters, digits, '-', '_' and '.', beginning with a letter or digit: safe as a file's name.
bool is_file_name(std::string_view text) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return !text.empty() && text.size() <= kNameBytesMax && is_plain(text.front()) &&
           std::ranges::all_of(
               text, [&](char c) { return is_plain(c) || c == '-' || c == '_' || c == '.'; });
}

}  // namespace

void Builder::read_front_matter() {
    Values values;
    for (const WrittenItem& item : source_.front_matter) {
        const bool known =
            std::ranges::find(kKeys, item.key.text) != kKeys.end() || item.key.text == kUntil;
        if (!known) {
            report(item.key, "front matter",
                   "format, id, version, authority, title, published, holds_from, holds_until, "
                   "judged_at, zone, calendar, checked or confirm");
        } else if (find(values, item.key.text) != nullptr) {
            report(item.key, "front matter", "this key only once");
        } else if (item.value.text.empty()) {
            report(item.key, "front matter", "a value after “key: ”");
        } else {
            values.emplace_back(item.key.text, &item.value);
        }
    }
    for (const std::string_view key : kKeys)
        if (find(values, key) == nullptr)
            report_line(1, "front matter", "", "a line “" + std::string{key} + ": …”");
    read_front_names(values);
    read_front_dates(values);
}

void Builder::read_front_names(const Values& values) {
    if (const Written* format = find(values, "format"); format && format->text != kFormat)
        report(*format, "format", kFormat);
    for (auto [key, place] : {std::pair{"id", &book_.id}, std::pair{"version", &book_.version}}) {
        const Written* value = find(values, key);
        if (value == nullptr) continue;
        if (!is_file_name(value->text))
            report(*value, key, "letters, digits, “-”, “_” and “.” only");
        *place = value->text;
    }
    if (const Written* value = find(values, "authority")) book_.authority = value->text;
    if (const Written* value = find(values, "title")) {
        const auto title = parse_bilingual(value->text);
        if (!title) report(*value, "title", "中文 / English");
        book_.title = title.value_or(Bilingual{});
    }
    if (const Written* value = find(values, "zone")) {
        auto zone = resources_.load_zone(value->text);
        if (zone)
            book_.zone = std::move(*zone);
        else
            report(*value, "zone", "a known time zone, such as Asia/Shanghai or +08:00");
    }
    if (const Written* value = find(values, "calendar")) {
        auto calendar = resources_.load_calendar(value->text);
        if (calendar)
            book_.calendar = std::move(*calendar);
        else
            report(*value, "calendar", "the id of a calendar in calendars/, such as cn");
    }
    if (const Written* value = find(values, "confirm")) {
        if (value->text != "yes" && value->text != "no") report(*value, "confirm", "yes or no");
        book_.confirm = value->text == "yes";
    }
}

LocalDate Builder::read_date(const Written& value, std::string_view key) {
    const auto date = parse_date(value.text);
    if (!date) report(value, key, "a date yyyy-MM-dd that exists");
    return date.value_or(LocalDate{});
}

void Builder::read_front_dates(const Values& values) {
    if (const Written* value = find(values, "published"))
        book_.published = read_date(*value, "published");
    if (const Written* value = find(values, "checked"))
        book_.checked = read_date(*value, "checked");
    if (const Written* value = find(values, "holds_from"))
        book_.holds_from = read_date(*value, "holds_from");
    if (const Written* value = find(values, kUntil)) {
        book_.holds_until = read_date(*value, kUntil);
        if (*book_.holds_until < book_.holds_from)
            report(*value, kUntil, "a day not before holds_from");
    }
}

// Called when the facts are known.
void Builder::find_judged_at() {
    const auto item = std::ranges::find_if(source_.front_matter, [](const WrittenItem& entry) {
        return entry.key.text == "judged_at";
    });
    if (item == source_.front_matter.end()) return;
    const auto fact = book_.find_fact(item->value.text);
    const bool suits =
        fact && book_.facts[*fact].kind == FactKind::Input &&
        (book_.facts[*fact].type() == Type::Moment || book_.facts[*fact].type() == Type::Date);
    if (!suits) {
        report(item->value, "judged_at", "the name of a moment or date under ## Facts");
        return;
    }
    book_.judged_at = *fact;
}

}  // namespace pingli::rulebook
