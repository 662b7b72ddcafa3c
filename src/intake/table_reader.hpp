// A CSV export as rows: finds the header, maps its columns by the synonym tables, reads each line.
// A line that cannot be used is reported and left out; a cell that cannot is reported and left
// absent, unless the row needs it.

#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "intake/csv.hpp"
#include "intake/report.hpp"
#include "intake/rows.hpp"
#include "intake/values.hpp"

namespace pingli::intake {

// What a reader asks now and then, at least every 4,096 lines: false ends the reading.
using KeepOn = std::function<bool(std::uint64_t bytes_taken)>;

// What a person said of a file's columns: header to column, "" for none. It goes before synonyms.
using ChosenColumns = std::map<std::string, std::string, std::less<>>;

// What stands for each row in a column that the file does not have: column to cell. The carrier's
// list of a number does not repeat that number on each line.
using GivenCells = std::map<std::string, std::string, std::less<>>;

struct Reading {
    const Values& values;
    Report& report;         // of the file that start_file() named
    std::string_view file;  // for Source; must outlive the rows
    const RowSink& sink;
    const KeepOn& keep_on;
    const ChosenColumns* chosen = nullptr;  // null: none
    const GivenCells* given = nullptr;      // null: none
};

// Rows of the report's kind. Fails when reading fails, when the sink fails, or (Unavailable) when
// keep_on says no. A file without a usable header is a problem, not a failure.
Result<void> read_table(CsvReader& csv, const Reading& reading);

// The kind whose required columns a header has, the one with most known columns first.
std::optional<FileKind> recognize_table(const std::vector<std::string_view>& header,
                                        const Formats& formats);

// For who shows a table to a person: what each cell of a header is matched to, "" for nothing.
struct HeaderMatch {
    std::vector<std::string> columns;
    std::string lacks;  // the column without which the table cannot be read; empty: none
};
HeaderMatch match_header(const std::vector<std::string_view>& header, FileKind kind,
                         const Formats& formats, const ChosenColumns& chosen);

// Such a column, in words.
Said wanted_column(std::string_view lacks);

struct KnownColumn {
    std::string_view name;
    bool is_needed = false;
};
std::vector<KnownColumn> known_columns(FileKind kind);

}  // namespace pingli::intake
