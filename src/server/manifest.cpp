#include "server/manifest.hpp"

#include <charconv>
#include <string_view>

#include "app/head_line.hpp"
#include "base/sha256.hpp"

namespace pingli::server {

namespace {

constexpr std::string_view kOlder = "pingli backup 1";
constexpr std::string_view kFirst = "pingli backup 2";
constexpr std::size_t kHashDigits = 64;

std::unexpected<Error> bad(std::size_t line) {
    return fail(ErrorCode::Corrupt,
                std::string{kManifest} + ":" + std::to_string(line) + ": not as it was written");
}

template <class T>
bool parse_whole(std::string_view digits, T& out) {
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    return fault == std::errc{} && end == digits.data() + digits.size();
}

// No way out of the folder.
bool is_safe(std::string_view path) {
    return path.starts_with("files/") && path.find("..") == std::string_view::npos;
}

bool parse_file(std::string_view rest, Manifest& out) {
    const auto space = rest.find(' ');
    if (space == std::string_view::npos || !is_safe(rest.substr(space + 1))) return false;
    KeptFile file{.path = std::string{rest.substr(space + 1)}, .bytes = 0};
    if (!parse_whole(rest.substr(0, space), file.bytes)) return false;
    out.files.push_back(std::move(file));
    return true;
}

bool parse_database(std::string_view rest, Manifest& out) {
    const auto space = rest.find(' ');
    if (out.database || space == std::string_view::npos) return false;
    KeptDatabase database{.bytes = 0, .sha256 = std::string{rest.substr(space + 1)}};
    if (database.sha256.size() != kHashDigits ||
        !parse_whole(rest.substr(0, space), database.bytes))
        return false;
    out.database = std::move(database);
    return true;
}

bool parse_line(std::string_view word, std::string_view rest, Manifest& out) {
    if (word == "made") {
        out.made_at = rest;
        return true;
    }
    if (word == "outer-key") {
        out.outer_key = rest;
        return true;
    }
    if (word == "file") return parse_file(rest, out);
    if (word == "journal") {
        out.journal = app::parse_head("journal " + std::string{rest});
        return out.journal.has_value();
    }
    if (word == "database") return parse_database(rest, out);
    if (word == "fault") {
        out.faults.emplace_back(rest);
        return true;
    }
    const auto head = app::parse_head(rest);
    if (word != "head" || !head) return false;
    out.heads.push_back(*head);
    return true;
}

// "17", or "17 HASH" in today's form; nothing may follow.
bool is_end(std::string_view value, std::size_t lines_before, std::string_view text_before,
            bool is_older) {
    const auto space = value.find(' ');
    std::size_t before = 0;
    if (!parse_whole(value.substr(0, space), before) || before != lines_before) return false;
    if (space == std::string_view::npos) return is_older;
    return !is_older && value.substr(space + 1) == sha256_hex(text_before);
}

// A fault is one line, whatever its words were.
std::string in_one_line(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
    return text;
}

}  // namespace

std::string to_text(const Manifest& manifest) {
    std::string text = std::string{kFirst} + "\nmade " + manifest.made_at + '\n';
    std::size_t lines = 2;
    const auto add = [&](const std::string& line) {
        text += line + '\n';
        ++lines;
    };
    if (!manifest.outer_key.empty()) add("outer-key " + manifest.outer_key);
    for (const app::Head& head : manifest.heads) add("head " + to_line(head));
    if (manifest.journal) add(to_line(*manifest.journal));
    if (manifest.database)
        add("database " + std::to_string(manifest.database->bytes) + ' ' +
            manifest.database->sha256);
    for (const KeptFile& file : manifest.files)
        add("file " + std::to_string(file.bytes) + ' ' + file.path);
    for (const std::string& fault : manifest.faults) add("fault " + in_one_line(fault));
    return text + "end " + std::to_string(lines) + ' ' + sha256_hex(text) + '\n';
}

Result<Manifest> parse_manifest(const std::string& text) {
    Manifest manifest;
    bool is_older = false;
    std::size_t number = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t begin = text.size() - rest.size();
        const auto end = rest.find('\n');
        if (end == std::string_view::npos) return bad(number + 1);
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end + 1);
        ++number;
        if (number == 1) {
            is_older = line == kOlder;
            if (!is_older && line != kFirst) return bad(number);
            continue;
        }
        const auto space = line.find(' ');
        if (space == std::string_view::npos) return bad(number);
        const std::string_view word = line.substr(0, space);
        const std::string_view value = line.substr(space + 1);
        if (word == "end") {
            const std::string_view before = std::string_view{text}.substr(0, begin);
            const bool is_whole = rest.empty() && is_end(value, number - 1, before, is_older) &&
                                  (is_older || manifest.database.has_value());
            if (!is_whole) return bad(number);
            return manifest;
        }
        if (!parse_line(word, value, manifest)) return bad(number);
    }
    return bad(number + 1);
}

}  // namespace pingli::server
