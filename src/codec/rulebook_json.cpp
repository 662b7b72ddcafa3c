#include "codec/rulebook_json.hpp"

#include <algorithm>

#include "calendar/explain.hpp"
#include "codec/decision_json.hpp"

namespace pingli::codec {

namespace {

using rulebook::FactIndex;
using rulebook::FactKind;
using rulebook::Rulebook;
using rulebook::Table;

void words(JsonWriter& out, std::string_view name, const Bilingual& both) {
    out.key(name);
    out.bilingual(both);
}

void flag(JsonWriter& out, std::string_view name, bool value) {
    out.key(name);
    out.boolean(value);
}

void texts(JsonWriter& out, std::string_view name, const std::vector<std::string>& all) {
    out.key(name);
    out.begin_array();
    for (const std::string& one : all) out.text(one);
    out.end_array();
}

void domain(JsonWriter& out, const rulebook::Domain& of) {
    out.field("type", to_name(of.type));
    out.field("domain", of.to_text());
    out.key("values");
    out.begin_array();
    for (const rulebook::DomainWord& word : of.words) {
        out.begin_object();
        out.field("value", word.value);
        words(out, "words", word.words);
        out.end_object();
    }
    out.end_array();
}

void dates(JsonWriter& out, const Rulebook& book) {
    out.field("published", format_date(book.published));
    out.field("holds_from", format_date(book.holds_from));
    if (book.holds_until) out.field("holds_until", format_date(*book.holds_until));
    out.field("checked", format_date(book.checked));
    flag(out, "confirm", book.confirm);
    out.field("sha256", book.sha256);
}

std::string_view kind_of(FactKind kind) {
    if (kind == FactKind::Due) return "due";
    return kind == FactKind::Kept ? "kept" : "input";
}

void facts(JsonWriter& out, const Rulebook& book) {
    out.key("facts");
    out.begin_array();
    for (const rulebook::Fact& fact : book.facts) {
        out.begin_object();
        out.field("name", fact.name);
        out.field("kind", kind_of(fact.kind));
        domain(out, fact.domain);
        words(out, "words", fact.words);
        out.field("from", fact.from);
        words(out, "from_words", fact.from_words);
        if (fact.kind != FactKind::Input) out.field("deadline", book.deadlines[fact.deadline].name);
        out.end_object();
    }
    out.end_array();
}

void results(JsonWriter& out, const Rulebook& book) {
    out.key("results");
    out.begin_array();
    for (const rulebook::Output& result : book.outputs) {
        out.begin_object();
        out.field("name", result.name);
        domain(out, result.domain);
        words(out, "words", result.words);
        out.end_object();
    }
    out.end_array();
}

void deadlines(JsonWriter& out, const Rulebook& book) {
    out.key("deadlines");
    out.begin_array();
    for (const rulebook::Deadline& one : book.deadlines) {
        out.begin_object();
        out.field("name", one.name);
        out.field("from", book.facts[one.from].name);
        out.field("period", std::to_string(one.period.amount) + " " +
                                std::string{calendar::unit_name(one.period.unit)});
        out.field("ends", calendar::ends_name(one.ends));
        out.field("kept_by", book.facts[one.kept_by].name);
        out.field("clause", book.clauses[one.clause].id);
        words(out, "words", one.words);
        out.end_object();
    }
    out.end_array();
}

void clauses(JsonWriter& out, const Rulebook& book) {
    out.key("clauses");
    out.begin_array();
    for (const rulebook::Clause& clause : book.clauses) write_clause(out, clause);
    out.end_array();
}

// The facts that somebody has to give for the table: its own, and what its deadlines count from.
class Asked {
public:
    Asked(const Rulebook& book, const Table& table) : book_(book) {
        for (const rulebook::Column& column : table.columns) add(column.fact);
    }
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

private:
    void add(FactIndex index) {
        const rulebook::Fact& fact = book_.facts[index];
        if (fact.kind == FactKind::Input) {
            if (std::ranges::find(names_, fact.name) == names_.end()) names_.push_back(fact.name);
            return;
        }
        add(book_.deadlines[fact.deadline].from);
        if (fact.kind == FactKind::Kept) add(book_.deadlines[fact.deadline].kept_by);
    }
    const Rulebook& book_;
    std::vector<std::string> names_;
};

void row(JsonWriter& out, const Rulebook& book, const rulebook::Row& one) {
    bool confirm = false;
    out.begin_object();
    out.field("row", one.name);
    out.key("cells");
    out.begin_array();
    for (const rulebook::Cell& cell : one.cells) out.text(cell.source);
    out.end_array();
    out.key("results");
    out.begin_array();
    for (const rulebook::Value& value : one.results) out.text(to_literal(value, book.zone));
    out.end_array();
    out.key("clauses");
    out.begin_array();
    for (const std::size_t clause : one.clauses) {
        out.text(book.clauses[clause].id);
        confirm = confirm || book.clauses[clause].confirm;
    }
    out.end_array();
    if (!one.note.empty()) out.field("note", one.note);
    flag(out, "confirm", confirm || book.confirm);
    out.end_object();
}

void example(JsonWriter& out, const Rulebook& book, const Table& table,
             const rulebook::Example& one) {
    out.begin_object();
    out.field("name", one.name);
    out.key("facts");
    out.begin_object();
    for (const auto& [fact, value] : one.facts)
        out.field(book.facts[fact].name, to_literal(value, book.zone));
    out.end_object();
    out.key("results");
    out.begin_object();
    for (std::size_t i = 0; i < one.results.size() && i < table.outputs.size(); ++i) {
        std::string all;
        for (const rulebook::Value& value : one.results[i])
            all += (all.empty() ? "" : ", ") + to_literal(value, book.zone);
        if (!all.empty()) out.field(book.outputs[table.outputs[i]].name, all);
    }
    out.end_object();
    texts(out, "missing", one.missing);
    out.end_object();
}

void table(JsonWriter& out, const Rulebook& book, const Table& one) {
    out.begin_object();
    out.field("name", one.name);
    words(out, "title", one.title);
    out.field("hit", to_name(one.hit));
    out.key("inputs");
    out.begin_array();
    for (const rulebook::Column& column : one.columns) out.text(book.facts[column.fact].name);
    out.end_array();
    out.key("outputs");
    out.begin_array();
    for (const std::size_t output : one.outputs) out.text(book.outputs[output].name);
    out.end_array();
    texts(out, "asks", Asked{book, one}.names());
    out.key("rows");
    out.begin_array();
    for (const rulebook::Row& each : one.rows) row(out, book, each);
    out.end_array();
    out.key("examples");
    out.begin_array();
    for (const rulebook::Example& each : one.examples) example(out, book, one, each);
    out.end_array();
    out.end_object();
}

std::int64_t place_of(const Table& table, std::string_view row) {
    return std::ranges::find(table.rows, row, &rulebook::Row::name) - table.rows.begin();
}

template <class Rows>
void places(JsonWriter& out, std::string_view name, const Table& table, const Rows& rows) {
    out.key(name);
    out.begin_array();
    for (const auto& one : rows) out.whole(place_of(table, one.row));
    out.end_array();
}

void collect_prose(const std::vector<PageBlock>& blocks, std::string& section,
                   std::vector<rulebook::Entry>& out) {
    for (const PageBlock& block : blocks) {
        if (block.kind == "heading") section = plain_text(block.runs);
        if (block.kind == "paragraph")
            out.push_back(rulebook::prose_entry(section, plain_text(block.runs)));
        // Lists of clauses and tables are the engine's.
        if (block.part.empty())
            for (const auto& item : block.items) collect_prose(item, section, out);
    }
}

}  // namespace

void write_rulebook_version(JsonWriter& out, const Rulebook& book) {
    out.begin_object();
    out.field("version", book.version);
    dates(out, book);
    out.end_object();
}

void write_clause(JsonWriter& out, const rulebook::Clause& clause) {
    out.begin_object();
    out.field("id", clause.id);
    words(out, "title", clause.title);
    words(out, "sentence", clause.sentence);
    out.field("source", clause.source);
    flag(out, "confirm", clause.confirm);
    out.end_object();
}

std::string rulebook_json(const Rulebook& book, bool is_in_force,
                          const std::vector<PageBlock>& page) {
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.field("id", book.id);
    out.field("version", book.version);
    out.field("authority", book.authority);
    words(out, "title", book.title);
    dates(out, book);
    flag(out, "is_in_force", is_in_force);
    out.field("judged_at", book.facts[book.judged_at].name);
    out.field("zone", book.zone.name());
    out.field("calendar", book.calendar ? book.calendar->id() : std::string{});
    out.key("blocks");
    write_page_blocks(out, page);
    facts(out, book);
    results(out, book);
    deadlines(out, book);
    clauses(out, book);
    out.key("tables");
    out.begin_array();
    for (const Table& one : book.tables) table(out, book, one);
    out.end_array();
    out.end_object();
    return text;
}

std::string rulebook_check_json(const Rulebook& book, const Problems& problems) {
    std::size_t rows = 0;
    std::size_t examples = 0;
    for (const Table& one : book.tables) {
        rows += one.rows.size();
        examples += one.examples.size();
    }
    const auto unconfirmed = std::ranges::count(book.clauses, true, &rulebook::Clause::confirm);
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    flag(out, "is_good", problems.empty());
    out.field("tables", static_cast<std::int64_t>(book.tables.size()));
    out.field("rows", static_cast<std::int64_t>(rows));
    out.field("examples", static_cast<std::int64_t>(examples));
    out.field("clauses", static_cast<std::int64_t>(book.clauses.size()));
    out.field("unconfirmed", static_cast<std::int64_t>(unconfirmed));
    out.key("findings");
    out.begin_array();
    for (const Problem& problem : problems) {
        out.begin_object();
        out.field("line", static_cast<std::int64_t>(problem.line));
        out.field("column", std::int64_t{problem.column});
        words(out, "field", both(problem.part));
        words(out, "found", both(problem.found));
        words(out, "expected", both(problem.expected));
        out.end_object();
    }
    out.end_array();
    out.end_object();
    return text;
}

std::string try_out_json(const rulebook::Decision& decision) {
    const Table* of = decision.book->find_table(decision.table);
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.key("decision");
    out.raw(to_json(decision));
    if (of != nullptr) {
        places(out, "fired", *of, decision.rows);
        places(out, "open", *of, decision.open_rows);
    }
    out.key("near_miss");
    if (of != nullptr && decision.near_miss)
        out.whole(place_of(*of, decision.near_miss->row));
    else
        out.null();
    out.end_object();
    return text;
}

void write_change(JsonWriter& out, const rulebook::Change& change) {
    out.begin_object();
    out.field("part", to_name(change.part));
    if (!change.table.empty()) out.field("table", change.table);
    out.field("name", change.name);
    out.field("change", to_name(change.kind));
    out.key("cells");
    out.begin_array();
    const auto or_null = [&](std::string_view name, const std::optional<std::string>& value) {
        out.key(name);
        if (value)
            out.text(*value);
        else
            out.null();
    };
    for (const rulebook::CellChange& cell : change.cells) {
        out.begin_object();
        out.field("column", cell.column);
        or_null("from", cell.from);
        or_null("to", cell.to);
        out.end_object();
    }
    out.end_array();
    out.end_object();
}

void write_hit(JsonWriter& out, const Rulebook& book, const rulebook::Entry& entry) {
    out.begin_object();
    out.field("rulebook", book.id);
    out.field("version", book.version);
    out.field("part", to_name(entry.part));
    if (!entry.table.empty()) out.field("table", entry.table);
    out.field("name", entry.name);
    words(out, "title", entry.title);
    words(out, "text", entry.text);
    out.end_object();
}

std::vector<rulebook::Entry> prose_of(const std::vector<PageBlock>& page) {
    std::vector<rulebook::Entry> out;
    std::string section;
    collect_prose(page, section, out);
    return out;
}

}  // namespace pingli::codec
