#include "cases/inquiry.hpp"

#include <algorithm>
#include <array>

namespace pingli::cases {

namespace {

using rulebook::Value;

const Value* result_of(const Told& told, std::string_view output) {
    if (!told.decided || told.rows.empty()) return nullptr;
    const auto& outputs = told.table->outputs;
    for (std::size_t i = 0; i < outputs.size(); ++i)
        if (told.book->outputs[outputs[i]].name == output)
            return &told.table->rows[told.rows.front()].results[i];
    return nullptr;
}

std::vector<std::string> first_results(const Told& told, const std::vector<std::size_t>& rows) {
    std::vector<std::string> out;
    for (const std::size_t row : rows) {
        const auto* text = std::get_if<std::string>(&told.table->rows[row].results.front());
        if (text != nullptr && std::ranges::find(out, *text) == out.end()) out.push_back(*text);
    }
    return out;
}

FactValue to_fact(const Value& value, const Zone& zone) {
    if (const auto* truth = std::get_if<bool>(&value)) return *truth;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* at = std::get_if<Instant>(&value)) return zone.format(*at);
    return rulebook::to_literal(value, zone);
}

rulebook::Given to_given(const FactValue& value) {
    return std::visit([](const auto& one) { return rulebook::Given{Value{one}}; }, value);
}

}  // namespace

std::string Told::text(std::string_view output) const {
    const Value* value = result_of(*this, output);
    const auto* text = value ? std::get_if<std::string>(value) : nullptr;
    return text ? *text : std::string{};
}

bool Told::truth(std::string_view output) const {
    const Value* value = result_of(*this, output);
    const auto* truth = value ? std::get_if<bool>(value) : nullptr;
    return truth != nullptr && *truth;
}

std::int64_t Told::whole(std::string_view output) const {
    const Value* value = result_of(*this, output);
    const auto* whole = value ? std::get_if<std::int64_t>(value) : nullptr;
    return whole ? *whole : 0;
}

std::vector<std::string> Told::texts() const {
    return table == nullptr ? std::vector<std::string>{} : first_results(*this, rows);
}

std::vector<std::string> Told::open_texts() const {
    return table == nullptr ? std::vector<std::string>{} : first_results(*this, open);
}

Bilingual Told::words(std::string_view output, std::string_view value) const {
    if (book != nullptr)
        for (const rulebook::Output& one : book->outputs)
            if (one.name == output)
                for (const rulebook::DomainWord& word : one.domain.words)
                    if (word.value == value) return word.words;
    return {.zh = std::string{value}, .en = std::string{value}};
}

void Inquiry::put(std::string_view name, rulebook::Given value) {
    facts_.set(std::string{name}, std::move(value));
}

void Inquiry::set(const Facts& facts) {
    for (const Fact& fact : facts) put(fact.name, to_given(fact.value));
}

void Inquiry::set_local_time(std::string_view name, LocalTime at) {
    const auto midnight = std::chrono::floor<std::chrono::days>(at);
    put(name, Value{rulebook::TimeOfDay{.since_midnight = at - midnight}});
}

Told Inquiry::ask(std::string_view table) const {
    Told told{.table = book_->find_table(table), .book = book_.get(), .rows = {}, .open = {}};
    if (told.table == nullptr) return told;
    rulebook::Case input{*book_};
    std::vector<rulebook::FactProblem> problems;
    rulebook::fill(input, *book_, facts_, problems);
    input.derive(*told.table);
    const rulebook::Record record = rulebook::evaluate(*told.table, input.codes());
    told.decided = record.outcome == rulebook::Outcome::Decided;
    // Decided without a fired row: the open rows agree.
    const bool agreed =
        told.decided && record.fired.is_empty() && told.table->hit != rulebook::Hit::Collect;
    told.rows = (agreed ? record.open : record.fired).rows();
    told.open = record.open.rows();
    return told;
}

rulebook::Decision Inquiry::explain(std::string_view name) const {
    const rulebook::Table* table = book_->find_table(name);
    if (table != nullptr) return rulebook::decide(book_, *table, facts_);
    rulebook::Decision nothing;
    nothing.book = book_;
    nothing.table = name;
    nothing.outcome = rulebook::Outcome::CannotTell;
    return nothing;
}

FiredTable Inquiry::fired(const rulebook::Decision& decision) const {
    FiredTable out{
        .table = decision.table, .rows = {}, .clauses = clauses_of(decision), .results = {}};
    for (const rulebook::FiredRow& row : decision.rows) out.rows.push_back(row.row);
    for (const rulebook::Outputs& outputs : decision.outputs)
        for (const auto& [name, value] : outputs)
            out.results.push_back({.name = name, .value = to_fact(value, book_->zone)});
    return out;
}

Facts Inquiry::facts() const {
    Facts out;
    for (const auto& [name, given] : facts_.entries())
        if (const auto* value = std::get_if<Value>(&given))
            out.push_back({.name = name, .value = to_fact(*value, book_->zone)});
    return out;
}

std::vector<std::string> clauses_of(const rulebook::Decision& decision) {
    std::vector<std::string> out;
    for (const rulebook::FiredRow& row : decision.rows)
        for (const std::string& clause : row.clauses)
            if (std::ranges::find(out, clause) == out.end()) out.push_back(clause);
    return out;
}

FactFault check_fact(const rulebook::Rulebook& book, const Fact& fact) {
    constexpr std::array<std::string_view, 5> kNobodysToState{"case", "clock", "ledger", "officer",
                                                              "ruling"};
    const auto index = book.find_fact(fact.name);
    if (!index) return FactFault::Unknown;
    const rulebook::Fact& known = book.facts[*index];
    if (known.kind != rulebook::FactKind::Input) return FactFault::Unknown;
    // `found_…` is what a table found; `proof` is what the weighing of the exhibits comes to.
    if (std::ranges::find(kNobodysToState, known.from) != kNobodysToState.end() ||
        fact.name.starts_with("found_") || fact.name == "proof" || fact.name == "alleged")
        return FactFault::NotYours;
    const auto value = rulebook::to_value(to_given(fact.value), known.type(), book.zone);
    if (!value) return FactFault::Wrong;
    const auto key = known.domain.keys.key_of(*value);
    return key && known.domain.keys.domain.contains(*key) ? FactFault::None : FactFault::Wrong;
}

}  // namespace pingli::cases
