#include "base/record_form.hpp"

#include <algorithm>
#include <charconv>

namespace pingli {

namespace {

std::string unescape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char mark = text[++i];
        if (mark == 't') {
            out += '\t';
        } else {
            out += mark == 'n' ? '\n' : mark;
        }
    }
    return out;
}

}  // namespace

RecordWriter& RecordWriter::add(std::string_view name, std::string_view value) {
    bytes_.append(name).append("\t");
    for (const char c : value) {
        switch (c) {
            case '\t':
                bytes_ += "\\t";
                break;
            case '\n':
                bytes_ += "\\n";
                break;
            case '\\':
                bytes_ += "\\\\";
                break;
            default:
                bytes_ += c;
        }
    }
    bytes_ += '\n';
    return *this;
}

RecordWriter& RecordWriter::add(std::string_view name, Instant at) {
    return add(name, std::to_string(at.time_since_epoch().count()));
}

RecordWriter& RecordWriter::add(std::string_view name, const std::optional<Instant>& at) {
    return at ? add(name, *at) : *this;
}

RecordReader::RecordReader(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        const std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        const std::size_t tab = line.find('\t');
        if (tab == std::string_view::npos) continue;
        values_.emplace_back(line.substr(0, tab), unescape(line.substr(tab + 1)));
    }
}

std::string RecordReader::text(std::string_view name) const {
    const auto at = std::ranges::find(values_, name, &std::pair<std::string, std::string>::first);
    return at == values_.end() ? std::string{} : at->second;
}

std::vector<std::string> RecordReader::texts(std::string_view name) const {
    std::vector<std::string> out;
    for (const auto& [key, value] : values_)
        if (key == name) out.push_back(value);
    return out;
}

std::optional<std::int64_t> RecordReader::whole(std::string_view name) const {
    const std::string value = text(name);
    std::int64_t number = 0;
    const char* const last = value.data() + value.size();
    const auto [end, error] = std::from_chars(value.data(), last, number);
    if (error != std::errc{} || end != last) return std::nullopt;
    return number;
}

std::optional<Instant> RecordReader::instant(std::string_view name) const {
    using std::chrono::sys_days;
    constexpr Instant kFirst = sys_days{std::chrono::year{0} / 1 / 1};
    constexpr Instant kEnd = sys_days{std::chrono::year{10'000} / 1 / 1};
    const auto seconds = whole(name);
    if (!seconds || *seconds < kFirst.time_since_epoch().count() ||
        *seconds >= kEnd.time_since_epoch().count())
        return std::nullopt;
    return Instant{Duration{*seconds}};
}

}  // namespace pingli
