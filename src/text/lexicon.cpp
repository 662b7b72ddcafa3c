#include "text/lexicon.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "base/utf8.hpp"
#include "text/fold.hpp"
#include "text/offset.hpp"

namespace pingli::text {

namespace {

constexpr std::size_t kExpansionsMax = 1024;  // words that one line may stand for
constexpr std::size_t kWordBytesMax = 200;
constexpr std::size_t kCategoriesMax = 1000;

bool is_latin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view trim(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\r')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        parts.push_back(cut(text, at, end));
        at = end + 1;
    }
    return parts;
}

// "{退,换}货" -> 退货, 换货. Nothing when braces do not match or the words are too many.
std::optional<std::vector<std::string>> expand(std::string_view word) {
    std::vector<std::string> words{""};
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t open = word.find('{', at);
        const std::string_view plain = cut(word, at, open);
        if (plain.find('}') != std::string_view::npos) return std::nullopt;
        for (std::string& w : words) w += plain;
        if (open == std::string_view::npos) break;
        const std::size_t close = word.find('}', open);
        if (close == std::string_view::npos) return std::nullopt;
        const auto options = split(cut(word, open + 1, close), ',');
        if (words.size() * options.size() > kExpansionsMax) return std::nullopt;
        std::vector<std::string> longer;
        for (const std::string& w : words)
            for (const std::string_view option : options) longer.push_back(w + std::string{option});
        words = std::move(longer);
        at = close + 1;
    }
    return words;
}

class Reader {
public:
    Reader(Folder& folder, Problems& problems) : folder_(folder), problems_(problems) {}

    void read(const LexiconFile& file) {
        file_ = &file;
        line_ = 0;
        default_categories_ = default_attributes_ = {};
        for (std::string_view line : split(file.bytes, '\n')) {
            ++line_;
            line = trim(line);
            if (line.empty() || line.starts_with('#')) continue;
            if (!utf8::is_valid(line)) {
                report({}, "valid UTF-8");
            } else if (line.starts_with("@ ")) {
                read_defaults(trim(rest(line, 2)));
            } else {
                read_line(line);
            }
        }
    }

    Lexicon take() {
        for (CategoryInfo& info : lexicon_.categories)
            if (const auto it = category_.find(info.name + "!"); it != category_.end())
                info.exceptions = it->second;
        lexicon_.make_index();
        return std::move(lexicon_);
    }

private:
    void report(std::string found, std::string expected) {
        problems_.push_back({.file = file_->name,
                             .line = line_,
                             .column = 0,
                             .field = {},
                             .found = std::move(found),
                             .expected = std::move(expected)});
    }

    void read_defaults(std::string_view line) {
        const std::size_t blank = line.find(' ');
        default_categories_ = up_to(line, blank);
        default_attributes_ = trim(rest(line, blank));
    }

    void read_line(std::string_view line) {
        const auto columns = split(line, '\t');
        const std::string_view categories = columns.size() > 1 && !trim(columns[1]).empty()
                                                ? trim(columns[1])
                                                : default_categories_;
        if (columns.size() > 3)
            return report(std::to_string(columns.size()) + " columns", "1 to 3");
        if (categories.empty()) return report(std::string{line}, "a category, here or by @");
        std::string attributes = " " + std::string{default_attributes_} + " ";
        if (columns.size() > 2) attributes += std::string{trim(columns[2])} + " ";
        const std::string_view pattern = trim(columns[0]);
        for (const std::string_view category : split(categories, ',')) {
            const int index = find_category(trim(category));
            if (index < 0) return;
            if (pattern.starts_with("re:"))
                add(std::string{rest(pattern, 3)}, index, attributes, true);
            else
                add_words(pattern, index, attributes);
        }
    }

    void add_words(std::string_view pattern, int category, const std::string& attributes) {
        for (const std::string_view alternative : split(pattern, '|')) {
            const auto words = expand(trim(alternative));
            if (!words) {
                report(std::string{alternative},
                       "matching braces, at most " + std::to_string(kExpansionsMax) + " words");
                continue;
            }
            for (const std::string& word : *words) {
                std::string folded = folder_.fold(word);
                if (folded.empty() || folded.size() > kWordBytesMax) {
                    report(word, "1 to " + std::to_string(kWordBytesMax) + " bytes");
                    continue;
                }
                add(std::move(folded), category, attributes, false);
            }
        }
    }

