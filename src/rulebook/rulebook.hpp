// A rulebook, understood: facts, deadlines, results, clauses, decision tables and their examples
// (docs/rulebook-format.md). Immutable once built (build.hpp), so it is shared between threads.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/zone.hpp"
#include "calendar/deadline.hpp"
#include "rulebook/cell.hpp"
#include "rulebook/keys.hpp"
#include "rulebook/source.hpp"
#include "rulebook/value.hpp"

namespace pingli::rulebook {

using FactIndex = std::size_t;

enum class FactKind : std::uint8_t { Input, Due, Kept };  // Due, Kept: made by a deadline

// The parts of a fact's domain that some table tells apart. Code 0 is "unknown": absent, of another
// type or outside the domain; the parts are 1, 2, 3 …
using Code = std::uint8_t;
constexpr Code kUnknownCode = 0;

struct Partition {
    std::vector<Key> starts;    // segment i runs from starts[i] up to before starts[i + 1]
    std::vector<Code> codes;    // of segment i
    std::vector<Key> readable;  // a readable key of each code; [0] is not used
    [[nodiscard]] Code code_of(Key key) const {
        std::size_t at = starts.size();
        while (at > 1 && starts[at - 1] > key) --at;
        return codes[at - 1];
    }
    [[nodiscard]] std::size_t size() const { return readable.size(); }  // with the unknown
};

struct Domain {
    Type type{};
    std::vector<DomainWord> words;  // of a closed text, in the order of the page
    Cell tests;                     // of the other types; is_any when the page says nothing
    KeySpace keys;
    // "text: \"good\", \"bad\"", "whole >= 0", "boolean".
    [[nodiscard]] std::string to_text() const;
};

struct Fact {
    std::string name;
    Domain domain;
    FactKind kind{};
    std::size_t deadline = 0;  // of Due and Kept
    Bilingual words;
    std::string from;
    Bilingual from_words;
    Written written;
    Partition parts;
    [[nodiscard]] Type type() const { return domain.type; }
};

struct Deadline {
    std::string name;
    FactIndex from = 0;
    calendar::Period period;
    calendar::Ends ends{};
    FactIndex kept_by = 0;
    std::size_t clause = 0;
    Bilingual words;
    FactIndex due = 0;  // the facts it makes
    FactIndex kept = 0;
    Written written;
};

struct Output {  // a declared result
    std::string name;
    Domain domain;
    Bilingual words;
    Written written;
    [[nodiscard]] Type type() const { return domain.type; }
};

struct Clause {
    std::string id;
    Bilingual title;
    Bilingual sentence;
    std::string source;
    bool confirm = false;
    Written written;
};

enum class Hit : std::uint8_t { Unique, Any, First, Collect };
std::string_view to_name(Hit hit);

struct Row {
    std::string name;
    std::vector<Cell> cells;     // one a fact column
    std::vector<KeySet> keys;    // what each cell lets through
    std::vector<Value> results;  // one a result column
    std::vector<std::size_t> clauses;
    std::string note;
    std::uint64_t line = 0;
};

struct Example {
    std::string name;
    std::vector<std::pair<FactIndex, Value>> facts;
    std::vector<std::vector<Value>> results;  // one a result column; empty = not said
    std::vector<std::string> missing;
    std::uint64_t line = 0;
};

// A set of rows of one table.
constexpr std::size_t kRowWords = kRowsMax / 64;
struct RowSet {
    std::array<std::uint64_t, kRowWords> words{};
    void add(std::size_t row) { words[row / 64] |= std::uint64_t{1} << (row % 64); }
    [[nodiscard]] bool contains(std::size_t row) const {
        return ((words[row / 64] >> (row % 64)) & 1) != 0;
    }
    [[nodiscard]] bool is_empty() const;
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] std::size_t first() const;  // kRowsMax when empty
    [[nodiscard]] std::vector<std::size_t> rows() const;
    friend bool operator==(const RowSet&, const RowSet&) = default;
    friend RowSet operator&(const RowSet& left, const RowSet& right);
    [[nodiscard]] RowSet without(const RowSet& other) const;
};

// A column compiled: which rows each part of the fact lets through. `sure` and `possible` differ
// for an unknown fact only: sure are the rows with "-", possible are all.
struct Column {
    FactIndex fact = 0;
    struct Masks {
        RowSet sure;
        RowSet possible;
    };
    std::vector<Masks> by_code;
    struct SmallMasks {  // the same for a table of at most 64 rows: the path of millions a second
        std::uint64_t sure = 0;
        std::uint64_t possible = 0;
    };
    std::vector<SmallMasks> small_by_code;
};

struct Table {
    std::string name;
    Bilingual title;
    Hit hit{};
    std::vector<Column> columns;
    std::vector<std::size_t> outputs;  // the result columns
    std::vector<Row> rows;
    std::vector<std::size_t> deadlines;     // that its columns need, each after those it needs
    std::vector<RowSet> same_results;       // per row: the rows with equal results
    std::vector<std::uint64_t> small_same;  // the same for at most 64 rows
    std::vector<Example> examples;
    Written written;
    [[nodiscard]] bool is_small() const { return rows.size() <= 64; }
};

struct Rulebook {
    std::string file;
    std::string sha256;
    std::string id;
    std::string version;
    std::string authority;
    Bilingual title;
    LocalDate published;
    LocalDate holds_from;
    std::optional<LocalDate> holds_until;  // the last day
    LocalDate checked;
    bool confirm = false;
    FactIndex judged_at = 0;
    Zone zone = Zone::fixed("UTC", std::chrono::seconds{0});
    std::shared_ptr<const calendar::Calendar> calendar;
    std::vector<Fact> facts;  // the inputs, then what the deadlines make
    std::vector<Deadline> deadlines;
    std::vector<Output> outputs;
    std::vector<Clause> clauses;
    std::vector<Table> tables;

    [[nodiscard]] std::optional<FactIndex> find_fact(std::string_view name) const;
    [[nodiscard]] const Table* find_table(std::string_view name) const;  // nullptr: none
};

using RulebookPtr = std::shared_ptr<const Rulebook>;

}  // namespace pingli::rulebook
