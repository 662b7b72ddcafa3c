// Appends JSON to a string, field by field, in the order of the calls. For lines that are written
// by the hundred thousand; trees are nlohmann's business. Not a validator: begin and end must
// match, which a test that parses the result shows.
//
// Every string comes out as valid UTF-8: bytes that are none become U+FFFD. '<', U+2028 and U+2029
// are escaped, so that the text may also stand inside an HTML script element.

#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bilingual.hpp"
#include "base/time.hpp"

namespace pingli::codec {

class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : out_(out) {}

    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }
    void key(std::string_view name);

    void text(std::string_view value);
    void text_or_null(std::string_view value);  // "" is null
    void boolean(bool value);
    void whole(std::int64_t value);
    void share(double value);  // 0..1 with at most three decimals; what is no number is 0
    void null();
    void raw(std::string_view json);         // one value that is JSON already
    void bilingual(const Bilingual& words);  // {"zh":…,"en":…}

    // A key and its value.
    void field(std::string_view name, std::string_view value);
    void field(std::string_view name, std::int64_t value);
    void field(std::string_view name, Instant at);  // RFC 3339, in UTC
    template <std::same_as<bool> Bool>
    void field(std::string_view name, Bool value) = delete;

private:
    void open(char bracket);
    void close(char bracket);
    void separate();

    std::string& out_;
    bool needs_comma_ = false;
};

}  // namespace pingli::codec
