#include "intake/table_reader.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "intake/schema.hpp"

namespace pingli::intake {

namespace {

constexpr std::uint64_t kLinesBetweenQuestions = 4096;

// Where a field's cell stands: columns with the field's synonyms, the best first.
template <class T>
struct Mapped {
    const Field<T>* field = nullptr;
    std::vector<std::size_t> columns;
};

template <class T>
struct Plan {
    std::vector<Mapped<T>> fields;
    std::size_t header_cells = 0;
    std::optional<std::size_t> status_column;
    [[nodiscard]] bool has(const Field<T>& field) const {
        return std::ranges::find(fields, &field, &Mapped<T>::field) != fields.end();
    }
};

const ChosenColumns kNoneChosen;
const GivenCells kNoneGiven;

// A person's word first, then the synonyms.
std::optional<Column> column_of(FileKind kind, std::string_view header, const Formats& formats,
                                const ChosenColumns& chosen) {
    if (const auto found = chosen.find(trimmed(header)); found != chosen.end())
        return found->second.empty() ? std::nullopt
                                     : std::optional{Column{.canonical = found->second}};
    auto column = formats.column(kind, header);
    if (column) ++column->priority;
    return column;
}

template <class T>
Plan<T> make_plan(const std::vector<std::string_view>& header, const Schema<T>& schema,
                  const Formats& formats, const ChosenColumns& chosen) {
    struct Candidate {
        std::uint32_t priority;
        std::size_t column;
    };
    Plan<T> plan;
    plan.header_cells = header.size();
    for (const Field<T>& field : schema.fields) {
        std::vector<Candidate> candidates;
        for (std::size_t i = 0; i < header.size(); ++i) {
            const auto column = column_of(schema.kind, header[i], formats, chosen);
            if (column && column->canonical == field.name)
                candidates.push_back({.priority = column->priority, .column = i});
        }
        std::ranges::sort(candidates, {}, [](const Candidate& candidate) {
            return std::pair{candidate.priority, candidate.column};
        });
        if (candidates.empty()) continue;
        Mapped<T> mapped{.field = &field, .columns = {}};
        for (const Candidate& candidate : candidates) mapped.columns.push_back(candidate.column);
        if (field.name == "status") plan.status_column = mapped.columns.front();
        plan.fields.push_back(std::move(mapped));
    }
    return plan;
}

// The required column that `plan` lacks; empty when it has all.
template <class T>
std::string missing_column(const Plan<T>& plan, const Schema<T>& schema,
                           const GivenCells& given = {}) {
    std::string one_of;
    bool has_one_of = false;
    for (const Field<T>& field : schema.fields) {
        const auto is_known = [&](const Field<T>& one) {
            return plan.has(one) || given.contains(one.name);
        };
        const Field<T>* const instead =
            field.instead.empty() ? nullptr : find_field(schema, field.instead);
        const bool has = is_known(field) || (instead != nullptr && is_known(*instead));
        if (field.need == Need::Required && !has)
            return std::string{instead != nullptr ? instead->name : field.name};
        if (field.need == Need::OneOf) {
            has_one_of = has_one_of || has;
            one_of += (one_of.empty() ? "" : " or ") + std::string{field.name};
        }
    }
    return has_one_of ? std::string{} : one_of;
}

bool is_blank(std::string_view cell) {
    return trimmed(cell).empty();
}

// Unquoted half-width commas in a status ("交易成功,卖家已发货") make cells too many: puts them
// together again. True when `record` then has `wanted` cells.
bool mend_status(CsvRecord& record, std::size_t wanted, std::size_t status,
                 const Formats& formats) {
    if (record.cells.size() <= wanted || status >= wanted) return false;
    const std::size_t extra = record.cells.size() - wanted;
    for (std::size_t i = status; i <= status + extra; ++i)
        if (formats.meaning(WordKind::Status, unwrapped(record.cells[i])).empty()) return false;
    const char* const begin = record.cells[status].data();
    const std::string_view last = record.cells[status + extra];
    record.cells[status] = {begin, static_cast<std::size_t>(last.data() + last.size() - begin)};
    const auto first = record.cells.begin() + static_cast<std::ptrdiff_t>(status) + 1;
    record.cells.erase(first, first + static_cast<std::ptrdiff_t>(extra));
    return true;
}

template <class T>
class TableRows {
public:
    TableRows(CsvReader& csv, const Reading& reading, const Schema<T>& schema)
        : csv_(csv),
          reading_(reading),
          schema_(schema),
          given_(reading.given != nullptr ? *reading.given : kNoneGiven) {}

