// pingli erase: apart from cli/verbs.hpp, since nothing else is done for ever.

#pragma once

#include <CLI/CLI.hpp>

#include "cli/verbs.hpp"

namespace pingli::cli {

void add_erase(CLI::App& app, Context& context);

}  // namespace pingli::cli
