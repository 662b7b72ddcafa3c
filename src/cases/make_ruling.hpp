// What first instance and appeal share: an officer's ruling against what the tables say, and what a
// ruling does to the ledger. For this folder.

#pragma once

#include "cases/judge.hpp"
#include "cases/moment.hpp"

namespace pingli::cases {

struct Asked {  // of the officer
    RulingId ruling_id;
    Instance instance{};
    Outcome outcome{};
    std::string reasons;
    std::string special_circumstance;
};

// The ruling, when the rulebook agrees with the officer; else why it may not be made.
std::expected<Ruling, Refusal> make_ruling(const Moment& m, const Asked& asked);

// Points of a ruling that upholds, and the measure that the sum now brings.
void enter_points(const Moment& m, const Ruling& ruling, Events& out);
// Contrary entries for what `against` entered, and the measures that go with it.
void reverse_points(const Moment& m, const Ruling& against, const RulingId& by, Events& out);

// The clock for an appeal, where the rulebook has one.
void start_appeal_clock(const Moment& m, Instant ruled_at, Events& out);

}  // namespace pingli::cases
