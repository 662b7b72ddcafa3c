// What random people ask of a case: mostly what is carried out where it stands, of that what was
// asked least so far, so that every command gets its turn and cases come to their ends; the rest is
// anything by anybody. The same seed asks the same.

#pragma once

#include <map>
#include <string_view>

#include "support/filler.hpp"
#include "support/story.hpp"

namespace pingli::model {

struct Turn {
    cases::Command command;
    cases::Actor actor;
};

class Chance {
public:
    explicit Chance(unsigned seed) : filler_(seed) {}

    unsigned below(unsigned bound) { return filler_.below(bound); }
    bool once_in(unsigned times) { return below(times) == 0; }
    std::string new_id() { return "id-" + std::to_string(++ids_); }

    // For a case that has not begun: a claim, a report or a complaint, by who may open it.
    Turn opening(const ShopId& shop, const CaseId& case_id, Instant now);
    // For one that has.
    Turn turn(const cases::Case& c, const cases::Rules& rules, Instant now);

private:
    struct Option {
        std::string command;
        cases::Actor actor;
    };
    std::vector<Option> options(const cases::Case& c, const cases::Rules& rules, Instant now);
    Turn anything(const cases::Case& c);

    // A command of that name with what fits the case (proposals.cpp).
    cases::Command propose(std::string_view name, const cases::Case& c);
    std::optional<cases::Command> of_a_claim(std::string_view name, const cases::Case& c);
    std::optional<cases::Command> of_evidence(std::string_view name, const cases::Case& c);
    std::optional<cases::Command> of_a_ruling(std::string_view name, const cases::Case& c);
    std::optional<cases::Command> of_a_report(std::string_view name, const cases::Case& c);
    std::optional<cases::Command> of_a_complaint(std::string_view name, const cases::Case& c);
    cases::Command of_any_kind(std::string_view name, const cases::Case& c);

    cases::Facts facts_of_a_claim();
    cases::Facts facts_of_a_report();
    cases::Facts facts_of_a_complaint();
    cases::Facts further_facts(const cases::Case& c);
    cases::ExhibitData exhibit(const cases::Case& c);
    cases::Bearing bearing(const cases::Case& c);
    cases::WeighExhibit weighing(const cases::Case& c);
    std::optional<std::string> special();
    std::string words();
    std::string one_of(std::initializer_list<std::string_view> words);

    test::Filler filler_;
    std::map<std::string, unsigned, std::less<>> taken_;  // how often it was carried out
    int ids_ = 0;
};

}  // namespace pingli::model