    int find_category(std::string_view name) {
        const auto found = category_.find(name);
        if (found != category_.end()) return found->second;
        const Category id{name};
        const bool collides = std::ranges::any_of(
            lexicon_.categories, [&](const CategoryInfo& info) { return info.id == id; });
        if (name.empty() || collides || lexicon_.categories.size() == kCategoriesMax) {
            report(std::string{name}, "another name of a category");
            return -1;
        }
        const int index = static_cast<int>(lexicon_.categories.size());
        lexicon_.categories.push_back({.name = std::string{name}, .id = id});
        category_.emplace(name, index);
        return index;
    }

    void add(std::string text, int category, const std::string& attributes, bool is_expression) {
        Entry entry{.pattern = text,
                    .attributes = attributes,
                    .file = file_->name,
                    .line = static_cast<std::uint32_t>(line_),
                    .category = static_cast<std::uint16_t>(category),
                    .is_expression = is_expression};
        if (const std::string_view weight = entry.value("weight"); !weight.empty()) {
            const auto [end, error] =
                std::from_chars(weight.data(), weight.data() + weight.size(), entry.weight);
            if (error != std::errc{} || end != weight.data() + weight.size())
                return report(std::string{weight}, "weight=a whole number");
        }
        if (!is_expression && entry.has("apart")) folder_.add_joined(text);
        if (entry.has("data")) {
            lexicon_.entries.push_back(std::move(entry));
            return;
        }
        const bool inside = entry.has("inside") || is_expression;
        const auto bounded = [&](char c) { return !inside && (is_latin(c) || is_digit(c)); };
        Pattern pattern{.text = std::move(text),
                        .is_expression = is_expression,
                        .starts_bounded = false,
                        .ends_bounded = false,
                        .entries = {}};
        pattern.starts_bounded = bounded(pattern.text.front());
        pattern.ends_bounded = bounded(pattern.text.back());
        const auto key = std::tuple{pattern.text, is_expression, inside};
        const auto [it, is_new] = pattern_.try_emplace(key, lexicon_.patterns.size());
        if (is_new) lexicon_.patterns.push_back(std::move(pattern));
        auto& entries = lexicon_.patterns[it->second].entries;
        const bool is_known = std::ranges::any_of(
            entries, [&](std::uint32_t e) { return lexicon_.entries[e].category == category; });
        if (is_known) return;
        entries.push_back(static_cast<std::uint32_t>(lexicon_.entries.size()));
        lexicon_.entries.push_back(std::move(entry));
    }

    Folder& folder_;
    Problems& problems_;
    Lexicon lexicon_;
    const LexiconFile* file_ = nullptr;
    std::uint64_t line_ = 0;
    std::string_view default_categories_, default_attributes_;
    std::map<std::string, int, std::less<>> category_;
    std::map<std::tuple<std::string, bool, bool>, std::size_t> pattern_;
};

}  // namespace

bool Entry::has(std::string_view attribute) const {
    return attributes.find(" " + std::string{attribute} + " ") != std::string::npos;
}

std::string_view Entry::value(std::string_view name) const {
    const std::size_t at = attributes.find(" " + std::string{name} + "=");
    if (at == std::string::npos) return {};
    const std::size_t start = at + name.size() + 2;
    return cut(attributes, start, attributes.find(' ', start));
}

std::vector<std::string> Lexicon::data(Category category) const {
    std::vector<std::string> words;
    const int wanted = find(category);
    for (const Entry& entry : entries)
        if (entry.category == wanted && entry.has("data")) words.push_back(entry.pattern);
    return words;
}

void Lexicon::make_index() {
    std::size_t size = 64;
    while (size < categories.size() * 4) size *= 2;
    index.assign(size, -1);
    for (std::size_t i = 0; i < categories.size(); ++i) {
        std::size_t at = categories[i].id.hash() % size;
        while (index[at] >= 0) at = (at + 1) % size;
        index[at] = static_cast<std::int16_t>(i);
    }
}

int Lexicon::find(Category category) const {
    if (index.empty()) return -1;
    for (std::size_t at = category.hash() % index.size(); index[at] >= 0;
         at = (at + 1) % index.size())
        if (categories[static_cast<std::size_t>(index[at])].id == category) return index[at];
    return -1;
}

Lexicon read_lexicons(std::span<const LexiconFile> files, Folder& folder, Problems& problems) {
    Reader reader{folder, problems};
    for (const LexiconFile& file : files)
        if (file.name.ends_with(".tsv") && file.name != kTraditionalFile &&
            file.name != kLookAlikesFile)
            reader.read(file);
    folder.sort_joined();
    return reader.take();
}

bool is_gate_category(std::string_view name) {
    return name == "insult" || name.starts_with("gate.") || name == "pii.wechat" ||
           name == "pii.name_before" || name == "pii.name_after";
}

}  // namespace pingli::text
