// One file a verb. Each adds itself to the command line and, when called, leaves its exit status in
// the context. What verbs share stands here.

#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include <CLI/CLI.hpp>

#include "base/problem.hpp"
#include "base/result.hpp"

namespace pingli::cli {

constexpr int kDone = 0;
constexpr int kInputAtFault = 1;
constexpr int kWrongUsage = 2;

struct Context {
    std::ostream& out;
    std::ostream& err;
    std::string data_root_option;  // --data-root
    int status = kDone;
};

// Where rulebooks/, lexicons/, calendars/ and templates/ stand: --data-root, else beside the
// program (also ../share/pingli), else the repository the program was built in.
Result<std::filesystem::path> find_data_root(const Context& context);

// The whole of a file, at most `bytes_max`. "-" is standard input.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max);

// Prints the error and sets the status to kInputAtFault.
void report(Context& context, const Error& error);
void report(Context& context, const Problems& problems);

void add_audit(CLI::App& app, Context& context);
void add_backup(CLI::App& app, Context& context);
void add_deadline(CLI::App& app, Context& context);
void add_decide(CLI::App& app, Context& context);
void add_export(CLI::App& app, Context& context);
void add_import(CLI::App& app, Context& context);
void add_openapi(CLI::App& app, Context& context);
void add_outer_key(CLI::App& app, Context& context);
void add_rebuild(CLI::App& app, Context& context);
void add_rehearse(CLI::App& app, Context& context);
void add_reseal(CLI::App& app, Context& context);
void add_restore(CLI::App& app, Context& context);
void add_rules(CLI::App& app, Context& context);
void add_serve(CLI::App& app, Context& context);
void add_signals(CLI::App& app, Context& context);
void add_simulate(CLI::App& app, Context& context);
void add_token(CLI::App& app, Context& context);
void add_triage(CLI::App& app, Context& context);
void add_user(CLI::App& app, Context& context);

}  // namespace pingli::cli
