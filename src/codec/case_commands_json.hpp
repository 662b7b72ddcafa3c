// A command from the JSON body of a request. What is wrong with it is said field by field.

#pragma once

#include <expected>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "cases/commands.hpp"

namespace pingli::codec {

constexpr std::size_t kFieldFaultsMax = 50;  // further ones are not said

// What the edge knows better than the body: the ids in the path, and where new ids come from.
struct CommandContext {
    CaseId case_id;  // used where the command opens a case
    ShopId shop;
    std::function<std::string()> new_id;  // for ids of new things that the body leaves out
};

// `name` as in Move::command: "open_claim", "submit_answer" … An empty body is an empty object.
std::expected<cases::Command, Problems> parse_command(std::string_view name, std::string_view body,
                                                      const CommandContext& context);

// All command names, in the order of cases::Command.
std::vector<std::string_view> command_names();

}  // namespace pingli::codec
