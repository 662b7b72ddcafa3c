// pingli erase person: for who asks to be forgotten, and has the right to be.

#include "cli/erase.hpp"

#include <ostream>

#include "cli/opened_store.hpp"
#include "server/erase.hpp"

namespace pingli::cli {

namespace {

struct Options {
    StoreChoice store;
    std::string shop;
    std::string person;
    std::string reason;
};

Result<void> erase(Context& context, const Options& options) {
    const auto store = TRY(open_store(context, options.store, Need::Existing, Company::Alone));
    const auto done = TRY(server::erase_person(*store, options.store.data / "files",
                                               {.shop = ShopId{options.shop},
                                                .person = PersonId{options.person},
                                                .by = "terminal",
                                                .reason = options.reason,
                                                .now = now()}));
    TRY(note_act(*store, {.what = "person_erased",
                          .shops = {options.shop},
                          .route = "pingli erase person",
                          .about = app::mark_of(ShopId{options.shop}, PersonId{options.person})}));
    context.err << "pingli: erased for ever: the words of " << done.cases << " cases, "
                << done.files << " files. Backups made before hold them still.\n";
    if (done.shared > 0)
        context.err << "pingli: " << done.shared
                    << " cases of this account have a person that others' cases have too: not "
                       "erased\n";
    return {};
}

}  // namespace

void add_erase(CLI::App& app, Context& context) {
    CLI::App* erase_verb = app.add_subcommand("erase", "Erase personal data for ever");
    erase_verb->require_subcommand(1);
    CLI::App* verb = erase_verb->add_subcommand(
        "person", "A person's words, what is searched of them, and the files of their cases");
    auto options = std::make_shared<Options>();
    add_store_options(*verb, options->store);
    verb->add_option("--shop", options->shop, "The shop (its id)")->required();
    verb->add_option("--person", options->person, "The person's id, as the shop's cases have it")
        ->required();
    verb->add_option("--reason", options->reason, "Why; one line, without personal data")
        ->required();
    verb->callback([&context, options] {
        if (const auto done = erase(context, *options); !done) report(context, done.error());
    });
}

}  // namespace pingli::cli
