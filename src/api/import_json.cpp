#include <optional>

#include "api/list_json.hpp"
#include "api/review_json.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

using codec::JsonWriter;

void whole(JsonWriter& out, std::string_view name, std::uint64_t value) {
    out.field(name, static_cast<std::int64_t>(value));
}

void moment(JsonWriter& out, std::string_view name, const std::optional<Instant>& at) {
    if (at) {
        out.field(name, *at);
    } else {
        out.key(name);
        out.null();
    }
}

void name_or_null(JsonWriter& out, std::string_view name, std::string_view value) {
    out.key(name);
    out.text_or_null(value);
}

// What nobody worded for people of the shop is for whoever runs the server.
Bilingual for_desk(const Said& said) {
    return both(said.is_coded() ? said : say("import.unforeseen", said));
}

void both_or_null(JsonWriter& out, std::string_view name, const Said& said) {
    out.key(name);
    said.empty() ? out.null() : out.bilingual(for_desk(said));
}

void write_problem(JsonWriter& out, const Problem& problem) {
    out.begin_object();
    out.field("file", problem.file);
    out.key("line");
    problem.line > 0 ? out.whole(static_cast<std::int64_t>(problem.line)) : out.null();
    name_or_null(out, "field", problem.field);
    name_or_null(out, "found", english(problem.found));
    out.key("expected");
    out.bilingual(for_desk(problem.expected));
    out.end_object();
}

void write_progress(JsonWriter& out, const reviews::ImportProgress& progress) {
    out.key("progress");
    out.begin_object();
    whole(out, "bytes_done", progress.bytes_done);
    whole(out, "bytes_total", progress.bytes_total);
    whole(out, "dossiers_done", progress.dossiers_done);
    out.key("dossiers_total");
    progress.dossiers_total ? out.whole(static_cast<std::int64_t>(*progress.dossiers_total))
                            : out.null();
    out.end_object();
}

void write_counts(JsonWriter& out, const reviews::ImportCounts& counts) {
    out.key("counts");
    out.begin_object();
    out.key("rows");
    out.begin_array();
    for (std::size_t i = 0; i < counts.rows.size(); ++i) {
        if (counts.rows.at(i) == 0) continue;
        out.begin_object();
        out.field("kind", intake::to_name(static_cast<intake::FileKind>(i)));
        whole(out, "rows", counts.rows.at(i));
        out.end_object();
    }
    out.end_array();
    reviews::ImportCounts::each(
        counts, [&](std::string_view name, std::uint64_t value) { whole(out, name, value); });
    out.end_object();
}

void write_columns(JsonWriter& out, const intake::FilePreview& preview) {
    out.key("columns");
    out.begin_array();
    for (const intake::PreviewColumn& column : preview.columns) {
        out.begin_object();
        out.field("header", column.header);
        name_or_null(out, "column", column.column);
        out.key("is_chosen");
        out.boolean(column.is_chosen);
        out.end_object();
    }
    out.end_array();
    out.key("known");
    out.begin_array();
    for (const intake::KnownColumn& known : preview.known) {
        bool is_found = false;
        for (const auto& column : preview.columns) is_found |= column.column == known.name;
        out.begin_object();
        out.field("column", known.name);
        out.key("must");
        out.boolean(known.is_needed);
        out.key("is_found");
        out.boolean(is_found);
        out.end_object();
    }
    out.end_array();
}

void write_file(JsonWriter& out, const ShownFile& shown) {
    const intake::FilePreview& preview = shown.preview;
    out.begin_object();
    out.field("name", shown.file.name);
    whole(out, "bytes", shown.file.bytes);
    name_or_null(out, "kind", preview.kind ? intake::to_name(*preview.kind) : std::string_view{});
    name_or_null(out, "form",
                 preview.syntax ? intake::to_name(*preview.syntax) : std::string_view{});
    name_or_null(out, "encoding",
                 preview.encoding ? intake::to_name(*preview.encoding) : std::string_view{});
    write_columns(out, preview);
    out.key("rows");
    out.begin_array();
    for (const auto& row : preview.rows) {
        out.begin_array();
        for (const std::string& cell : row) out.text(cell);
        out.end_array();
    }
    out.end_array();
    both_or_null(out, "problem", preview.problem);
    out.end_object();
}

}  // namespace

std::string import_file_json(const ShownFile& file) {
    std::string text;
    JsonWriter out{text};
    write_file(out, file);
    return text;
}

std::string import_json(const reviews::ImportRecord& record, const std::vector<ShownFile>& files,
                        const NameOf& name_of) {
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.field("id", record.id);
    out.field("state", to_name(record.state));
    out.field("made_at", record.made_at);
    out.field("made_by", record.made_by.value());
    name_or_null(out, "made_by_name", name_of(record.made_by));
    moment(out, "started_at", record.started_at);
    moment(out, "ended_at", record.ended_at);
    moment(out, "as_of", record.as_of);
    out.field("files_until", record.made_at + reviews::kImportFilesKeptFor);
    write_progress(out, record.progress);
    write_counts(out, record.counts);
    out.key("files");
    out.begin_array();
    for (const ShownFile& file : files) write_file(out, file);
    out.end_array();
    whole(out, "problems", record.problems);
    both_or_null(out, "fault", record.fault);
    out.end_object();
    return text;
}

std::string imports_json(const std::vector<reviews::ImportRecord>& records, const NameOf& name_of) {
    return list_json("imports", records, [&](JsonWriter& out, const reviews::ImportRecord& record) {
        out.begin_object();
        out.field("id", record.id);
        out.field("state", to_name(record.state));
        out.field("made_at", record.made_at);
        out.field("made_by", record.made_by.value());
        name_or_null(out, "made_by_name", name_of(record.made_by));
        moment(out, "ended_at", record.ended_at);
        whole(out, "files", record.files);
        whole(out, "findings", record.counts.findings);
        whole(out, "problems", record.problems);
        out.end_object();
    });
}

std::string import_problems_json(const reviews::ImportRecord& record,
                                 const reviews::ImportFiles::Problems& problems) {
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.key("problems");
    out.begin_array();
    for (const Problem& problem : problems.told) write_problem(out, problem);
    out.end_array();
    name_or_null(out, "next", problems.next == 0 ? "" : std::to_string(problems.next));
    whole(out, "total", record.problems);
    out.end_object();
    return text;
}

std::string import_progress_json(const reviews::ImportRecord& record) {
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.field("id", record.id);
    out.field("state", to_name(record.state));
    write_progress(out, record.progress);
    whole(out, "findings", record.counts.findings);
    whole(out, "problems", record.problems);
    out.end_object();
    return text;
}

}  // namespace pingli::api
