#include "intake/csv.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/assert.hpp"
#include "intake/cells.hpp"

namespace pingli::intake {

namespace {

constexpr std::size_t kHeaderBytesMax = 64 << 10;

constexpr std::size_t kStride = 64;
static_assert(kPaddingBytes >= kStride);

// Bit i is set when bytes[i] is `a` or `b`; reads kStride bytes.
#if defined(__SSE2__)
std::uint64_t match(const char* bytes, char a, char b) {
    const __m128i first = _mm_set1_epi8(a);
    const __m128i second = _mm_set1_epi8(b);
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < 4; ++i) {
        __m128i block;
        std::memcpy(&block, bytes + 16 * i, sizeof block);
        const __m128i hits =
            _mm_or_si128(_mm_cmpeq_epi8(block, first), _mm_cmpeq_epi8(block, second));
        mask |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(hits)))
                << (16 * i);
    }
    return mask;
}
#else
std::uint64_t match(const char* bytes, char a, char b) {
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < kStride; ++i)
        mask |= static_cast<std::uint64_t>(bytes[i] == a || bytes[i] == b) << i;
    return mask;
}
#endif

// The cell separators and line ends of a text, one after the other.
class Marks {
public:
    Marks(std::string_view bytes, char separator) : bytes_(bytes), separator_(separator) {
        start_at(0);
    }
    void start_at(std::size_t at) {
        base_ = at;
        load();
    }
    // The next one's offset; npos at the end of the text.
    std::size_t next() {
        while (mask_ == 0) {
            base_ += kStride;
            if (base_ >= bytes_.size()) return std::string_view::npos;
            load();
        }
        const auto bit = static_cast<unsigned>(std::countr_zero(mask_));
        mask_ &= mask_ - 1;
        return base_ + bit;
    }

private:
    void load() {
        if (base_ >= bytes_.size()) {
            mask_ = 0;
            return;
        }
        mask_ = match(bytes_.data() + base_, separator_, '\n');
        const std::size_t left = bytes_.size() - base_;
        if (left < kStride) mask_ &= (std::uint64_t{1} << left) - 1;
    }
    std::string_view bytes_;
    char separator_;
    std::size_t base_ = 0;
    std::uint64_t mask_ = 0;
};

void split(std::string_view line, char separator, std::vector<std::string_view>& cells) {
    cells.clear();
    for (std::size_t at = 0; at <= line.size() && cells.size() < kCellsMax;) {
        const std::size_t end = std::min(line.find(separator, at), line.size());
        cells.push_back(line.substr(at, end - at));
        at = end + 1;
    }
}

std::uint64_t count_line_ends(std::string_view text) {
    std::uint64_t count = 0;
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string_view::npos; ++at) ++count;
    return count;
}

}  // namespace

Said expected_of(RecordFault fault) {
    switch (fault) {
        case RecordFault::None:
            return {};
        case RecordFault::TooLong:
            return say("file.line_max");
        case RecordFault::UnclosedQuote:
            return say("file.closing_quote");
        case RecordFault::TooManyCells:
            return say("file.cells_max");
        case RecordFault::NotUtf8:
            return say("file.encoding");
        case RecordFault::HasNul:
            return say("file.no_nul");
    }
    return {};
}

Result<void> CsvReader::choose_separator(const HeaderTest& is_header) {
    const std::size_t lines = is_header ? kPreambleLinesMax : 1;
    while (!buffer_.at_end() && !buffer_.is_full() && count_line_ends(buffer_.view()) < lines)
        TRY(buffer_.fill());
    std::string_view bytes = buffer_.view();
    const std::string_view first = bytes.substr(0, bytes.find('\n'));
    separator_ = ',';
    for (const char candidate : {'\t', ';'})
        if (std::ranges::count(first, candidate) > std::ranges::count(first, separator_))
            separator_ = candidate;
    std::vector<std::string_view> cells;
    for (std::size_t i = 0; is_header && i < lines && !bytes.empty(); ++i) {
        const std::string_view line = bytes.substr(0, bytes.find('\n'));
        bytes.remove_prefix(std::min(line.size() + 1, bytes.size()));
        if (line.size() > kHeaderBytesMax) continue;  // no names of columns, whatever it is
        for (const char candidate : {separator_, ',', '\t', ';'}) {
            split(line, candidate, cells);
            if (!is_header(cells)) continue;
            separator_ = candidate;
            return {};
        }
    }
    return {};
}

// The quote that ends the cell opened at `open`; npos when it is not in the buffer for sure.
std::size_t CsvReader::find_closing_quote(std::string_view bytes, std::size_t open) {
    quotes_doubled_ = false;
    std::size_t at = open + 1;
    while (true) {
        at = bytes.find('"', at);
        if (at == std::string_view::npos) return at;
        if (at + 1 == bytes.size()) return buffer_.at_end() ? at : std::string_view::npos;
        if (bytes[at + 1] != '"') return at;
        quotes_doubled_ = true;
        at += 2;
    }
}

// What stands between the quotes of `raw`, of which the last is at `close`. Something behind them
// (`"a"b`) makes quotes characters like any other.
std::string_view CsvReader::quoted_cell(std::string_view raw, std::size_t close) {
    if (!trimmed(raw.substr(close + 1)).empty()) return raw;
    if (quotes_doubled_) doubled_.push_back(cells_.size());
    return raw.substr(1, close - 1);
}

