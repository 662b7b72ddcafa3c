// The answer of `pingli deadline` as JSON (docs: contract of the program).

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/zone.hpp"
#include "calendar/deadline.hpp"
#include "calendar/explain.hpp"

namespace pingli::codec {

struct DeadlineAnswer {
    const calendar::Calendar& calendar;
    const Zone& zone;
    const calendar::Request& request;
    const calendar::ExplainedAnswer& explained;
    const std::vector<Bilingual>& assumed;
};

// One line without its end:
// {"from","period","amount","unit","ends","calendar","zone","pauses":[{"from","to"}],"due",
//  "provisional","counted":[{"date","weekday","kind","holiday","counted","number","provisional",
//  "notice","why":{"zh","en"}}],"assumed":[{"zh","en"}]}
// number, holiday and notice are null where there is none.
std::string to_json(const DeadlineAnswer& answer);

}  // namespace pingli::codec
