// The words that explain a deadline to people: why a day counted or did not, and what was taken
// for granted because the question left it open (X11).

#pragma once

#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "calendar/deadline.hpp"

namespace pingli::calendar {

std::string_view unit_name(Unit unit);  // "working days", as parse_period reads it
std::string_view ends_name(Ends ends);  // "end of day", "same time"
std::string_view kind_name(DayKind kind);
Bilingual weekday_name(LocalDate date);  // 周四, Thursday

// "周六，调休上班日（春节），计为第 3 个工作日". The unit is the period's: WorkingDays or Days.
Bilingual why_counted(const CountedDay& day, Unit unit);

// What the question said itself; the rest was assumed.
struct Stated {
    bool clock = true;  // the start had a time of day
    bool ends = true;
    bool zone = true;
    bool calendar = true;
};
std::vector<Bilingual> assumptions(const Stated& stated, const Request& request,
                                   const Answer& answer, std::string_view calendar,
                                   std::string_view zone);

}  // namespace pingli::calendar