// Leaves the cells of the buffer's first record in cells_ and its size in record_size_.
CsvReader::ScanEnd CsvReader::scan(bool with_quotes) {
    const std::string_view bytes = buffer_.view();
    cells_.clear();
    doubled_.clear();
    has_quoted_ = false;
    Marks marks{bytes, separator_};
    std::size_t begin = 0;
    while (true) {
        std::size_t close = 0;
        if (with_quotes && begin < bytes.size() && bytes[begin] == '"') {
            close = find_closing_quote(bytes, begin);
            if (close == std::string_view::npos) return ScanEnd::InQuotes;
            has_quoted_ = true;
            marks.start_at(close + 1);
        }
        std::size_t end = marks.next();
        const bool at_end = end == std::string_view::npos;
        if (at_end && !buffer_.at_end()) return ScanEnd::NeedsMore;
        if (at_end) end = bytes.size();
        const bool is_last = at_end || bytes[end] == '\n';
        const bool has_return = is_last && end > begin && bytes[end - 1] == '\r';
        const std::string_view raw{bytes.data() + begin, end - begin - (has_return ? 1 : 0)};
        if (cells_.size() == kCellsMax) return ScanEnd::TooManyCells;
        cells_.push_back(close == 0 ? raw : quoted_cell(raw, close - begin));
        if (is_last) {
            record_size_ = at_end ? end : end + 1;
            return ScanEnd::Complete;
        }
        begin = end + 1;
    }
}

// A record without cells: skips to the next line, of which only what is in the buffer is known.
void CsvReader::give_fault(RecordFault fault, CsvRecord& out) {
    const std::string_view bytes = buffer_.view();
    const std::size_t line_end = bytes.find('\n');
    skip_rest_ = line_end == std::string_view::npos;
    given_ = skip_rest_ ? bytes.size() : line_end + 1;
    out.line = given_line_ = line_;
    out.fault = fault;
    out.cells.clear();
    if (!skip_rest_) ++line_;
}

void CsvReader::unescape_cells() {
    unescaped_.clear();
    unescaped_.reserve(record_size_);  // So that the views stay.
    for (const std::size_t i : doubled_) {
        const std::string_view raw = cells_[i];
        const std::size_t begin = unescaped_.size();
        for (std::size_t at = 0; at < raw.size(); ++at) {
            unescaped_ += raw[at];
            if (raw[at] == '"') ++at;  // Within the quotes they come in pairs only.
        }
        cells_[i] = std::string_view{unescaped_}.substr(begin);
    }
}

void CsvReader::give(CsvRecord& out) {
    const std::string_view record = buffer_.view().substr(0, record_size_);
    out.line = given_line_ = line_;
    out.fault = RecordFault::None;
    given_ = record_size_;
    line_ += has_quoted_ ? count_line_ends(record) : 1;
    if (!doubled_.empty()) unescape_cells();
    std::swap(out.cells, cells_);
    if (record.contains('\0')) {
        out.fault = RecordFault::HasNul;
    } else if (!simdjson::validate_utf8(record)) {
        out.fault = RecordFault::NotUtf8;
        const auto bad = std::ranges::find_if_not(
            out.cells, [](std::string_view cell) { return simdjson::validate_utf8(cell); });
        out.fault_cell = static_cast<std::size_t>(bad - out.cells.begin());
    }
}

bool CsvReader::reread_without_quotes(std::size_t wanted_cells, CsvRecord& out) {
    const std::size_t glued = given_;
    if (glued == 0 || scan(false) != ScanEnd::Complete || record_size_ > glued ||
        cells_.size() != wanted_cells)
        return false;
    line_ = given_line_;
    give(out);
    return true;
}

// Drops what was given and empty lines. False at the end; else something is in the buffer.
Result<bool> CsvReader::skip_to_record() {
    buffer_.consume(given_);
    given_ = 0;
    while (true) {
        std::string_view ahead = buffer_.view();
        if (skip_rest_ && !ahead.empty()) {
            const std::size_t line_end = ahead.find('\n');
            skip_rest_ = line_end == std::string_view::npos;
            line_ += skip_rest_ ? 0 : 1;
            buffer_.consume(skip_rest_ ? ahead.size() : line_end + 1);
            continue;
        }
        const std::size_t empty = ahead.starts_with("\n") ? 1 : ahead.starts_with("\r\n") ? 2 : 0;
        line_ += empty == 0 ? 0 : 1;
        buffer_.consume(empty);
        ahead.remove_prefix(empty);
        if (!ahead.empty() && empty == 0) return true;
        if (ahead.empty() && buffer_.at_end()) return false;
        if (ahead.empty()) TRY(buffer_.fill());
    }
}

Result<bool> CsvReader::next(CsvRecord& out) {
    if (separator_ == '\0') TRY(choose_separator({}));
    if (!TRY(skip_to_record())) return false;
    while (true) {
        const ScanEnd end = scan(true);
        if (end == ScanEnd::Complete) {
            give(out);
            return true;
        }
        if (end == ScanEnd::TooManyCells || buffer_.at_end() || buffer_.is_full()) {
            give_fault(end == ScanEnd::TooManyCells ? RecordFault::TooManyCells
                       : end == ScanEnd::InQuotes   ? RecordFault::UnclosedQuote
                                                    : RecordFault::TooLong,
                       out);
            return true;
        }
        TRY(buffer_.fill());
    }
}

}  // namespace pingli::intake
