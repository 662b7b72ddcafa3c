#include "notify/icalendar.hpp"

#include <algorithm>

#include "base/time.hpp"

namespace pingli::notify {

namespace {

constexpr std::size_t kLineOctetsMax = 75;
constexpr Duration kRefresh = std::chrono::minutes{15};

bool is_inside_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

void write_line(std::string& out, std::string_view line) {
    std::size_t room = kLineOctetsMax;
    while (line.size() > room) {
        std::size_t cut = room;
        while (cut > 1 && is_inside_character(line[cut])) --cut;
        out.append(line.substr(0, cut)).append("\r\n ");
        line.remove_prefix(cut);
        room = kLineOctetsMax - 1;  // The space counts.
    }
    out.append(line).append("\r\n");
}

void write(std::string& out, std::string_view name, std::string_view value) {
    write_line(out, std::string{name} + ":" + std::string{value});
}

// TEXT: commas, semicolons and backslashes escaped, line breaks written as \n, no controls.
std::string escape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\' || c == ';' || c == ',') {
            out.append("\\").append(1, c);
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            if (i + 1 == text.size() || text[i + 1] != '\n') out += "\\n";
        } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) {
            out += c;
        } else if (c == '\t') {
            out += ' ';
        }
    }
    return out;
}

// A URI has neither spaces nor controls; what has is left out whole.
bool is_uri(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && c != 0x7F;
    });
}

// "20261003T155959Z"
std::string to_utc(Instant at) {
    std::string text = format_instant(at, Duration{0});  // 2026-10-03T15:59:59…
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text.substr(0, 15) + "Z";
}

std::string to_duration(Duration duration) {
    return "PT" + std::to_string(duration.count()) + "S";
}

void write_entry(std::string& out, const CalendarEntry& entry, Instant now) {
    write(out, "BEGIN", "VEVENT");
    write(out, "UID", escape(entry.uid));
    write(out, "DTSTAMP", to_utc(now));
    write(out, "LAST-MODIFIED", to_utc(entry.changed_at));
    write(out, "SEQUENCE", std::to_string(entry.revision));
    // Without an end, it takes no time: a deadline is a moment.
    write(out, "DTSTART", to_utc(entry.due));
    write(out, "TRANSP", "TRANSPARENT");
    write(out, "STATUS", entry.is_cancelled ? "CANCELLED" : "CONFIRMED");
    write(out, "SUMMARY", escape(entry.title));
    if (!entry.description.empty()) write(out, "DESCRIPTION", escape(entry.description));
    if (is_uri(entry.url)) write(out, "URL", entry.url);
    if (entry.warn_before > Duration{0} && !entry.is_cancelled) {
        write(out, "BEGIN", "VALARM");
        write(out, "ACTION", "DISPLAY");
        write(out, "TRIGGER", "-" + to_duration(entry.warn_before));
        write(out, "DESCRIPTION", escape(entry.title));
        write(out, "END", "VALARM");
    }
    write(out, "END", "VEVENT");
}

}  // namespace

std::string write_calendar(std::string_view name, std::span<const CalendarEntry> entries,
                           Instant now) {
    std::string out;
    write(out, "BEGIN", "VCALENDAR");
    write(out, "VERSION", "2.0");
    write(out, "PRODID", "-//Pingli//Deadlines//EN");
    write(out, "CALSCALE", "GREGORIAN");
    write(out, "METHOD", "PUBLISH");
    write(out, "NAME", escape(name));
    write(out, "X-WR-CALNAME", escape(name));  // what most programs still read
    write(out, "REFRESH-INTERVAL;VALUE=DURATION", to_duration(kRefresh));
    write(out, "X-PUBLISHED-TTL", to_duration(kRefresh));
    for (const CalendarEntry& entry : entries) write_entry(out, entry, now);
    write(out, "END", "VCALENDAR");
    return out;
}

}  // namespace pingli::notify
