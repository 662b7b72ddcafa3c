// One walk through the tables of one rulebook: facts are set by name, tables asked by name, and
// what fired is kept for the ruling (X1). A table or fact that a version of the rulebook lacks
// leaves the answer undecided.

#pragma once

#include "cases/rules.hpp"
#include "rulebook/decide.hpp"

namespace pingli::cases {

// The result of one table: light, without words.
struct Told {
    const rulebook::Table* table = nullptr;
    const rulebook::Rulebook* book = nullptr;
    bool decided = false;
    std::vector<std::size_t> rows;  // that decide, or fired (collect)
    std::vector<std::size_t> open;  // that might still, for want of facts

    // Of the deciding row; empty, false, 0 when undecided.
    [[nodiscard]] std::string text(std::string_view output) const;
    [[nodiscard]] bool truth(std::string_view output) const;
    [[nodiscard]] std::int64_t whole(std::string_view output) const;
    // The first result of each fired row, without doubles.
    [[nodiscard]] std::vector<std::string> texts() const;
    [[nodiscard]] std::vector<std::string> open_texts() const;
    // The reader's words for a result's value; the value itself where there are none.
    [[nodiscard]] Bilingual words(std::string_view output, std::string_view value) const;
};

class Inquiry {
public:
    explicit Inquiry(rulebook::RulebookPtr book) : book_(std::move(book)) {}

    void set(std::string_view name, bool value) { put(name, rulebook::Value{value}); }
    void set(std::string_view name, std::int64_t value) { put(name, rulebook::Value{value}); }
    void set(std::string_view name, Instant value) { put(name, rulebook::Value{value}); }
    void set(std::string_view name, std::string_view value) {
        put(name, rulebook::Value{std::string{value}});
    }
    void set(std::string_view name, const char* value) { set(name, std::string_view{value}); }
    void set(std::string_view name, const std::string& v) { set(name, std::string_view{v}); }
    void set(const Facts& facts);
    void set_local_time(std::string_view name, LocalTime at);  // a fact of type time
    void stop(std::string_view deadline, calendar::Pause pause) {
        facts_.stop(std::string{deadline}, pause);
    }
    [[nodiscard]] bool knows(std::string_view name) const { return facts_.find(name) != nullptr; }

    [[nodiscard]] Told ask(std::string_view table) const;
    // Undecided and without a book's words when there is no such table.
    [[nodiscard]] rulebook::Decision explain(std::string_view name) const;
    // The record of a decision, for the ruling.
    [[nodiscard]] FiredTable fired(const rulebook::Decision& decision) const;
    [[nodiscard]] Facts facts() const;  // all that were set
    [[nodiscard]] const rulebook::RulebookPtr& book() const { return book_; }

private:
    void put(std::string_view name, rulebook::Given value);
    rulebook::RulebookPtr book_;
    rulebook::Facts facts_;
};

// The clause ids of a decision's rows, without doubles.
std::vector<std::string> clauses_of(const rulebook::Decision& decision);

enum class FactFault : std::uint8_t { None, Unknown, Wrong, NotYours };
// Facts that a party or an officer states must be inputs of the rulebook of the right type, and not
// be what only the case, the clock, the ledger or a ruling can know.
FactFault check_fact(const rulebook::Rulebook& book, const Fact& fact);

}  // namespace pingli::cases
