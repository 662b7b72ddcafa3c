// The figures as inline SVG, each with its table for those who read rather than look.

#pragma once

#include "report/figures.hpp"
#include "report/markup.hpp"

namespace pingli::report {

void append_causes_over_time(Html& html, const Figures& figures);
void append_causes_by_goods(Html& html, const Figures& figures);
void append_courier_tally(Html& html, const Figures& figures);
void append_verdict_mix(Html& html, const Figures& figures);

}  // namespace pingli::report
