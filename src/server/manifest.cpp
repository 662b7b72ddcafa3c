#include "server/manifest.hpp"

#include <charconv>
#include <string_view>

#include "app/head_line.hpp"

namespace pingli::server {

namespace {

constexpr std::string_view kFirst = "pingli backup 1";

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

bool parse_line(std::string_view word, std::string_view rest, Manifest& out) {
    if (word == "made") {
        out.made_at = rest;
        return true;
    }
    if (word == "file") return parse_file(rest, out);
    const auto head = app::parse_head(rest);
    if (word != "head" || !head) return false;
    out.heads.push_back(*head);
    return true;
}

}  // namespace

std::string to_text(const Manifest& manifest) {
    std::string text = std::string{kFirst} + "\nmade " + manifest.made_at + '\n';
    for (const app::Head& head : manifest.heads) text += "head " + to_line(head) + '\n';
    for (const KeptFile& file : manifest.files)
        text += "file " + std::to_string(file.bytes) + ' ' + file.path + '\n';
    return text + "end " + std::to_string(2 + manifest.heads.size() + manifest.files.size()) + '\n';
}

Result<Manifest> parse_manifest(const std::string& text) {
    Manifest manifest;
    std::size_t number = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = rest.find('\n');
        if (end == std::string_view::npos) return bad(number + 1);
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end + 1);
        ++number;
        if (number == 1 && line != kFirst) return bad(number);
        if (number == 1) continue;
        const auto space = line.find(' ');
        if (space == std::string_view::npos) return bad(number);
        const std::string_view word = line.substr(0, space);
        const std::string_view value = line.substr(space + 1);
        if (word == "end") {
            std::size_t before = 0;
            if (!parse_whole(value, before) || before + 1 != number || !rest.empty())
                return bad(number);
            return manifest;
        }
        if (!parse_line(word, value, manifest)) return bad(number);
    }
    return bad(number + 1);
}

}  // namespace pingli::server
