// The bytes of a stored record: lines of a name, a tab and a value; tabs, line feeds and
// backslashes in values are escaped. A name may come again. Unknown names are kept out of the way
// of older programs, missing ones read as empty.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"

namespace pingli {

class RecordWriter {
public:
    RecordWriter& add(std::string_view name, std::string_view value);
    RecordWriter& add(std::string_view name, Instant at);
    RecordWriter& add(std::string_view name, const std::optional<Instant>& at);
    [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

class RecordReader {
public:
    explicit RecordReader(std::string_view bytes);
    [[nodiscard]] std::string text(std::string_view name) const;  // the first; empty when missing
    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
    [[nodiscard]] std::optional<std::int64_t> whole(std::string_view name) const;
    // Of the years 0 to 9999; another is damage and reads as missing, so that no sum overflows.
    [[nodiscard]] std::optional<Instant> instant(std::string_view name) const;

private:
    std::vector<std::pair<std::string, std::string>> values_;
};

}  // namespace pingli
