#include "intake/formats.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "intake/cells.hpp"

namespace pingli::intake {

namespace {

constexpr std::array<std::string_view, kFileKinds> kFileKindNames{
    "orders", "order_lines", "reviews",    "chats",     "calls", "contacts",
    "claims", "parcels",     "recordings", "insurance", "notes"};
constexpr std::array<std::string_view, kWordKinds> kWordKindNames{
    "absent", "bool", "rating", "insurance", "speaker", "role", "won_by", "status", "side"};
// A text longer than the longest default text by more than its marks cannot be one.
constexpr std::size_t kMarksBytesMax = 24;

// Calls `row(fields, line number)` for each line that is neither empty nor a comment.
template <class Row>
Result<void> each_row(std::string_view text, std::string_view file, std::size_t fields, Row row) {
    std::size_t line_number = 0;
    while (!text.empty()) {
        ++line_number;
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.front() == '#') continue;
        std::vector<std::string_view> cells;
        for (std::size_t at = 0; at <= line.size();) {
            const std::size_t tab = std::min(line.find('\t', at), line.size());
            cells.push_back(line.substr(at, tab - at));
            at = tab + 1;
        }
        if (cells.size() != fields || !row(cells))
            return fail(ErrorCode::Invalid, std::string{file} + ":" + std::to_string(line_number) +
                                                ": expected " + std::to_string(fields) +
                                                " known fields between tabs");
    }
    return {};
}

template <class Each>
void each_synonym(std::string_view list, Each each) {
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t bar = std::min(list.find('|', at), list.size());
        if (bar > at) each(list.substr(at, bar - at));
        at = bar + 1;
    }
}

Result<std::string> read_whole(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(ErrorCode::NotFound, path.string() + ": cannot be opened for reading");
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

// Without the marks that platforms put at the ends: 「此用户没有填写评价。」
std::string_view without_marks(std::string_view text) {
    static constexpr std::array<std::string_view, 10> kMarks{"。", "！", "!", ".", "「",
                                                             "」", "~",  " ", "“", "”"};
    for (bool cut = true; cut;) {
        cut = false;
        for (const std::string_view mark : kMarks) {
            if (text.starts_with(mark)) {
                text.remove_prefix(mark.size());
                cut = true;
            }
            if (text.ends_with(mark)) {
                text.remove_suffix(mark.size());
                cut = true;
            }
        }
    }
    return text;
}

}  // namespace

std::string_view to_name(FileKind kind) {
    return kFileKindNames.at(static_cast<std::size_t>(kind));
}

std::optional<FileKind> parse_file_kind(std::string_view name) {
    const auto* const found = std::ranges::find(kFileKindNames, name);
    if (found == kFileKindNames.end()) return std::nullopt;
    return static_cast<FileKind>(found - kFileKindNames.begin());
}

Result<Formats> Formats::load(const std::filesystem::path& folder) {
    Formats formats;
    const std::string files = TRY(read_whole(folder / "files.tsv"));
    const std::string headers = TRY(read_whole(folder / "headers.tsv"));
    const std::string values = TRY(read_whole(folder / "values.tsv"));
    const std::string default_texts = TRY(read_whole(folder / "default_texts.txt"));
    TRY(formats.add_files(files));
    TRY(formats.add_headers(headers));
    TRY(formats.add_values(values));
    formats.add_default_texts(default_texts);
    return formats;
}

Result<void> Formats::add_files(std::string_view text) {
    return each_row(text, "files.tsv", 2, [&](const auto& cells) {
        const auto kind = parse_file_kind(cells[0]);
        if (!kind) return false;
        each_synonym(cells[1], [&](std::string_view pattern) {
            patterns_.emplace_back(*kind, lower_ascii(pattern));
        });
        return true;
    });
}

