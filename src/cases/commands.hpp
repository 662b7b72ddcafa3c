// Everything that can be asked of a case. Commands are imperative and may be refused.

#pragma once

#include <algorithm>
#include <array>
#include <type_traits>
#include <variant>

#include "cases/events.hpp"

namespace pingli::cases {

using Command = Joined<OpeningCommands, AnswerCommands, ExhibitCommands, ClockCommands,
                       RulingCommands, AppealCommands, LedgerCommands, SettlementCommands,
                       MaskingCommands, ReportCommands, FilingCommands, ComplaintCommands>::Any;

// No two are called the same.
template <class... Commands>
consteval bool are_told_apart(std::type_identity<std::variant<Commands...>>) {
    std::array names{Commands::kName...};
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) == names.end();
}
static_assert(are_told_apart(std::type_identity<Command>{}));

// "open_claim" …: the name under which the API knows it.
std::string_view name_of(const Command& command);
// Whether the sums of the shop's other cases must be known (Rules::totals) to decide it.
bool may_enter_points(const Command& command);

}  // namespace pingli::cases
