#include "rulebook/proof.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "rulebook/words.hpp"

namespace pingli::rulebook {

namespace {

struct RowSetHash {
    std::size_t operator()(const RowSet& rows) const {
        std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
        for (const std::uint64_t word : rows.words) {
            hash = (hash ^ word) * 0xFF51AFD7ED558CCDULL;
            hash ^= hash >> 32;
        }
        return static_cast<std::size_t>(hash);
    }
};

struct Part {  // of one column: codes with the same rows count as one
    RowSet rows;
    Code code = 0;
};

std::vector<Part> merged_parts(const Column& column) {
    std::vector<Part> parts;
    for (std::size_t code = 1; code < column.by_code.size(); ++code) {
        const RowSet& rows = column.by_code[code].sure;
        if (std::ranges::find(parts, rows, &Part::rows) == parts.end())
            parts.push_back({.rows = rows, .code = static_cast<Code>(code)});
    }
    return parts;
}

struct Node {  // a set of rows alive, and the way it was reached
    RowSet alive;
    std::size_t parent = 0;
    Code code = 0;
};

class Walk {
public:
    Walk(const Table& table, std::size_t steps_max) : table_(table), steps_left_(steps_max) {}

    // False when the limit was reached.
    bool run() {
        find_tails();
        RowSet all;
        for (std::size_t row = 0; row < table_.rows.size(); ++row) all.add(row);
        levels_.push_back({{.alive = without_losers(all, 0), .parent = 0, .code = 0}});
        for (std::size_t column = 0; column < table_.columns.size(); ++column)
            if (!step(column)) return false;
        return true;
    }

    [[nodiscard]] const std::vector<Node>& last() const { return levels_.back(); }
    [[nodiscard]] const std::vector<std::vector<Code>>& gaps() const { return gaps_; }

    // The codes on the way to node `at` of level `level`; part 1 for the columns after it.
    [[nodiscard]] std::vector<Code> way_to(std::size_t level, std::size_t at) const {
        std::vector<Code> codes(table_.columns.size(), Code{1});
        for (; level > 0; --level) {
            codes[level - 1] = levels_[level][at].code;
            at = levels_[level][at].parent;
        }
        return codes;
    }

private:
    // tails_[c]: the rows that let everything through from column c on.
    void find_tails() {
        tails_.resize(table_.columns.size() + 1);
        for (std::size_t row = 0; row < table_.rows.size(); ++row) {
            tails_.back().add(row);
            for (std::size_t c = table_.columns.size(); c-- > 0;) {
                const auto& by_code = table_.columns[c].by_code;
                const bool all = std::all_of(by_code.begin() + 1, by_code.end(),
                                             [&](const auto& m) { return m.sure.contains(row); });
                if (!all) break;
                tails_[c].add(row);
            }
        }
    }

    [[nodiscard]] RowSet without_losers(const RowSet& alive, std::size_t column) const {
        if (table_.hit != Hit::First) return alive;
        const std::size_t winner = (alive & tails_[column]).first();
        RowSet kept;
        for (std::size_t row = 0; row <= winner && row < table_.rows.size(); ++row)
            if (alive.contains(row)) kept.add(row);
        return kept;
    }

    bool step(std::size_t column) {
        const std::vector<Part> parts = merged_parts(table_.columns[column]);
        const std::vector<Node>& nodes = levels_.back();
        std::vector<Node> next;
        std::unordered_map<RowSet, bool, RowSetHash> seen;
        for (std::size_t at = 0; at < nodes.size(); ++at) {
            for (const Part& part : parts) {
                if (steps_left_-- == 0) return false;
                const RowSet alive = without_losers(nodes[at].alive & part.rows, column + 1);
                if (alive.is_empty()) {
                    if (gaps_.size() < kFaultsMax) {
                        gaps_.push_back(way_to(column, at));
                        gaps_.back()[column] = part.code;
                    }
                } else if (seen.emplace(alive, true).second) {
                    next.push_back({.alive = alive, .parent = at, .code = part.code});
                }
            }
        }
        levels_.push_back(std::move(next));
        return true;
    }

    const Table& table_;
    std::size_t steps_left_;
    std::vector<RowSet> tails_;
    std::vector<std::vector<Node>> levels_;
    std::vector<std::vector<Code>> gaps_;
};

// A case in which all cells of the row are yes; nothing when a cell lets nothing through.
std::optional<std::vector<Code>> case_of(const Table& table, std::size_t row) {
    std::vector<Code> codes;
    for (const Column& column : table.columns) {
        const auto begin = column.by_code.begin() + 1;
        const auto at = std::find_if(begin, column.by_code.end(),
                                     [&](const auto& m) { return m.sure.contains(row); });
        if (at == column.by_code.end()) return std::nullopt;
        codes.push_back(static_cast<Code>(at - column.by_code.begin()));
    }
    return codes;
}

void find_pairs(const Table& table, const Walk& walk, std::vector<Fault>& faults) {
    const bool is_any = table.hit == Hit::Any;
    std::set<std::pair<std::size_t, std::size_t>> seen;
    for (std::size_t at = 0; at < walk.last().size(); ++at) {
        const std::vector<std::size_t> rows = walk.last()[at].alive.rows();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (std::size_t j = i + 1; j < rows.size(); ++j) {
                if (is_any && table.same_results[rows[i]].contains(rows[j])) continue;
                if (seen.size() == kFaultsMax || !seen.emplace(rows[i], rows[j]).second) continue;
                faults.push_back({.kind = is_any ? FaultKind::Conflict : FaultKind::Overlap,
                                  .rows = {rows[i], rows[j]},
                                  .witness = walk.way_to(table.columns.size(), at)});
            }
        }
    }
}

void find_losers(const Table& table, const Walk& walk, const RowSet& never_fires,
                 std::vector<Fault>& faults) {
    RowSet winners;
    for (const Node& node : walk.last()) winners.add(node.alive.first());
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        if (!winners.contains(row) && !never_fires.contains(row))
            faults.push_back({.kind = FaultKind::NeverWins,
                              .rows = {row},
                              .witness = case_of(table, row).value_or(std::vector<Code>{})});
}

}  // namespace

std::vector<Fault> prove(const Table& table, std::size_t steps_max) {
    std::vector<Fault> faults;
    RowSet never_fires;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (case_of(table, row)) continue;
        never_fires.add(row);
        faults.push_back({.kind = FaultKind::NeverFires, .rows = {row}, .witness = {}});
    }
    if (table.hit == Hit::Collect) return faults;
    Walk walk{table, steps_max};
    const bool is_proved = walk.run();
    for (const std::vector<Code>& gap : walk.gaps())
        faults.push_back({.kind = FaultKind::Gap, .rows = {}, .witness = gap});
    if (!is_proved) {
        faults.push_back({.kind = FaultKind::NotProved, .rows = {}, .witness = {}});
        return faults;
    }
    if (table.hit == Hit::First)
        find_losers(table, walk, never_fires, faults);
    else
        find_pairs(table, walk, faults);
    return faults;
}

std::string to_text(const Rulebook& book, const Table& table, const std::vector<Code>& witness) {
    std::string text;
    for (std::size_t i = 0; i < witness.size(); ++i) {
        const Fact& fact = book.facts[table.columns[i].fact];
        const Value value = fact.domain.keys.value_of(fact.parts.readable[witness[i]]);
        text += (text.empty() ? "" : ", ") + fact.name + " = " + to_literal(value, book.zone);
    }
    return text.empty() ? "any case" : text;
}

}  // namespace pingli::rulebook
