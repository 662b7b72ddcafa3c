// What random people ask of a case: mostly what makes sense where it stands, some of it filled
// blindly. The same seed asks the same.

#pragma once

#include "support/filler.hpp"
#include "support/story.hpp"

namespace pingli::model {

class Chance {
public:
    explicit Chance(unsigned seed) : filler_(seed) {}

    unsigned below(unsigned bound) { return filler_.below(bound); }
    bool once_in(unsigned times) { return below(times) == 0; }
    std::string new_id() { return "id-" + std::to_string(++ids_); }

    // For a case that has not begun: a claim, a report or a complaint.
    cases::Command opening(const ShopId& shop, const CaseId& case_id, Instant now);
    // Mostly one that somebody may give.
    cases::Command command(const cases::Case& c, const cases::Rules& rules, Instant now);
    // Mostly somebody who may, else anybody.
    cases::Actor actor(const cases::Case& c, const cases::Command& command,
                       const cases::Rules& rules, Instant now);

private:
    cases::Command any_command(const cases::Case& c);
    cases::Command of_a_hearing(const cases::Case& c);
    cases::Command of_a_complaint(const cases::Case& c);
    cases::Facts facts_of_a_claim();
    cases::ExhibitData exhibit(const cases::Case& c);
    cases::Bearing bearing(const cases::Case& c);
    std::string words();

    test::Filler filler_;
    int ids_ = 0;
};

}  // namespace pingli::model
