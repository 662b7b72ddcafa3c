#include "rulebook/entries.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/time.hpp"
#include "calendar/explain.hpp"

namespace pingli::rulebook {

namespace {

std::string yes_or_no(bool is) {
    return is ? "yes" : "no";
}

// The words of a closed text, in one language.
std::string listed(const std::vector<DomainWord>& words, std::string Bilingual::* language) {
    std::string out;
    for (const DomainWord& word : words)
        out += (out.empty() ? "" : "; ") + word.value + " " + word.words.*language;
    return out;
}

Entry front_of(const Rulebook& book) {
    Entry out{.part = Part::Front,
              .table = {},
              .name = book.id,
              .cells = {{"title", book.title.zh + " / " + book.title.en},
                        {"authority", book.authority},
                        {"published", format_date(book.published)},
                        {"holds_from", format_date(book.holds_from)},
                        {"judged_at", book.facts[book.judged_at].name},
                        {"zone", book.zone.name()},
                        {"calendar", book.calendar ? book.calendar->id() : ""},
                        {"checked", format_date(book.checked)},
                        {"confirm", yes_or_no(book.confirm)}},
              .title = book.title,
              .text = {}};
    if (book.holds_until) out.cells.emplace_back("holds_until", format_date(*book.holds_until));
    return out;
}

Entry entry_of(const Fact& fact) {
    return {.part = Part::Fact,
            .table = {},
            .name = fact.name,
            .cells = {{"type", std::string{to_name(fact.type())}},
                      {"domain", fact.domain.to_text()},
                      {"zh", fact.words.zh},
                      {"en", fact.words.en},
                      {"from", fact.from}},
            .title = fact.words,
            .text = {.zh = listed(fact.domain.words, &Bilingual::zh),
                     .en = listed(fact.domain.words, &Bilingual::en)}};
}

Entry entry_of(const Output& output) {
    return {.part = Part::Result,
            .table = {},
            .name = output.name,
            .cells = {{"type", std::string{to_name(output.type())}},
                      {"domain", output.domain.to_text()},
                      {"zh", output.words.zh},
                      {"en", output.words.en}},
            .title = output.words,
            .text = {.zh = listed(output.domain.words, &Bilingual::zh),
                     .en = listed(output.domain.words, &Bilingual::en)}};
}

Entry entry_of(const Rulebook& book, const Deadline& deadline) {
    const std::string period = std::to_string(deadline.period.amount) + " " +
                               std::string{calendar::unit_name(deadline.period.unit)};
    return {.part = Part::Deadline,
            .table = {},
            .name = deadline.name,
            .cells = {{"from", book.facts[deadline.from].name},
                      {"period", period},
                      {"ends", std::string{calendar::ends_name(deadline.ends)}},
                      {"kept_by", book.facts[deadline.kept_by].name},
                      {"clause", book.clauses[deadline.clause].id},
                      {"zh", deadline.words.zh},
                      {"en", deadline.words.en}},
            .title = deadline.words,
            .text = {.zh = period, .en = period}};
}

Entry entry_of(const Clause& clause) {
    return {.part = Part::Clause,
            .table = {},
            .name = clause.id,
            .cells = {{"title", clause.title.zh + " / " + clause.title.en},
                      {"zh", clause.sentence.zh},
                      {"en", clause.sentence.en},
                      {"source", clause.source},
                      {"confirm", yes_or_no(clause.confirm)}},
            .title = clause.title,
            .text = clause.sentence};
}

Entry entry_of(const Table& table) {
    return {.part = Part::Table,
            .table = {},
            .name = table.name,
            .cells = {{"title", table.title.zh + " / " + table.title.en},
                      {"hit", std::string{to_name(table.hit)}}},
            .title = table.title,
            .text = {}};
}

Entry entry_of(const Rulebook& book, const Table& table, const Row& row) {
    Entry out{.part = Part::Row,
              .table = table.name,
              .name = row.name,
              .cells = {},
              .title = table.title,
              .text = {}};
    const auto say = [&](const Bilingual& words, const char* link, const std::string& value) {
        out.text.zh += (out.text.zh.empty() ? "" : "；") + words.zh + link + value;
        out.text.en += (out.text.en.empty() ? "" : "; ") + words.en + link + value;
    };
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Fact& fact = book.facts[table.columns[i].fact];
        out.cells.emplace_back(fact.name, row.cells[i].source);
        if (!row.cells[i].is_any) say(fact.words, " ", row.cells[i].source);
    }
    for (std::size_t i = 0; i < table.outputs.size(); ++i) {
        const Output& output = book.outputs[table.outputs[i]];
        const std::string result = to_literal(row.results[i], book.zone);
        out.cells.emplace_back("→ " + output.name, result);
        say(output.words, " → ", result);
    }
    std::string clauses;
    for (const std::size_t clause : row.clauses)
        clauses += (clauses.empty() ? "" : ", ") + book.clauses[clause].id;
    out.cells.emplace_back("clause", clauses);
    out.cells.emplace_back("note", row.note);
    return out;
}

Entry entry_of(const Rulebook& book, const Table& table, const Example& example) {
    Entry out{.part = Part::Example,
              .table = table.name,
              .name = example.name,
              .cells = {},
              .title = table.title,
              .text = {}};
    for (const auto& [fact, value] : example.facts)
        out.cells.emplace_back(book.facts[fact].name, to_literal(value, book.zone));
    for (std::size_t i = 0; i < example.results.size(); ++i) {
        std::string results;
        for (const Value& value : example.results[i])
            results += (results.empty() ? "" : ", ") + to_literal(value, book.zone);
        out.cells.emplace_back("→ " + book.outputs[table.outputs[i]].name, results);
    }
    std::string missing;
    for (const std::string& name : example.missing) missing += (missing.empty() ? "" : ", ") + name;
    out.cells.emplace_back("→ missing", missing);
    return out;
}

using Place = std::tuple<Part, std::string, std::string>;

Place place_of(const Entry& entry) {
    return {entry.part, entry.table, entry.name};
}

const std::string* find_cell(const Entry& entry, const std::string& column) {
    const auto at = std::ranges::find(entry.cells, column,
                                      [](const auto& cell) -> const auto& { return cell.first; });
    return at == entry.cells.end() ? nullptr : &at->second;
}

Change whole(const Entry& entry, ChangeKind kind) {
    Change out{
        .part = entry.part, .table = entry.table, .name = entry.name, .kind = kind, .cells = {}};
    for (const auto& [column, text] : entry.cells) {
        CellChange cell{.column = column, .from = std::nullopt, .to = std::nullopt};
        (kind == ChangeKind::Added ? cell.to : cell.from) = text;
        out.cells.push_back(std::move(cell));
    }
    return out;
}

Change difference(const Entry& from, const Entry& to) {
    Change out{.part = to.part,
               .table = to.table,
               .name = to.name,
               .kind = ChangeKind::Changed,
               .cells = {}};
    for (const auto& [column, text] : to.cells) {
        const std::string* before = find_cell(from, column);
        if (before != nullptr && *before == text) continue;
        out.cells.push_back({.column = column,
                             .from = before == nullptr ? std::nullopt : std::optional{*before},
                             .to = text});
    }
    for (const auto& [column, text] : from.cells)
        if (find_cell(to, column) == nullptr)
            out.cells.push_back({.column = column, .from = text, .to = std::nullopt});
    return out;
}

}  // namespace

