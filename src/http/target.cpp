#include "http/target.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "http/fields.hpp"
#include "http/limits.hpp"

namespace pingli::http {

namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

std::optional<std::vector<std::string>> parse_segments(std::string_view path) {
    std::vector<std::string> segments;
    path.remove_prefix(1);  // the first slash
    if (path.empty()) return segments;
    while (true) {
        const std::size_t slash = path.find('/');
        auto segment = percent_decode(path.substr(0, slash), false);
        if (!segment || *segment == "." || *segment == "..") return std::nullopt;
        segments.push_back(*std::move(segment));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

// What a request through a proxy names as a whole (RFC 9112, 3.2.2), without scheme and host. Which
// host it is does not matter here: there is but one.
std::string in_origin_form(std::string_view text) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!equals_ignoring_case(text.substr(0, scheme.size()), scheme)) continue;
        text.remove_prefix(scheme.size());
        const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
        const std::string_view host = text.substr(0, end);
        if (host.empty() || host.contains('@')) return {};
        text.remove_prefix(end);
        return text.starts_with('/') ? std::string{text} : '/' + std::string{text};
    }
    return std::string{text};
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_value(text[i + 1]);
            const int low = hex_value(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>((high << 4) | low);
            i += 2;
        } else {
            out += text[i] == '+' && plus_is_space ? ' ' : text[i];
        }
    }
    if (std::ranges::any_of(out, is_control) || !utf8::is_valid(out)) return std::nullopt;
    return out;
}

std::optional<std::vector<NameValue>> parse_query(std::string_view text) {
    std::vector<NameValue> values;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view piece = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (piece.empty()) continue;
        if (values.size() == kQueryValuesMax) return std::nullopt;
        const std::size_t equals = std::min(piece.find('='), piece.size());
        auto name = percent_decode(piece.substr(0, equals), true);
        auto value = percent_decode(piece.substr(std::min(equals + 1, piece.size())), true);
        if (!name || !value) return std::nullopt;
        values.emplace_back(*std::move(name), *std::move(value));
    }
    return values;
}

std::optional<Target> parse_target(std::string_view given) {
    const std::string origin_form = in_origin_form(given);
    const std::string_view text = origin_form;
    if (text.empty() || text.front() != '/' || text.contains('#')) return std::nullopt;
    const std::size_t mark = std::min(text.find('?'), text.size());
    auto segments = parse_segments(text.substr(0, mark));
    auto query = parse_query(text.substr(std::min(mark + 1, text.size())));
    if (!segments || !query) return std::nullopt;
    return Target{.segments = *std::move(segments), .query = *std::move(query)};
}

}  // namespace pingli::http
