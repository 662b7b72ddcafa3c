#include "base/said.hpp"

#include <algorithm>
#include <map>

#include "base/language.hpp"
#include "base/words_file.hpp"

namespace pingli {

namespace {

constexpr char kCode = '\x01';
constexpr char kFrom = '\x02';
constexpr char kTo = '\x03';
constexpr int kDepthMax = 8;  // of sayings in each other; ours are three deep

struct Words {
    std::string_view zh, en;
};
using Catalogue = std::map<std::string_view, Words>;

// Until the next `mark`, which is taken away too; all of it when there is none.
std::string_view take_until(std::string_view& text, char mark) {
    const std::size_t end = std::min(text.find(mark), text.size());
    const std::string_view head = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return head;
}

Catalogue read(std::string_view file) {
    Catalogue all;
    while (!file.empty()) {
        std::string_view line = take_until(file, '\n');
        if (line.empty() || line.starts_with('#')) continue;
        const std::string_view code = take_until(line, '\t');
        const std::string_view en = take_until(line, '\t');
        all.emplace(code, Words{.zh = line, .en = en});
    }
    return all;
}

const Catalogue& catalogue() {
    static const Catalogue all = read(words_file());
    return all;
}

struct Slot {
    std::size_t at = std::string_view::npos;  // npos: there is none
    std::string_view name;
    [[nodiscard]] std::size_t end() const { return at + name.size() + 2; }  // and its braces
};

// The first {name} from `from` on; a brace of another kind is a part of the sentence.
Slot slot_from(std::string_view text, std::size_t from) {
    for (std::size_t at = text.find('{', from); at != std::string_view::npos;
         at = text.find('{', at + 1)) {
        const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", at + 1);
        if (end != std::string_view::npos && end > at + 1 && text[end] == '}')
            return {.at = at, .name = text.substr(at + 1, end - at - 1)};
    }
    return {};
}

std::vector<std::string_view> names_in(std::string_view sentence) {
    std::vector<std::string_view> names;
    for (Slot slot = slot_from(sentence, 0); slot.at != std::string_view::npos;
         slot = slot_from(sentence, slot.end()))
        if (std::ranges::find(names, slot.name) == names.end()) names.push_back(slot.name);
    return names;
}

std::string in(Language language, const Said& said) {
    if (!said.is_coded()) return said.code();
    const auto found = catalogue().find(said.code());
    if (found == catalogue().end()) return said.code();  // of a newer program's record
    const auto& [zh, en] = found->second;
    const std::string_view sentence = language == Language::Chinese ? zh : en;
    const auto names = names_in(en);
    std::string out;
    std::size_t done = 0;
    for (Slot slot = slot_from(sentence, 0); slot.at != std::string_view::npos;
         slot = slot_from(sentence, done)) {
        const auto place =
            static_cast<std::size_t>(std::ranges::find(names, slot.name) - names.begin());
        out.append(sentence.substr(done, slot.at - done));
        if (place < said.arguments().size()) out.append(in(language, said.arguments()[place]));
        done = slot.end();
    }
    return out.append(sentence.substr(done));
}

// The saying at the beginning of `bytes`, which is taken away; an argument ends at kTo.
Said take_said(std::string_view& bytes, int depth) {
    const bool is_coded = bytes.starts_with(kCode);
    if (is_coded) bytes.remove_prefix(1);
    const std::size_t end = std::min(bytes.find_first_of("\x02\x03"), bytes.size());
    const std::string_view text = bytes.substr(0, end);
    bytes.remove_prefix(end);
    if (!is_coded) return std::string{text};
    std::vector<Said> arguments;
    while (bytes.starts_with(kFrom) && depth < kDepthMax) {
        bytes.remove_prefix(1);
        arguments.push_back(take_said(bytes, depth + 1));
        if (bytes.starts_with(kTo)) bytes.remove_prefix(1);
    }
    return {text, std::move(arguments)};
}

}  // namespace

std::string english(const Said& said) {
    return in(Language::English, said);
}

Bilingual both(const Said& said) {
    return {.zh = in(Language::Chinese, said), .en = in(Language::English, said)};
}

std::string to_bytes(const Said& said) {
    std::string out;
    if (said.is_coded()) out += kCode;
    // Words of the input may hold anything: not the marks.
    std::ranges::copy_if(said.code(), std::back_inserter(out),
                         [](char c) { return c < kCode || c > kTo; });
    for (const Said& argument : said.arguments())
        out.append(1, kFrom).append(to_bytes(argument)).append(1, kTo);
    return out;
}

Said parse_said(std::string_view bytes) {
    return take_said(bytes, 0);
}

}  // namespace pingli
