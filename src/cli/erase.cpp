// pingli erase person: for who asks to be forgotten, and has the right to be.

#include "cli/erase.hpp"

#include <ostream>

#include "accounts/kinds.hpp"
#include "app/transfer.hpp"
#include "base/one_line.hpp"
#include "cli/opened_store.hpp"
#include "server/erase.hpp"
#include "server/persons_findings.hpp"

namespace pingli::cli {

namespace {

struct Options {
    StoreChoice store;
    std::string shop;
    std::string person;
    std::string reason;
};

// A mistyped id erases nobody and says so.
Result<PersonId> person_of(app::Store& store, const ShopId& shop, const std::string& name) {
    if (const auto known = store.get(app::kShopKind, shop.value(), now()); !known)
        return fail(ErrorCode::NotFound, "erase: there is no shop " + shown_plainly(shop.value()));
    if (auto named = TRY(server::person_named(store, shop, name))) return std::move(*named);
    if (store.get(accounts::kAccountKind, name, now())) return PersonId{name};
    return fail(
        ErrorCode::NotFound,
        "erase: nobody of this shop; expected a customer's id, a buyer's name or an order's "
        "number");
}

Result<void> erase(Context& context, const Options& options) {
    const auto store = TRY(open_store(context, options.store, Need::Existing, Company::Alone));
    const ShopId shop{options.shop};
    const PersonId person = TRY(person_of(*store, shop, options.person));
    const auto done = TRY(server::erase_person(*store, options.store.data / "files",
                                               {.shop = shop,
                                                .person = person,
                                                .by = "terminal",
                                                .reason = options.reason,
                                                .now = now()}));
    TRY(note_act(*store, {.what = "person_erased",
                          .shops = {options.shop},
                          .route = "pingli erase person",
                          .about = app::mark_of(shop, person)}));
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
    verb->add_option("--person", options->person,
                     "A customer's id as cases have it, a buyer's name, or the number of an order")
        ->required();
    verb->add_option("--reason", options->reason, "Why; one line, without personal data")
        ->required();
    verb->callback([&context, options] {
        if (const auto done = erase(context, *options); !done) report(context, done.error());
    });
}

}  // namespace pingli::cli
