// Cells of a comma-separated row, and the times and sums in them.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace pingli::simulate {

// "2026-06-05 12:00:00" by a clock in China, which has no other zone and no summer time.
void append_stamp(std::string& out, Instant at);
// "2026-06-05T12:00:00+08:00"
void append_iso(std::string& out, Instant at);
void append_yuan(std::string& out, std::int64_t fen);  // "129.00"

// Appends cells with commas between them. Texts hold no quotes (Phrases sees to it).
class Row {
public:
    explicit Row(std::string& out) : out_(out) {}
    Row& plain(std::string_view value) {
        separate();
        out_ += value;
        return *this;
    }
    Row& quoted(std::string_view value) {
        separate();
        out_ += '"';
        out_ += value;
        out_ += '"';
        return *this;
    }
    Row& at(Instant value) {
        separate();
        append_stamp(out_, value);
        return *this;
    }
    Row& yuan(std::int64_t fen) {
        separate();
        append_yuan(out_, fen);
        return *this;
    }
    void end() { out_ += '\n'; }

private:
    void separate() {
        if (!is_first_) out_ += ',';
        is_first_ = false;
    }
    std::string& out_;
    bool is_first_ = true;
};

}  // namespace pingli::simulate
