// Starting and ending the clocks of a case. For this folder.

#pragma once

#include "cases/case.hpp"
#include "rulebook/rulebook.hpp"

namespace pingli::cases {

// The rulebook's deadline `name` counted from `from`, with the days it counted in words; nothing
// when the rulebook has no such deadline.
std::optional<ClockStarted> start_clock(const rulebook::Rulebook& book, std::string_view name,
                                        Instant from);

// The running clock of that name ended at `at`: kept when in time. One that was missed stays so.
void end_clock(Case& c, std::string_view name, Instant at);
// All that still run.
void stop_clocks(Case& c, Instant at);

}  // namespace pingli::cases