    Result<void> run() {
        if (!TRY(find_header())) return {};
        std::uint64_t lines = 0;
        while (TRY(csv_.next(record_))) {
            if (++lines % kLinesBetweenQuestions == 0 && reading_.keep_on &&
                !reading_.keep_on(csv_.bytes_taken()))
                return fail(ErrorCode::Unavailable, "stopped");
            if (!is_usable()) continue;
            T row{};
            if (!fill(row)) continue;
            schema_.source(row) = {.file = reading_.file, .line = record_.line};
            reading_.report.good_row();
            TRY(reading_.sink(Row{&row}));
        }
        return {};
    }

private:
    Plan<T> plan_for(const std::vector<std::string_view>& header) const {
        return make_plan(header, schema_, reading_.values.formats(),
                         reading_.chosen != nullptr ? *reading_.chosen : kNoneChosen);
    }

    Result<bool> find_header() {
        const HeaderTest is_header = [this](const std::vector<std::string_view>& cells) {
            return missing_column(plan_for(cells), schema_, given_).empty();
        };
        TRY(csv_.choose_separator(is_header));
        std::string missing;
        for (std::size_t i = 0; i < kPreambleLinesMax && TRY(csv_.next(record_)); ++i) {
            Plan<T> plan = plan_for(record_.cells);
            std::string lacks = missing_column(plan, schema_, given_);
            if (lacks.empty()) {
                plan_ = std::move(plan);
                return true;
            }
            if (missing.empty() || plan.fields.size() > best_) missing = std::move(lacks);
            best_ = std::max(best_, plan.fields.size());
        }
        reading_.report.bad_file(missing.empty() ? say("file.header")
                                 : missing == "caller"
                                     ? say("file.own_number")
                                     : say("file.column", wanted_column(missing)));
        return false;
    }

    bool is_usable() {
        if (record_.fault == RecordFault::UnclosedQuote)
            csv_.reread_without_quotes(plan_.header_cells, record_);
        if (record_.fault != RecordFault::None) {
            reading_.report.bad_line({.line = record_.line,
                                      .field = {},
                                      .found = {},
                                      .expected = expected_of(record_.fault)});
            return false;
        }
        auto& cells = record_.cells;
        const std::size_t wanted = plan_.header_cells;
        if (cells.size() == wanted) return true;
        if (cells.size() == 1 && is_blank(cells.front())) return false;
        while (cells.size() > wanted && is_blank(cells.back())) cells.pop_back();
        if (cells.size() == wanted) return true;
        if (plan_.status_column &&
            mend_status(record_, wanted, *plan_.status_column, reading_.values.formats()))
            return true;
        const std::size_t found = cells.size();
        if (csv_.reread_without_quotes(wanted, record_) && record_.fault == RecordFault::None)
            return true;
        if (found < wanted && !is_glued()) {  // Spreadsheets leave empty cells at the end out.
            cells.resize(wanted);
            return true;
        }
        reading_.report.bad_line({.line = record_.line,
                                  .field = {},
                                  .found = {},
                                  .expected = say("file.cells", wanted, found)});
        return false;
    }

    // Whether a stray quote may have made one record of two lines.
    [[nodiscard]] bool is_glued() const {
        return std::ranges::any_of(record_.cells,
                                   [](std::string_view cell) { return cell.contains('\n'); });
    }

