// Text line by line: NDJSON and chat exports. Lines are views into the reader's buffer, with
// kPaddingBytes readable behind them, and hold until the next line is asked for.

#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.hpp"
#include "intake/csv.hpp"

namespace pingli::intake {

struct Line {
    std::uint64_t number = 0;
    RecordFault fault = RecordFault::None;  // None, TooLong, NotUtf8 or HasNul
    std::string_view text;                  // without its line end; empty when TooLong
};

class LineReader {
public:
    explicit LineReader(ByteSource source) : buffer_(std::move(source)) {}
    // False at the end. Fails only when reading fails.
    Result<bool> next(Line& out);
    [[nodiscard]] std::uint64_t bytes_taken() const { return buffer_.source().bytes_taken(); }
    [[nodiscard]] Encoding encoding() const { return buffer_.source().encoding(); }

private:
    BlockBuffer buffer_;
    std::uint64_t line_ = 0;
    std::size_t given_ = 0;
    bool skip_rest_ = false;
};

}  // namespace pingli::intake
