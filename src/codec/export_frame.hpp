// The first and the last line of an export: an end that is missing shows that it was cut off, also
// where that was between two lines.
//   {"kind":"export","format":2}
//   … what the store holds (codec/export_json.hpp)
//   {"kind":"end","lines":…,"sha256":…} of all lines before it, each with its newline
// Exports of before format 2 have neither.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/sha256.hpp"

namespace pingli::codec {

// Of lines that are written; none has its newline.
class ExportWriter {
public:
    std::string begin();
    void take(std::string_view line);
    [[nodiscard]] std::int64_t lines() const { return lines_; }
    std::string end();  // once

private:
    Sha256 digest_;
    std::int64_t lines_ = 0;
};

enum class Wholeness : std::uint8_t { Shown, Unknown };  // Unknown: of before format 2

class ExportReader {
public:
    // Whether the line is one of the store's, not of the frame. Corrupt when the end says that
    // others came before it, Invalid when the format is newer than this program.
    Result<bool> take(std::string_view line);
    // Corrupt when it was cut off.
    [[nodiscard]] Result<Wholeness> finish() const;

private:
    [[nodiscard]] Result<void> check_end(std::string_view line);

    ExportWriter seen_;
    bool is_framed_ = false;
    bool has_ended_ = false;
};

}  // namespace pingli::codec
