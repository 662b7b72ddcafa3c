// Starting and ending the clocks of a case. For this folder.

#pragma once

#include "calendar/deadline.hpp"
#include "cases/case.hpp"
#include "cases/inquiry.hpp"
#include "rulebook/rulebook.hpp"

namespace pingli::cases {

struct Moment;

// The rulebook's deadline `name` counted from `from`, with the days it counted in words; nothing
// when the rulebook has no such deadline.
std::optional<ClockStarted> start_clock(const rulebook::Rulebook& book, std::string_view name,
                                        Instant from, std::span<const calendar::Pause> pauses = {});

// The running clock of that name ended at `at`: kept when in time. One that was missed stays so.
void end_clock(Case& c, std::string_view name, Instant at);
// Whether its time has passed; never while it is paused.
bool is_past(const Clock& clock, Instant now);
// Tells the rulebook's deadlines when their clocks in the case stood still.
void set_pauses(Inquiry& ask, const Case& c, Instant now);
// Who has to act before it ends; for an appeal, who did not get what they asked for.
Side side_of(const Case& c, std::string_view clock);
// Whether what is handed in now comes after the time to answer: of a claim the rulebook says so.
bool comes_late(const Moment& m);
// All that still run or are paused.
void stop_clocks(Case& c, Instant at);

}  // namespace pingli::cases
