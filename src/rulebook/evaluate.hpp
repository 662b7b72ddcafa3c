// The evaluator: which rows of a table fire for one case. Every fact is one small code (the part of
// its domain), every column maps a code to a mask of rows, and a decision is the AND of one mask a
// column. A missing fact is a code like any other: its `sure` mask keeps only the rows that do not
// ask for it, its `possible` mask keeps all.
//
// Two ways in: a Case, filled fact by fact with typed values (tens of nanoseconds), and columns of
// codes (a few nanoseconds a decision). Both give the record of the rows that fired, from which
// decide.hpp explains.

#pragma once

#include <bit>
#include <concepts>
#include <span>
#include <string_view>
#include <vector>

#include "rulebook/facts.hpp"
#include "rulebook/rulebook.hpp"

namespace pingli::rulebook {

enum class Outcome : std::uint8_t {
    Decided,
    CannotTell,
    NoRow,  // the table has a gap: the rulebook is at fault (check.hpp would have said so)
};

struct Record {
    Outcome outcome{};
    RowSet fired;  // under `first` the winning row only
    RowSet open;   // can still win (collect: still fire) for want of facts
};
struct SmallRecord {  // of a table of at most 64 rows
    std::uint64_t fired = 0;
    std::uint64_t open = 0;
    Outcome outcome{};
};

// The facts of one case, in a buffer that is used again and again. Borrows texts: they must live
// until the last explanation. Not thread-safe; the rulebook must outlive it.
class Case {
public:
    enum class State : std::uint8_t { Absent, Known, WrongType, OutOfDomain };

    explicit Case(const Rulebook& book);
    void clear();

    void set(FactIndex fact, bool value);
    void set(FactIndex fact, std::string_view text);
    void set(FactIndex fact, const char* text) { set(fact, std::string_view{text}); }
    void set(FactIndex fact, const std::string& text) { set(fact, std::string_view{text}); }
    template <std::integral Int>
        requires(!std::same_as<Int, bool>)
    void set(FactIndex fact, Int value) {
        set_whole(fact, static_cast<std::int64_t>(value));
    }
    void set(FactIndex fact, Decimal value);
    void set(FactIndex fact, const Money& value);
    void set(FactIndex fact, LocalDate value);
    void set(FactIndex fact, Instant value);
    void set(FactIndex fact, TimeOfDay value);
    void set(FactIndex fact, Duration value);
    void set(FactIndex fact, const Value& value);
    template <class T>
    void set(FactIndex fact, const std::optional<T>& value) {  // absent stays absent
        if (value) set(fact, *value);
    }
    void set_wrong_type(FactIndex fact, std::string got);

    // The clock of this deadline stood still, and so of every other that counts the same period
    // from the same fact; one that the rulebook lacks is passed over.
    void stop(std::string_view deadline, calendar::Pause pause);

    // Computes what the deadlines make of the facts set so far: those of `table`, or all.
    void derive(const Table& table);
    void derive();

    [[nodiscard]] const Code* codes() const { return codes_.data(); }
    [[nodiscard]] State state(FactIndex fact) const { return slots_[fact].state; }
    [[nodiscard]] bool is_known(FactIndex fact) const { return state(fact) == State::Known; }
    // The value, also when it lies outside its domain; nothing when absent or of a wrong type.
    [[nodiscard]] std::optional<Value> value(FactIndex fact) const;
    // What was given in place of a value of the right type.
    [[nodiscard]] std::string_view wrong_text(FactIndex fact) const { return wrong_texts_[fact]; }
    [[nodiscard]] bool is_provisional(std::size_t deadline) const { return provisional_[deadline]; }

private:
    struct Slot {
        State state{};
        std::uint8_t decimals = 0;
        Currency currency;
        std::int64_t number = 0;
        std::string_view text;
    };
    void set_whole(FactIndex fact, std::int64_t value);
    void set_key(FactIndex fact, Key key);
    bool set_number(FactIndex fact, Type type, std::int64_t number);
    void derive_one(std::size_t deadline);

    const Rulebook* book_;
    std::vector<Slot> slots_;
    std::vector<Code> codes_;
    std::vector<bool> provisional_;
    std::vector<std::pair<std::size_t, calendar::Pause>> stops_;  // by deadline; mostly none
    std::vector<std::string> wrong_texts_;
};

// `codes` holds a code for each fact of the rulebook (Case::codes).
Record evaluate(const Table& table, const Code* codes);

namespace detail {

inline SmallRecord finish_small(const Table& table, std::uint64_t sure, std::uint64_t possible) {
    if (table.hit == Hit::Collect) {
        const std::uint64_t open = possible & ~sure;
        return {.fired = sure,
                .open = open,
                .outcome = open == 0 ? Outcome::Decided : Outcome::CannotTell};
    }
    std::uint64_t fired = sure;
    if (table.hit == Hit::First && sure != 0) {
        fired = sure & (~sure + 1);       // the uppermost
        possible &= fired | (fired - 1);  // what lies below it cannot win
    }
    if (possible == 0) return {.fired = 0, .open = 0, .outcome = Outcome::NoRow};
    const std::uint64_t others =
        possible & ~table.small_same[static_cast<std::size_t>(std::countr_zero(possible))];
    return {.fired = fired,
            .open = possible & ~fired,
            .outcome = others == 0 ? Outcome::Decided : Outcome::CannotTell};
}

}  // namespace detail

// The same for a table of at most 64 rows (table.is_small()).
inline SmallRecord evaluate_small(const Table& table, const Code* codes) {
    std::uint64_t sure = ~std::uint64_t{0};
    std::uint64_t possible = sure;
    for (const Column& column : table.columns) {
        const Column::SmallMasks masks = column.small_by_code[codes[column.fact]];
        sure &= masks.sure;
        possible &= masks.possible;
    }
    return detail::finish_small(table, sure, possible);
}

// Many cases at once: `columns` are in the order of table.columns, each with `out.size()` codes.
// The table must be small.
void evaluate_columns(const Table& table, std::span<const Code* const> columns,
                      std::span<SmallRecord> out);

}  // namespace pingli::rulebook
