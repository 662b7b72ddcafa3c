// B1 in money: what keeping the customers behind honest bad reviews costs against winning as many
// new ones. The figures are the trade's and the reader's, shown as such; none is a fact about the
// shop (C16).

#pragma once

#include "report/markup.hpp"

namespace pingli::report {

// A new customer costs so many times what keeping one costs: the trade's rule of thumb (B1).
constexpr std::uint64_t kNewCustomerTimes = 6;
// Yuan to keep one customer, a value to start from that the reader changes.
constexpr std::uint64_t kKeepCostYuan = 20;

void append_money_view(Html& html, std::uint64_t customers);

}  // namespace pingli::report
