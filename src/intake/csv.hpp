// Records of comma- or tab-separated text, as shops' exports really are: quoted cells with line
// ends and doubled quotes, CRLF, stray quotes, NUL bytes, broken characters, endless lines.
//
// Cells are views into the reader's buffer and hold until the next record is asked for. A faulty
// record is returned with its fault, never as an error; reading goes on behind it. Lenient only
// where nothing is lost: a quote inside an unquoted cell is a character like any other.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "intake/block_buffer.hpp"
#include "intake/limits.hpp"

namespace pingli::intake {

enum class RecordFault : std::uint8_t {
    None,
    TooLong,        // no end within kRecordBytesMax
    UnclosedQuote,  // a quote that never closes
    TooManyCells,
    NotUtf8,
    HasNul,
};
// What was expected instead, for a Problem.
Said expected_of(RecordFault fault);

struct CsvRecord {
    std::uint64_t line = 0;  // 1-based, of the record's first character
    RecordFault fault = RecordFault::None;
    std::size_t fault_cell = 0;  // for NotUtf8
    std::vector<std::string_view> cells;
};

// Lines that may stand above the header, such as the carrier's letterhead.
constexpr std::size_t kPreambleLinesMax = 20;

// Whether cells are a table's header.
using HeaderTest = std::function<bool(const std::vector<std::string_view>& cells)>;

class CsvReader {
public:
    explicit CsvReader(ByteSource source) : buffer_(std::move(source)) {}

    // Of "," tab and ";" the one that makes a header of one of the first lines; where none does,
    // the most frequent in the first line. Before the first next(), if at all.
    Result<void> choose_separator(const HeaderTest& is_header);

    // False at the end. Skips empty lines. Fails only when reading fails. The first call chooses
    // the separator by the first line, where that is not done.
    Result<bool> next(CsvRecord& out);

    // For a record that a stray quote glued to the lines after it, or that UnclosedQuote stopped:
    // reads its first line once more, quotes being ordinary characters. False, and nothing changed,
    // unless that gives `wanted_cells` cells.
    bool reread_without_quotes(std::size_t wanted_cells, CsvRecord& out);

    [[nodiscard]] std::uint64_t bytes_taken() const { return buffer_.source().bytes_taken(); }
    [[nodiscard]] Encoding encoding() const { return buffer_.source().encoding(); }

private:
    enum class ScanEnd : std::uint8_t { Complete, NeedsMore, InQuotes, TooManyCells };

    ScanEnd scan(bool with_quotes);
    [[nodiscard]] std::size_t find_closing_quote(std::string_view bytes, std::size_t open);
    [[nodiscard]] std::string_view quoted_cell(std::string_view raw, std::size_t close);
    Result<bool> skip_to_record();
    void give_fault(RecordFault fault, CsvRecord& out);
    void give(CsvRecord& out);
    void unescape_cells();

    BlockBuffer buffer_;
    char separator_ = '\0';
    std::uint64_t line_ = 1;
    // The record being scanned, from the buffer's front.
    std::vector<std::string_view> cells_;
    std::size_t record_size_ = 0;  // with its line end
    bool has_quoted_ = false;
    std::vector<std::size_t> doubled_;  // the cells with doubled quotes
    bool quotes_doubled_ = false;       // in the cell being scanned
    std::string unescaped_;
    // The record given last; dropped from the buffer when the next is asked for.
    std::size_t given_ = 0;
    std::uint64_t given_line_ = 0;
    bool skip_rest_ = false;  // of an endless line
};

}  // namespace pingli::intake