Result<void> Formats::add_headers(std::string_view text) {
    return each_row(text, "headers.tsv", 3, [&](const auto& cells) {
        const auto kind = parse_file_kind(cells[0]);
        if (!kind) return false;
        std::uint32_t priority = 0;
        each_synonym(cells[2], [&](std::string_view synonym) {
            headers_.at(static_cast<std::size_t>(*kind))
                .try_emplace(normalized_header(synonym),
                             Entry{.canonical = std::string{cells[1]}, .priority = priority++});
        });
        return true;
    });
}

Result<void> Formats::add_values(std::string_view text) {
    return each_row(text, "values.tsv", 3, [&](const auto& cells) {
        const auto* const kind = std::ranges::find(kWordKindNames, cells[0]);
        if (kind == kWordKindNames.end()) return false;
        const auto index = static_cast<std::size_t>(kind - kWordKindNames.begin());
        each_synonym(cells[2], [&](std::string_view word) {
            words_.at(index).try_emplace(lower_ascii(word), cells[1]);
        });
        return true;
    });
}

void Formats::add_default_texts(std::string_view text) {
    static_cast<void>(each_row(text, "default_texts.txt", 1, [&](const auto& cells) {
        const std::string_view bare = without_marks(cells[0]);
        default_texts_.emplace(bare);
        default_text_bytes_max_ = std::max(default_text_bytes_max_, bare.size() + kMarksBytesMax);
        return true;
    }));
}

std::optional<Column> Formats::column(FileKind kind, std::string_view header) const {
    const auto& map = headers_.at(static_cast<std::size_t>(kind));
    const auto found = map.find(normalized_header(header));
    if (found == map.end()) return std::nullopt;
    return Column{.canonical = found->second.canonical, .priority = found->second.priority};
}

std::optional<FileKind> Formats::kind_of(std::string_view name) const {
    const std::string lower = lower_ascii(name);
    for (const auto& [kind, pattern] : patterns_)
        if (matches_pattern(lower, pattern)) return kind;
    return std::nullopt;
}

std::string_view Formats::meaning(WordKind kind, std::string_view word) const {
    constexpr std::size_t kWordBytesMax = 48;
    if (word.size() > kWordBytesMax) return {};
    const auto& map = words_.at(static_cast<std::size_t>(kind));
    if (const auto found = map.find(word); found != map.end()) return found->second;
    const auto found = map.find(lower_ascii(word));
    return found == map.end() ? std::string_view{} : std::string_view{found->second};
}

bool Formats::is_default_text(std::string_view text) const {
    if (text.empty() || text.size() > default_text_bytes_max_) return false;
    return default_texts_.contains(without_marks(text));
}

std::string normalized_header(std::string_view header) {
    static constexpr std::array<std::string_view, 5> kDropped{"\xEF\xBB\xBF", "\xC2\xA0",
                                                              "\xE3\x80\x80", "“", "”"};
    std::string out;
    while (!header.empty()) {
        const auto* const dropped = std::ranges::find_if(
            kDropped, [&](std::string_view mark) { return header.starts_with(mark); });
        if (dropped != kDropped.end()) {
            header.remove_prefix(dropped->size());
        } else if (header.starts_with("（") || header.starts_with("）")) {
            out += header.starts_with("（") ? '(' : ')';
            header.remove_prefix(std::string_view{"（"}.size());
        } else {
            if (!std::string_view{" \t\r\n'\"=`"}.contains(header.front())) out += header.front();
            header.remove_prefix(1);
        }
    }
    return lower_ascii(out);
}

bool matches_pattern(std::string_view text, std::string_view pattern) {
    std::size_t at = 0;
    std::size_t in_pattern = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (at < text.size()) {
        if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
            star = in_pattern++;
            resume = at;
        } else if (in_pattern < pattern.size() && pattern[in_pattern] == text[at]) {
            ++in_pattern;
            ++at;
        } else if (star != std::string_view::npos) {
            in_pattern = star + 1;
            at = ++resume;
        } else {
            return false;
        }
    }
    while (in_pattern < pattern.size() && pattern[in_pattern] == '*') ++in_pattern;
    return in_pattern == pattern.size();
}

}  // namespace pingli::intake