    void fill_given(T& row) const {
        for (const Field<T>& field : schema_.fields)
            if (const auto given = given_.find(field.name);
                given != given_.end() && !plan_.has(field))
                field.read(row, given->second, reading_.values);
    }

    bool fill(T& row) {
        fill_given(row);
        bool has_one_of = false;
        bool needs_one_of = false;
        for (const Mapped<T>& mapped : plan_.fields) {
            const Field<T>& field = *mapped.field;
            std::string_view cell;
            for (const std::size_t column : mapped.columns) {
                cell = record_.cells[column];
                if (!cell.empty() && !is_blank(cell)) break;
            }
            const bool is_empty = cell.empty() || is_blank(cell);
            if (field.need == Need::Required && is_empty)
                return reject(field.name, cell, say("cell.value"));
            if (field.need == Need::OneOf) {
                needs_one_of = true;
                has_one_of = has_one_of || !is_empty;
            }
            if (is_empty) continue;
            const Expected expected = field.read(row, cell, reading_.values);
            if (expected.empty()) continue;
            if (field.need == Need::Required) return reject(field.name, cell, say(expected));
            reading_.report.bad_field({.line = record_.line,
                                       .field = field.name,
                                       .found = cell,
                                       .expected = say(expected)});
        }
        if (needs_one_of && !has_one_of)
            return reject(missing_column(Plan<T>{}, schema_), {}, say("cell.value"));
        return true;
    }

    bool reject(std::string_view field, std::string_view found, Said expected) {
        reading_.report.bad_line({.line = record_.line,
                                  .field = field,
                                  .found = found,
                                  .expected = std::move(expected)});
        return false;
    }

    CsvReader& csv_;
    const Reading& reading_;
    const Schema<T>& schema_;
    const GivenCells& given_;
    CsvRecord record_;
    Plan<T> plan_;
    std::size_t best_ = 0;
};

}  // namespace

Result<void> read_table(CsvReader& csv, const Reading& reading) {
    return with_schema(reading.report.kind(),
                       [&](const auto& schema) { return TableRows{csv, reading, schema}.run(); });
}

std::optional<FileKind> recognize_table(const std::vector<std::string_view>& header,
                                        const Formats& formats) {
    std::optional<FileKind> best;
    std::size_t most = 1;  // One known word is no table.
    for (std::size_t i = 0; i < kFileKinds; ++i) {
        const auto kind = static_cast<FileKind>(i);
        const std::size_t known = with_schema(kind, [&](const auto& schema) -> std::size_t {
            const auto plan = make_plan(header, schema, formats, kNoneChosen);
            return missing_column(plan, schema).empty() ? plan.fields.size() : 0;
        });
        if (known > most) {
            most = known;
            best = kind;
        }
    }
    return best;
}

HeaderMatch match_header(const std::vector<std::string_view>& header, FileKind kind,
                         const Formats& formats, const ChosenColumns& chosen) {
    return with_schema(kind, [&](const auto& schema) {
        const auto plan = make_plan(header, schema, formats, chosen);
        HeaderMatch match{.columns = std::vector<std::string>(header.size()),
                          .lacks = missing_column(plan, schema)};
        for (const auto& mapped : plan.fields)
            for (const std::size_t column : mapped.columns)
                match.columns[column] = mapped.field->name;
        return match;
    });
}

// "who or nick" has the code column.who_or_nick.
Said wanted_column(std::string_view lacks) {
    std::string code = "column." + std::string{lacks};
    std::ranges::replace(code, ' ', '_');
    return say(code);
}

std::vector<KnownColumn> known_columns(FileKind kind) {
    return with_schema(kind, [](const auto& schema) {
        std::vector<KnownColumn> known;
        for (const auto& field : schema.fields) {
            const bool is_needed =
                field.need == Need::Required && field.name != "own" && field.name != "other";
            known.push_back({.name = field.name, .is_needed = is_needed});
        }
        return known;
    });
}

}  // namespace pingli::intake
