// Checking and joining what parties state. For this folder.

#pragma once

#include "cases/inquiry.hpp"
#include "cases/moment.hpp"

namespace pingli::cases {

// Each fact must be known to the rulebook, of the right type, and a party's to state.
std::optional<Refusal> check_facts(const rulebook::Rulebook& book, const Facts& facts);
std::optional<Refusal> check_allegation(const rulebook::Rulebook& book, const NewAllegation& one,
                                        const std::vector<Allegation>& before);
std::optional<Refusal> check_bearings(const Moment& m, const rulebook::Rulebook& book,
                                      const std::vector<Bearing>& bearings);

// What is handed in with a report, as the shop's exhibits; no fact of a rulebook is stated by them.
Decision hand_in(const Moment& m, const Opening& opening, const std::vector<HeldExhibit>& held);
// In order or not, inside of the texts, and not empty.
std::optional<Refusal> check_marked(const OpenReport& report);

// A fact of the same name takes the place of the earlier one.
void merge_facts(Facts& into, const Facts& more);

// The rulebook that judges the case: the version in force at the time of its facts.
rulebook::RulebookPtr judging_book(const Moment& m);

}  // namespace pingli::cases
