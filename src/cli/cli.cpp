#include "cli/cli.hpp"

#include <exception>
#include <iostream>

#include "cli/erase.hpp"
#include "cli/verbs.hpp"

namespace pingli::cli {

int run(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    Context context{.out = std::cout, .err = std::cerr, .data_root_option = {}};
    CLI::App app{"Pingli 评理: disputes between shops, customers and marketplaces, by the rules.",
                 "pingli"};
    app.set_version_flag("--version", std::string{"pingli "} + PINGLI_VERSION);
    app.add_option("--data-root", context.data_root_option,
                   "Folder with rulebooks/, lexicons/, calendars/, templates/");
    app.require_subcommand(1);
    app.fallthrough();
    add_audit(app, context);
    add_backup(app, context);
    add_deadline(app, context);
    add_decide(app, context);
    add_erase(app, context);
    add_export(app, context);
    add_import(app, context);
    add_openapi(app, context);
    add_outer_key(app, context);
    add_rebuild(app, context);
    add_rehearse(app, context);
    add_reseal(app, context);
    add_restore(app, context);
    add_rules(app, context);
    add_serve(app, context);
    add_signals(app, context);
    add_simulate(app, context);
    add_token(app, context);
    add_triage(app, context);
    add_user(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kDone : kWrongUsage;
    } catch (const std::exception& error) {
        std::cerr << "pingli: " << error.what() << '\n';
        return kInputAtFault;
    }
    std::cout.flush();
    return context.status;
}

}  // namespace pingli::cli