std::string_view to_name(Part part) {
    constexpr std::array<std::string_view, 9> kNames = {
        "front", "prose", "fact", "result", "deadline", "clause", "table", "row", "example"};
    return kNames.at(static_cast<std::size_t>(part));
}

std::string_view to_name(ChangeKind kind) {
    constexpr std::array<std::string_view, 3> kNames = {"added", "removed", "changed"};
    return kNames.at(static_cast<std::size_t>(kind));
}

std::vector<Entry> entries_of(const Rulebook& book) {
    std::vector<Entry> out;
    out.push_back(front_of(book));
    for (const Fact& fact : book.facts)
        if (fact.kind == FactKind::Input) out.push_back(entry_of(fact));
    for (const Deadline& deadline : book.deadlines) out.push_back(entry_of(book, deadline));
    for (const Output& output : book.outputs) out.push_back(entry_of(output));
    for (const Clause& clause : book.clauses) out.push_back(entry_of(clause));
    for (const Table& table : book.tables) {
        out.push_back(entry_of(table));
        for (const Row& row : table.rows) out.push_back(entry_of(book, table, row));
        for (const Example& example : table.examples) out.push_back(entry_of(book, table, example));
    }
    return out;
}

Entry prose_entry(std::string section, std::string text) {
    return {.part = Part::Prose,
            .table = {},
            .name = text,
            .cells = {{"section", section}, {"text", text}},
            .title = {.zh = section, .en = section},
            .text = {.zh = text, .en = text}};
}

std::vector<Change> compare(const std::vector<Entry>& from, const std::vector<Entry>& to) {
    std::map<Place, const Entry*> before;
    for (const Entry& entry : from) before.emplace(place_of(entry), &entry);
    std::vector<Change> out;
    for (const Entry& entry : to) {
        const auto at = before.find(place_of(entry));
        if (at == before.end()) {
            out.push_back(whole(entry, ChangeKind::Added));
            continue;
        }
        Change change = difference(*at->second, entry);
        if (!change.cells.empty()) out.push_back(std::move(change));
        before.erase(at);
    }
    for (const Entry& entry : from)
        if (before.contains(place_of(entry))) out.push_back(whole(entry, ChangeKind::Removed));
    std::ranges::stable_sort(
        out, {}, [](const Change& change) { return std::pair{change.part, change.table}; });
    return out;
}

std::vector<std::string> folded_words(std::string_view words, const Fold& fold) {
    const std::string folded = fold(words);
    std::vector<std::string> out;
    for (std::size_t at = 0; at < folded.size();) {
        const std::size_t end = std::min(folded.find_first_of(" \t\n", at), folded.size());
        if (end > at) out.push_back(folded.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

bool has_words(const Entry& entry, const std::vector<std::string>& folded, const Fold& fold) {
    std::string all = entry.name + "\n" + entry.title.zh + "\n" + entry.title.en + "\n" +
                      entry.text.zh + "\n" + entry.text.en;
    for (const auto& [column, text] : entry.cells) all += "\n" + text;
    const std::string text = fold(all);
    return !folded.empty() && std::ranges::all_of(folded, [&](const std::string& word) {
        return text.contains(word);
    });
}

}  // namespace pingli::rulebook
