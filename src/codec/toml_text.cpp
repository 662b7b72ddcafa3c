#include "codec/toml_text.hpp"

#include <exception>

#include "codec/limits.hpp"

namespace pingli::codec {

namespace {

// Goes over TOML as far as its nesting can be told: strings and comments are stepped over as TOML
// 1.0 bounds them, dots count since the key began. Text that is no TOML may be misread here from
// its first fault on, and the parser ends at that fault.
class NestingScan {
public:
    explicit NestingScan(std::string_view text) : text_(text) {}

    std::optional<TomlFault> run() {
        while (at_ < text_.size()) {
            step();
            if (dots_ >= kTomlKeyPartsMax) return fault(say("toml.key_parts", kTomlKeyPartsMax));
            if (open_ > kTomlNestingMax) return fault(say("toml.depth", kTomlNestingMax));
        }
        return std::nullopt;
    }

private:
    void step() {
        const char c = text_[at_];
        if (c == '"' || c == '\'') return string(c);
        if (c == '#') return comment();
        ++at_;
        if (c == '.') {
            ++dots_;
        } else if (c == '[' || c == '{') {
            ++open_;
            dots_ = 0;
        } else if (c == ']' || c == '}') {
            if (open_ > 0) --open_;
            dots_ = 0;
        } else if (c == '=' || c == ',' || c == '\n') {
            dots_ = 0;
        }
        if (c == '\n') next_line();
    }

    void comment() {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    }

    [[nodiscard]] bool stands(std::string_view mark) const {
        return text_.substr(at_).starts_with(mark);
    }

    void string(char quote) {
        const std::string three(3, quote);
        const bool is_long = stands(three);
        at_ += is_long ? three.size() : 1;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (is_long && stands(three)) return end_long_string(quote);
            if (!is_long && c == '\n') return;  // A string of one line ends with it, or is a fault.
            ++at_;
            if (!is_long && c == quote) return;
            if (c == '\\' && quote == '"' && at_ < text_.size() && text_[at_] != '\n') ++at_;
            if (c == '\n') next_line();
        }
    }

    // Up to two more quotes belong to the string.
    void end_long_string(char quote) {
        at_ += 3;
        for (int more = 0; more < 2 && at_ < text_.size() && text_[at_] == quote; ++more) ++at_;
    }

    void next_line() {
        ++line_;
        line_begin_ = at_;
    }

    [[nodiscard]] TomlFault fault(Said expected) const {
        const auto column = static_cast<toml::source_index>(at_ - line_begin_);
        return {.at = {.line = line_, .column = column}, .expected = std::move(expected)};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_begin_ = 0;
    toml::source_index line_ = 1;
    std::size_t dots_ = 0;
    std::size_t open_ = 0;
};

}  // namespace

std::optional<TomlFault> find_too_deep(std::string_view text) {
    return NestingScan{text}.run();
}

std::expected<toml::table, TomlFault> parse_toml(std::string_view text) {
    if (auto fault = find_too_deep(text)) return std::unexpected(std::move(*fault));
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        return std::unexpected(
            TomlFault{.at = error.source().begin, .expected = say("toml.valid")});
    } catch (const std::exception&) {
        return std::unexpected(TomlFault{.at = {}, .expected = say("toml.valid")});
    }
}

}  // namespace pingli::codec
