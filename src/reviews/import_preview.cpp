#include "reviews/import_preview.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/record_form.hpp"

namespace pingli::reviews {

namespace {

constexpr std::string_view kForm = "1";
constexpr std::array kSyntaxes{intake::Syntax::Csv, intake::Syntax::Json, intake::Syntax::Text};
constexpr std::array kEncodings{intake::Encoding::Utf8, intake::Encoding::Utf16Le,
                                intake::Encoding::Gb18030};

template <class Value, std::size_t Count>
std::optional<Value> named(const std::array<Value, Count>& all, std::string_view name) {
    const auto at = std::ranges::find(all, name, [](Value one) { return intake::to_name(one); });
    return at == all.end() ? std::nullopt : std::optional{*at};
}

}  // namespace

std::string to_bytes(const intake::FilePreview& preview) {
    RecordWriter out;
    out.add("form", kForm);
    if (preview.kind) out.add("kind", intake::to_name(*preview.kind));
    if (preview.syntax) out.add("syntax", intake::to_name(*preview.syntax));
    if (preview.encoding) out.add("encoding", intake::to_name(*preview.encoding));
    if (!preview.known.empty()) out.add("has_known", "yes");
    if (!preview.problem.empty()) out.add("problem", to_bytes(preview.problem));
    for (const intake::PreviewColumn& column : preview.columns)
        out.add("header", column.header)
            .add("column", column.column)
            .add("is_chosen", column.is_chosen ? "yes" : "no");
    for (const auto& row : preview.rows) {
        out.add("cells", std::to_string(row.size()));
        for (const std::string& cell : row) out.add("cell", cell);
    }
    return out.take();
}

std::optional<intake::FilePreview> read_preview(std::string_view bytes) {
    const RecordReader reader{bytes};
    if (reader.text("form") != kForm) return std::nullopt;
    intake::FilePreview out;
    out.kind = intake::parse_file_kind(reader.text("kind"));
    out.syntax = named(kSyntaxes, reader.text("syntax"));
    out.encoding = named(kEncodings, reader.text("encoding"));
    if (out.kind && reader.text("has_known") == "yes") out.known = intake::known_columns(*out.kind);
    out.problem = parse_said(reader.text("problem"));
    auto headers = reader.texts("header");
    auto columns = reader.texts("column");
    const auto chosen = reader.texts("is_chosen");
    if (columns.size() != headers.size() || chosen.size() != headers.size()) return std::nullopt;
    for (std::size_t i = 0; i < headers.size(); ++i)
        out.columns.push_back({.header = std::move(headers[i]),
                               .column = std::move(columns[i]),
                               .is_chosen = chosen[i] == "yes"});
    auto cells = reader.texts("cell");
    auto next = cells.begin();
    for (const std::string& width : reader.texts("cells")) {
        auto& row = out.rows.emplace_back();
        std::size_t left = 0;
        std::from_chars(width.data(), width.data() + width.size(), left);
        for (; left > 0 && next != cells.end(); --left) row.push_back(std::move(*next++));
    }
    return out;
}

}  // namespace pingli::reviews
