#include "reviews/import_record.hpp"

#include <algorithm>

#include "base/record_form.hpp"

namespace pingli::reviews {

namespace {

constexpr std::array<std::string_view, 7> kStates{"open", "waiting", "reading", "judging",
                                                  "done", "stopped", "failed"};

void add_whole(RecordWriter& out, std::string_view name, std::uint64_t value) {
    if (value != 0) out.add(name, std::to_string(value));
}

std::uint64_t whole(const RecordReader& reader, std::string_view name) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, reader.whole(name).value_or(0)));
}

std::string rows_name(std::size_t kind) {
    return "rows_" + std::string{intake::to_name(static_cast<intake::FileKind>(kind))};
}

std::string choice_bytes(const std::string& file, const intake::FileChoice& choice) {
    RecordWriter out;
    out.add("file", file);
    if (choice.kind) out.add("kind", intake::to_name(*choice.kind));
    for (const auto& [header, column] : choice.columns)
        out.add("header", header).add("column", column);
    return out.take();
}

void read_choice(std::string_view bytes, intake::FileChoices& into) {
    const RecordReader reader{bytes};
    intake::FileChoice choice{.kind = intake::parse_file_kind(reader.text("kind")), .columns = {}};
    const auto headers = reader.texts("header");
    const auto columns = reader.texts("column");
    for (std::size_t i = 0; i < std::min(headers.size(), columns.size()); ++i)
        choice.columns.emplace(headers[i], columns[i]);
    into.emplace(reader.text("file"), std::move(choice));
}

}  // namespace

std::string_view to_name(ImportState state) {
    return kStates.at(static_cast<std::size_t>(state));
}

bool is_at_work(ImportState state) {
    return state == ImportState::Waiting || state == ImportState::Reading ||
           state == ImportState::Judging;
}

std::string import_record_key(const ShopId& shop, const std::string& id) {
    return shop.value() + '/' + id;
}

std::string to_bytes(const ImportRecord& record) {
    RecordWriter out;
    out.add("state", to_name(record.state));
    out.add("made_at", record.made_at).add("made_by", record.made_by.value());
    out.add("started_at", record.started_at).add("ended_at", record.ended_at);
    out.add("as_of", record.as_of).add("fault", to_bytes(record.fault));
    add_whole(out, "problems", record.problems);
    add_whole(out, "files", record.files);
    add_whole(out, "bytes_done", record.progress.bytes_done);
    add_whole(out, "bytes_total", record.progress.bytes_total);
    add_whole(out, "dossiers_done", record.progress.dossiers_done);
    if (record.progress.dossiers_total)
        out.add("dossiers_total", std::to_string(*record.progress.dossiers_total));
    ImportCounts::each(record.counts, [&](std::string_view name, std::uint64_t value) {
        add_whole(out, name, value);
    });
    for (std::size_t i = 0; i < intake::kFileKinds; ++i)
        add_whole(out, rows_name(i), record.counts.rows.at(i));
    for (const auto& [file, choice] : record.choices) out.add("choice", choice_bytes(file, choice));
    return out.take();
}

ImportRecord read_import(const ShopId& shop, std::string_view id, std::string_view bytes) {
    const RecordReader reader{bytes};
    ImportRecord out{.shop = shop,
                     .id = std::string{id},
                     .made_at = reader.instant("made_at").value_or(Instant{}),
                     .made_by = UserId{reader.text("made_by")},
                     .started_at = reader.instant("started_at"),
                     .ended_at = reader.instant("ended_at"),
                     .as_of = reader.instant("as_of"),
                     .progress = {.bytes_done = whole(reader, "bytes_done"),
                                  .bytes_total = whole(reader, "bytes_total"),
                                  .dossiers_done = whole(reader, "dossiers_done"),
                                  .dossiers_total = {}},
                     .counts = {},
                     .problems = whole(reader, "problems"),
                     .files = whole(reader, "files"),
                     .fault = parse_said(reader.text("fault")),
                     .choices = {}};
    const auto* const state = std::ranges::find(kStates, reader.text("state"));
    if (state != kStates.end()) out.state = static_cast<ImportState>(state - kStates.begin());
    if (reader.whole("dossiers_total"))
        out.progress.dossiers_total = whole(reader, "dossiers_total");
    ImportCounts::each(out.counts, [&](std::string_view name, std::uint64_t& value) {
        value = whole(reader, name);
    });
    for (std::size_t i = 0; i < intake::kFileKinds; ++i)
        out.counts.rows.at(i) = whole(reader, rows_name(i));
    for (const std::string& choice : reader.texts("choice")) read_choice(choice, out.choices);
    return out;
}

}  // namespace pingli::reviews
