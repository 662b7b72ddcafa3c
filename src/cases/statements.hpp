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

// A fact of the same name takes the place of the earlier one.
void merge_facts(Facts& into, const Facts& more);

// The rulebook that judges the case: the version in force at the time of its facts.
rulebook::RulebookPtr judging_book(const Moment& m);

}  // namespace pingli::cases
