// pingli audit verify: says of every shop what was changed, lost or put in another order past the
// program, and where (server/audit.hpp); of the database, whether its pages are whole. Writes
// nothing.

#include "server/audit.hpp"

#include <ostream>
#include <set>

#include "api/security_json.hpp"
#include "app/head_line.hpp"
#include "app/security_log.hpp"
#include "app/shops.hpp"
#include "base/one_line.hpp"
#include "cli/opened_store.hpp"
#include "server/backup.hpp"
#include "server/witness.hpp"
#include "store/verify_journal.hpp"
#include "zones/zones.hpp"

namespace pingli::cli {

namespace {

constexpr std::size_t kHeadsBytesMax = 64 << 20;

struct Options {
    StoreChoice store;
    std::string shop;
    std::vector<std::string> expected;
    std::string expected_file;
};
using server::Witnessed;

// Of nothing everything holds: whoever gives a file without a head took the wrong one.
Result<void> take_told(const std::string& text, const std::string& where, Witnessed& all) {
    Witnessed told;
    if (auto read = server::read_heads(text, told); !read)
        return fail(ErrorCode::Invalid, where + read.error().context);
    if (told.empty())
        return fail(ErrorCode::Invalid, where + "no head: expected SHOP POSITION HASH");
    for (const auto& [shop, head] : told) server::take_head(all, head);
    return {};
}

// What was written down: told on the command line, in a file, or beside the database: by the server
// (DATA/witness), or by the backup that the folder is (DATA/MANIFEST).
Result<Witnessed> expected_heads(const Options& options) {
    Witnessed all;
    for (const std::string& line : options.expected) TRY(take_told(line, "--expect ", all));
    if (!options.expected_file.empty()) {
        const std::string text = TRY(read_file(options.expected_file, kHeadsBytesMax));
        TRY(take_told(text, options.expected_file + ": ", all));
    }
    for (const char* name : {server::kWitness, server::kManifest})
        for (const auto& [shop, head] : TRY(server::read_witness(options.store.data / name)))
            server::take_head(all, head);
    return all;
}

// Also shops that should have events and have lost all of them.
Result<std::set<ShopId>> shops_of(app::Store& store, const Options& options,
                                  const Witnessed& expected) {
    if (!options.shop.empty()) return std::set<ShopId>{ShopId{options.shop}};
    std::set<ShopId> shops;
    const auto heads = TRY(store.heads());
    for (const app::Head& head : heads) shops.insert(head.shop);
    for (const auto& [shop, head] : expected)
        if (shop != server::kJournalName) shops.insert(shop);
    const auto others = TRY(store.shops());
    shops.insert(others.begin(), others.end());
    app::Shops known{store, [](const std::string& name) { return zones::load_zone(name); }};
    const auto all = TRY(known.all());
    for (const app::ShopRecord& shop : all) shops.insert(shop.id);
    return shops;
}

// At once: where both go to one file, nothing that is said comes in the middle of a head.
void print_head(Context& context, const app::Head& head) {
    if (head.position > 0) context.out << to_line(head) << '\n' << std::flush;
}

void print(Context& context, const ShopId& shop, const store::Verdict& verdict) {
    print_head(context, verdict.head);
    for (const store::Fault& fault : verdict.faults) {
        context.err << "pingli: shop " << shown_plainly(shop.value()) << ": "
                    << store::name_of(fault.kind) << ": " << shown_plainly(english(fault.what))
                    << '\n';
        context.status = kInputAtFault;
    }
    if (verdict.further_faults > 0)
        context.err << "pingli: shop " << shown_plainly(shop.value()) << ": "
                    << verdict.further_faults << " further faults\n";
}

void fault(Context& context, const std::string& what) {
    context.err << "pingli: " << shown_plainly(what) << '\n';  // in one line, whatever it tells of
    context.status = kInputAtFault;
}

void check_pages(Context& context, app::Store& store) {
    constexpr std::size_t kPageFaultsMax = 20;
    const auto faults = store.check_pages(kPageFaultsMax);
    if (!faults) return fault(context, "the database's pages: " + faults.error().context);
    for (const std::string& one : *faults) fault(context, "the database's pages: " + one);
}

Result<void> check_journal(Context& context, app::Store& store, const Options& options,
                           const Witnessed& expected) {
    store::JournalAsked asked;
    if (!options.shop.empty()) asked.only = ShopId{options.shop};
    if (const auto found = expected.find(server::kJournalName); found != expected.end()) {
        asked.position = found->second.position;
        asked.hash = found->second.hash;
    }
    auto audit = TRY(store::verify_journal(store, asked));
    for (const store::Fault& one : audit.faults)
        fault(context, std::string{store::name_of(one.kind)} + ": " + english(one.what));
    audit.head.shop = server::kJournalName;
    print_head(context, audit.head);
    context.err << "pingli: " << audit.rows << " keys, records and reviews, of the journal\n";
    return {};
}

Result<void> check_security(Context& context, app::Store& store) {
    app::SecurityLog log{store, now};
    const auto check = TRY(log.verify());
    if (check.fault) fault(context, *check.fault);
    context.err << "pingli: " << check.entries << " entries of the security log\n";
    return {};
}

// As lines of JSON, the newest first.
Result<void> print_security(Context& context, const Options& options) {
    const auto store = TRY(open_store(context, options.store, Need::Existing, Company::Reading));
    app::SecurityLog log{*store, now};
    std::optional<ShopId> shop;
    if (!options.shop.empty()) shop = ShopId{options.shop};
    if (shop) TRY(check_shop(*store, *shop));
    std::int64_t before = 0;
    do {
        const auto page = TRY(log.read(shop, before, app::kPageMax));
        for (const app::SecurityEntry& entry : page.entries)
            context.out << api::security_line(entry, shop);
        before = page.next;
    } while (before > 0);
    return {};
}

Result<void> verify(Context& context, const Options& options) {
    const Witnessed expected = TRY(expected_heads(options));
    const auto store = TRY(open_store(context, options.store, Need::Existing, Company::Reading));
    // One that was written down and has lost all is looked at.
    if (!options.shop.empty() && !expected.contains(ShopId{options.shop}))
        TRY(check_shop(*store, ShopId{options.shop}));
    check_pages(context, *store);
    const auto shops = TRY(shops_of(*store, options, expected));
    std::int64_t events = 0;
    std::int64_t cases = 0;
    for (const ShopId& shop : shops) {
        const auto found = expected.find(shop);
        const auto head = found == expected.end() ? std::nullopt : std::optional{found->second};
        const auto verdict = server::audit(*store, shop, head,
                                           {.files = options.store.data / server::kFilesFolder,
                                            .with_journal = false,
                                            .now = now(),
                                            .walked = {}});
        if (!verdict) {
            report(context, verdict.error());
            continue;
        }
        print(context, shop, *verdict);
        events += verdict->events;
        cases += verdict->cases;
    }
    TRY(check_journal(context, *store, options, expected));
    if (options.shop.empty()) TRY(check_security(context, *store));
    context.err << "pingli: " << shops.size() << " shops, " << cases << " cases, " << events
                << " events: " << (context.status == kDone ? "every chain holds" : "FAULTS")
                << '\n';
    return {};
}

}  // namespace

void add_audit(CLI::App& app, Context& context) {
    CLI::App* audit = app.add_subcommand("audit", "Prove that nothing was changed or lost");
    audit->require_subcommand(1);
    CLI::App* verb = audit->add_subcommand(
        "verify",
        "Walk the chain of every shop, and the journal; prints the heads: SHOP POSITION HASH");
    auto options = std::make_shared<Options>();
    add_store_options(*verb, options->store);
    verb->add_option("--shop", options->shop, "Only this shop (its id)");
    verb->add_option("--expect", options->expected,
                     "A head that was written down, \"SHOP POSITION HASH\"; may come more often")
        ->allow_extra_args(false);
    verb->add_option("--expect-file", options->expected_file,
                     "A file of such lines: all that this verb printed, or a backup's manifest");
    verb->callback([&context, options] {
        if (const auto done = verify(context, *options); !done) report(context, done.error());
    });
    CLI::App* security = audit->add_subcommand(
        "security", "The security log, the newest entry first, as lines of JSON");
    add_store_options(*security, options->store);
    security->add_option("--shop", options->shop, "Only what is this shop's matter (its id)");
    security->callback([&context, options] {
        if (const auto done = print_security(context, *options); !done)
            report(context, done.error());
    });
}

}  // namespace pingli::cli
