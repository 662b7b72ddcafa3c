// A rulebook as a flat list of named things with named texts: what one version has and another has
// not (X2), and where certain words stand (X12).

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rulebook/rulebook.hpp"

namespace pingli::rulebook {

enum class Part : std::uint8_t {
    Front,
    Prose,
    Fact,
    Result,
    Deadline,
    Clause,
    Table,
    Row,
    Example
};
std::string_view to_name(Part part);  // "front", "row" …

struct Entry {
    Part part{};
    std::string table;                                       // of a row or an example
    std::string name;                                        // one of its part (and table)
    std::vector<std::pair<std::string, std::string>> cells;  // column and text, as on the page
    Bilingual title;                                         // what it is called
    Bilingual text;                                          // what it says
};

// In the order of the page, without its prose.
std::vector<Entry> entries_of(const Rulebook& book);
// A paragraph of the page, under the heading `section`: by itself, since it has no name.
Entry prose_entry(std::string section, std::string text);

enum class ChangeKind : std::uint8_t { Added, Removed, Changed };
std::string_view to_name(ChangeKind kind);

struct CellChange {
    std::string column;
    std::optional<std::string> from;  // nothing: the column is new
    std::optional<std::string> to;
};
struct Change {
    Part part{};
    std::string table;
    std::string name;
    ChangeKind kind{};
    std::vector<CellChange> cells;  // those that differ; all of what was added or removed
};

// In the order of `to`, what was removed after what is left of its part. Things are the same when
// part, table and name are; the order of rows does not count.
std::vector<Change> compare(const std::vector<Entry>& from, const std::vector<Entry>& to);

// Whether every word of `words` (apart by blanks, folded by the caller's `fold`) occurs in the
// entry's name, title, text or cells. No words: no.
using Fold = std::function<std::string(std::string_view)>;
std::vector<std::string> folded_words(std::string_view words, const Fold& fold);
bool has_words(const Entry& entry, const std::vector<std::string>& folded, const Fold& fold);

}  // namespace pingli::rulebook
