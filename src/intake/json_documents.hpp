// A file of JSON as a stream of objects, in bounded memory: one object a line (NDJSON), or any
// nesting of arrays and envelopes in any layout. An object longer than kRecordBytesMax is not given
// as a whole: the objects inside it are. Finds where objects begin and end; parses nothing.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "intake/block_buffer.hpp"
#include "intake/csv.hpp"
#include "intake/limits.hpp"

namespace pingli::intake {

struct JsonDocument {
    std::uint64_t line = 0;
    RecordFault fault = RecordFault::None;
    bool is_inner = false;  // of an object that was too long to be given as a whole
    // With kPaddingBytes readable behind it; valid until the next document is asked for. In NDJSON
    // a line, whatever stands in it.
    std::string_view text;
};

class JsonDocuments {
public:
    // `is_ndjson`: the file's name says so; told by the first line otherwise.
    explicit JsonDocuments(ByteSource source, bool is_ndjson = false)
        : buffer_(std::move(source)), is_ndjson_(is_ndjson) {}
    // False at the end. Fails when reading fails, and with Invalid when brackets do not match or
    // nest deeper than kJsonDepthMax.
    Result<bool> next(JsonDocument& out);
    [[nodiscard]] std::uint64_t bytes_taken() const { return buffer_.source().bytes_taken(); }

private:
    enum class Layout : std::uint8_t { Unknown, Lines, Nested };
    enum class Step : std::uint8_t { Document, NeedsMore, Mismatch, TooDeep };

    Result<void> choose_layout();
    Result<bool> next_line(JsonDocument& out);
    Result<bool> next_nested(JsonDocument& out);
    Step scan();
    bool skip_string();
    Step close(char bracket);
    void descend();

    BlockBuffer buffer_;
    bool is_ndjson_;
    Layout layout_ = Layout::Unknown;
    std::uint64_t line_ = 1;  // at scan_ (Nested), or of the next line (Lines)
    std::size_t given_ = 0;   // of the buffer's front, to be dropped
    bool skip_rest_ = false;
    // Nested:
    std::vector<char> open_;  // the brackets that are open at scan_
    std::size_t scan_ = 0;
    bool in_string_ = false;
    std::optional<std::size_t> start_;  // of the object that will be given
    std::size_t start_depth_ = 0;
    std::uint64_t start_line_ = 0;
    bool descended_ = false;
};

}  // namespace pingli::intake
