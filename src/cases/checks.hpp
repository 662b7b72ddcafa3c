// Checking and joining what parties state. For this folder.

#pragma once

#include "base/result.hpp"
#include "cases/inquiry.hpp"
#include "cases/moment.hpp"

namespace pingli::cases {

// Each fact must be known to the rulebook, of the right type, and a party's to state.
Checked check_facts(const rulebook::Rulebook& book, const Facts& facts);
Checked check_allegation(const rulebook::Rulebook& book, const NewAllegation& one,
                         const std::vector<Allegation>& before);
Checked check_bearings(const Moment& m, const rulebook::Rulebook& book,
                       const std::vector<Bearing>& bearings);

// What is handed in with a report, as the shop's exhibits; no fact of a rulebook is stated by them.
Decision hand_in(const Moment& m, const Opening& opening, const std::vector<HeldExhibit>& held);
// In order or not, inside of the texts, and not empty.
Checked check_marked(const OpenReport& report);

// A fact of the same name takes the place of the earlier one.
void merge_facts(Facts& into, const Facts& more);

// The rulebook that judges the case: the version in force at the time of its facts, which a report
// has from when it is filed.
rulebook::RulebookPtr book_of(const Case& c, const Rules& rules, Instant now);
rulebook::RulebookPtr judging_book(const Moment& m);
// The same; refuses where there is none.
std::expected<rulebook::RulebookPtr, Refusal> demand_book(const Moment& m);
// The version of `id` in force at that time; refuses where there is none.
std::expected<rulebook::RulebookPtr, Refusal> demand_in_force(const Moment& m, std::string_view id,
                                                              Instant at);

}  // namespace pingli::cases
