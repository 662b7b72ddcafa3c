#include "intake/preview.hpp"

#include <algorithm>
#include <utility>

#include "codec/cut_text.hpp"
#include "intake/cells.hpp"
#include "intake/csv.hpp"
#include "intake/inflate.hpp"
#include "intake/limits.hpp"
#include "intake/lines.hpp"

namespace pingli::intake {

namespace {

std::string shown(std::string_view cell) {
    const std::string_view begin = codec::cut_text(cell, kPreviewCellBytesMax);
    return begin.size() == cell.size() ? std::string{cell} : std::string{begin} + "…";
}

struct Header {
    std::vector<std::string> cells;
    HeaderMatch match;
    [[nodiscard]] std::size_t matched() const {
        return cells.size() - static_cast<std::size_t>(std::ranges::count(match.columns, ""));
    }
};

// The line that is read as the header; else the one that comes closest.
Result<Header> find_header(CsvReader& csv, FileKind kind, const Formats& formats,
                           const ChosenColumns& chosen,
                           std::vector<std::vector<std::string>>& rows_behind) {
    const HeaderTest is_header = [&](const std::vector<std::string_view>& cells) {
        return match_header(cells, kind, formats, chosen).lacks.empty();
    };
    TRY(csv.choose_separator(is_header));
    CsvRecord record;
    Header best;
    for (std::size_t i = 0; i < kPreambleLinesMax && TRY(csv.next(record)); ++i) {
        Header one{.cells = {record.cells.begin(), record.cells.end()},
                   .match = match_header(record.cells, kind, formats, chosen)};
        if (best.cells.empty() || one.match.lacks.empty() || one.matched() > best.matched()) {
            best = std::move(one);
            rows_behind.clear();
        } else if (rows_behind.size() < kPreviewRowsMax) {
            rows_behind.emplace_back(record.cells.begin(), record.cells.end());
        }
        if (best.match.lacks.empty()) break;
    }
    return best;
}

Result<void> preview_table(const ShopFile& file, const Formats& formats, const FileChoice& choice,
                           UnpackBudget& budget, FilePreview& out) {
    CsvReader csv{TRY(ByteSource::open(file.path, &budget))};
    if (!out.kind) {
        CsvReader first{TRY(ByteSource::open(file.path, &budget))};
        const HeaderTest is_header = [&](const std::vector<std::string_view>& cells) {
            return recognize_table(cells, formats).has_value();
        };
        TRY(first.choose_separator(is_header));
        CsvRecord record;
        for (std::size_t i = 0; i < kPreambleLinesMax && !out.kind && TRY(first.next(record)); ++i)
            out.kind = recognize_table(record.cells, formats);
    }
    const FileKind kind = out.kind.value_or(FileKind::Orders);
    Header header = TRY(find_header(csv, kind, formats, choice.columns, out.rows));
    if (header.cells.size() > kPreviewColumnsMax) header.cells.resize(kPreviewColumnsMax);
    for (std::size_t i = 0; i < header.cells.size(); ++i)
        out.columns.push_back({.header = shown(trimmed(header.cells[i])),
                               .column = out.kind ? header.match.columns[i] : std::string{},
                               .is_chosen = choice.columns.contains(trimmed(header.cells[i]))});
    CsvRecord record;
    while (out.rows.size() < kPreviewRowsMax && TRY(csv.next(record)))
        out.rows.emplace_back(record.cells.begin(), record.cells.end());
    for (auto& row : out.rows) {
        row.resize(out.columns.size());
        for (std::string& cell : row) cell = shown(cell);
    }
    out.encoding = csv.encoding();
    if (!out.kind) {
        out.problem = say("file.kind");
        return {};
    }
    out.known = known_columns(kind);
    if (!header.match.lacks.empty())
        out.problem = say("file.column", wanted_column(header.match.lacks));
    return {};
}

Result<void> preview_lines(const ShopFile& file, UnpackBudget& budget, FilePreview& out) {
    auto source = TRY(ByteSource::open(file.path, &budget));
    LineReader lines{std::move(source)};
    Line line;
    while (out.rows.size() < kPreviewRowsMax && TRY(lines.next(line))) {
        if (line.fault != RecordFault::None) {
            out.problem = expected_of(line.fault);
            continue;
        }
        if (!trimmed(line.text).empty()) out.rows.push_back({shown(line.text)});
    }
    out.encoding = lines.encoding();
    return {};
}

}  // namespace

std::string_view to_name(Encoding encoding) {
    switch (encoding) {
        case Encoding::Utf8:
            return "UTF-8";
        case Encoding::Utf16Le:
        case Encoding::Utf16Be:
            return "UTF-16";
        case Encoding::Gb18030:
            break;
    }
    return "GB18030";
}

std::string_view to_name(Syntax syntax) {
    switch (syntax) {
        case Syntax::Csv:
            return "csv";
        case Syntax::Json:
            return "json";
        case Syntax::Text:
            break;
    }
    return "text";
}

FilePreview preview_file(const std::filesystem::path& path, const std::string& name,
                         const Formats& formats, const FileChoice& choice) {
    FilePreview out;
    if (name == "shop.toml") return out;
    const auto file = find_file(path, name, formats);
    if (!file) {
        out.problem = say("file.of_shop");
        return out;
    }
    out.kind = choice.kind ? choice.kind : file->kind;
    out.syntax = file->syntax;
    UnpackBudget budget{.bytes = kPreviewUnpackedBytesMax, .expected = say("file.early_lines")};
    const auto done = file->syntax == Syntax::Csv
                          ? preview_table(*file, formats, choice, budget, out)
                          : preview_lines(*file, budget, out);
    if (!done) out.problem = said_of(done.error());
    return out;
}

}  // namespace pingli::intake
