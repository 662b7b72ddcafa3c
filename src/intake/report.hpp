// What was read and what was wrong with it. One for a whole folder; every reader tells it.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "intake/cells.hpp"
#include "intake/formats.hpp"
#include "intake/rows.hpp"

namespace pingli::intake {

struct Counts {
    std::array<std::uint64_t, kFileKinds> rows{};  // good rows, by FileKind
    std::uint64_t bytes = 0;                       // on disk
    std::uint64_t files = 0;
    std::uint64_t bad_lines = 0;   // skipped
    std::uint64_t bad_fields = 0;  // left out of a row that was kept
    std::uint64_t bad_files = 0;   // not read to their end
    std::uint64_t duplicates = 0;  // of an order, review or conversation: one counts
    std::uint64_t unmatched = 0;   // calls and contacts of nobody in the files
    std::uint64_t ignored_files = 0;
    [[nodiscard]] std::uint64_t of(FileKind kind) const {
        return rows.at(static_cast<std::size_t>(kind));
    }
};

class Report {
public:
    explicit Report(ProblemSink sink) : sink_(std::move(sink)) {}

    void start_file(std::string_view name, FileKind kind) {
        file_ = name;
        kind_ = kind;
    }
    [[nodiscard]] FileKind kind() const { return kind_; }
    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] Counts& counts() { return counts_; }
    [[nodiscard]] const Counts& counts() const { return counts_; }
    void good_row() { ++counts_.rows.at(static_cast<std::size_t>(kind_)); }

    struct Fault {
        std::uint64_t line = 0;
        std::string_view field;
        std::string_view found;  // shown only as its shape
        Said expected;
    };
    void bad_line(const Fault& fault) {
        ++counts_.bad_lines;
        tell(fault);
    }
    void bad_field(const Fault& fault) {
        ++counts_.bad_fields;
        tell(fault);
    }
    // Rows of one order that are too many to be read: `count` of them, the first at `source`.
    void not_read(const facts::Source& source, std::uint64_t count, Said expected) {
        counts_.bad_lines += count;
        if (!sink_) return;
        sink_(Problem{.file = std::string{source.file},
                      .line = source.line,
                      .column = 0,
                      .field = {},
                      .found = std::to_string(count) + " more",
                      .expected = std::move(expected)});
    }
    // A file, or a folder of them, that is not read.
    void left_alone(std::string_view name, Said expected) {
        ++counts_.ignored_files;
        if (!sink_) return;
        sink_(Problem{.file = std::string{name},
                      .line = 0,
                      .column = 0,
                      .field = {},
                      .found = {},
                      .expected = std::move(expected)});
    }
    void bad_file(Said expected) {
        ++counts_.bad_files;
        tell({.line = 0, .field = {}, .found = {}, .expected = std::move(expected)});
    }

private:
    void tell(const Fault& fault) {
        if (!sink_) return;
        sink_(Problem{.file = file_,
                      .line = fault.line,
                      .column = 0,
                      .field = std::string{fault.field},
                      .found = shape_of(fault.found),
                      .expected = fault.expected});
    }
    ProblemSink sink_;
    std::string file_;
    FileKind kind_{};
    Counts counts_;
};

}  // namespace pingli::intake
