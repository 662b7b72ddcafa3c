#include "rulebook/rulebook.hpp"

#include <algorithm>
#include <bit>

namespace pingli::rulebook {

std::string_view to_name(Hit hit) {
    constexpr std::array<std::string_view, 4> kNames{"unique", "any", "first", "collect"};
    return kNames[static_cast<std::size_t>(hit)];
}

std::string Domain::to_text() const {
    std::string text{to_name(type)};
    const char* between = ": ";
    for (const DomainWord& word : words) {
        text += between + ("\"" + word.value + "\"");
        between = ", ";
    }
    if (!tests.is_any && !tests.source.empty()) text += " " + tests.source;
    if (keys.currency) text += " in " + std::string{keys.currency->code()};
    return text;
}

bool RowSet::is_empty() const {
    return std::ranges::all_of(words, [](std::uint64_t word) { return word == 0; });
}

std::size_t RowSet::count() const {
    std::size_t count = 0;
    for (const std::uint64_t word : words) count += static_cast<std::size_t>(std::popcount(word));
    return count;
}

std::size_t RowSet::first() const {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] != 0) return i * 64 + static_cast<std::size_t>(std::countr_zero(words[i]));
    return kRowsMax;
}

std::vector<std::size_t> RowSet::rows() const {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < words.size(); ++i)
        for (std::uint64_t word = words[i]; word != 0; word &= word - 1)
            rows.push_back(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
    return rows;
}

RowSet operator&(const RowSet& left, const RowSet& right) {
    RowSet out;
    for (std::size_t i = 0; i < kRowWords; ++i) out.words[i] = left.words[i] & right.words[i];
    return out;
}

RowSet RowSet::without(const RowSet& other) const {
    RowSet out;
    for (std::size_t i = 0; i < kRowWords; ++i) out.words[i] = words[i] & ~other.words[i];
    return out;
}

std::optional<FactIndex> Rulebook::find_fact(std::string_view name) const {
    const auto at = std::ranges::find(facts, name, &Fact::name);
    if (at == facts.end()) return std::nullopt;
    return static_cast<FactIndex>(at - facts.begin());
}

const Table* Rulebook::find_table(std::string_view name) const {
    const auto at = std::ranges::find(tables, name, &Table::name);
    return at == tables.end() ? nullptr : &*at;
}

}  // namespace pingli::rulebook
