// pingli audit verify: walks the chain of every shop and says what was changed, lost or put in
// another order, and where.

#include <map>
#include <ostream>
#include <ranges>
#include <set>

#include "app/head_line.hpp"
#include "app/shops.hpp"
#include "cli/opened_store.hpp"
#include "store/verify.hpp"
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
using Expected = std::map<ShopId, app::Head>;

// Of two heads of one shop the later tells more.
Result<void> expect(Expected& all, std::string_view line) {
    const auto head = app::parse_head(line);
    if (!head)
        return fail(ErrorCode::Invalid,
                    "--expect " + std::string{line} + ": expected SHOP POSITION HASH");
    const auto [found, is_new] = all.emplace(head->shop, *head);
    if (!is_new && found->second.position < head->position) found->second = *head;
    return {};
}

// Lines of heads; those of a backup's manifest begin with "head ", its others are passed over.
Result<Expected> expected_heads(const Options& options) {
    Expected all;
    for (const std::string& line : options.expected) TRY(expect(all, line));
    if (options.expected_file.empty()) return all;
    const std::string text = TRY(read_file(options.expected_file, kHeadsBytesMax));
    const bool is_manifest = text.starts_with("pingli backup ");
    constexpr std::string_view kHead = "head ";
    for (const auto range : std::views::split(std::string_view{text}, '\n')) {
        std::string_view line{range.begin(), range.end()};
        if (is_manifest && !line.starts_with(kHead)) continue;
        if (line.starts_with(kHead)) line.remove_prefix(kHead.size());
        if (!line.empty()) TRY(expect(all, line));
    }
    return all;
}

// Also shops that should have events and have lost all of them.
Result<std::set<ShopId>> shops_of(app::Store& store, const Options& options,
                                  const Expected& expected) {
    if (!options.shop.empty()) return std::set<ShopId>{ShopId{options.shop}};
    std::set<ShopId> shops;
    const auto heads = TRY(store.heads());
    for (const app::Head& head : heads) shops.insert(head.shop);
    for (const auto& [shop, head] : expected) shops.insert(shop);
    app::Shops known{store, [](const std::string& name) { return zones::load_zone(name); }};
    const auto all = TRY(known.all());
    for (const app::ShopRecord& shop : all) shops.insert(shop.id);
    return shops;
}

void print(Context& context, const ShopId& shop, const store::Verdict& verdict) {
    if (verdict.head.position > 0) context.out << to_line(verdict.head) << '\n';
    for (const store::Fault& fault : verdict.faults) {
        context.err << "pingli: shop " << shop.value() << ": " << store::name_of(fault.kind) << ": "
                    << fault.what << '\n';
        context.status = kInputAtFault;
    }
    if (verdict.further_faults > 0)
        context.err << "pingli: shop " << shop.value() << ": " << verdict.further_faults
                    << " further faults\n";
}

Result<void> verify(Context& context, const Options& options) {
    const Expected expected = TRY(expected_heads(options));
    const auto store = TRY(open_store(context, options.store, Need::Existing, Company::Beside));
    const auto shops = TRY(shops_of(*store, options, expected));
    std::int64_t events = 0;
    std::int64_t cases = 0;
    for (const ShopId& shop : shops) {
        const auto found = expected.find(shop);
        const auto head = found == expected.end() ? std::nullopt : std::optional{found->second};
        const auto verdict = store::verify(*store, shop, head);
        if (!verdict) {
            report(context, verdict.error());
            continue;
        }
        print(context, shop, *verdict);
        events += verdict->events;
        cases += verdict->cases;
    }
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
        "verify", "Walk the chain of every shop; prints the heads: SHOP POSITION HASH");
    auto options = std::make_shared<Options>();
    add_store_options(*verb, options->store);
    verb->add_option("--shop", options->shop, "Only this shop (its id)");
    verb->add_option("--expect", options->expected,
                     "A head that was written down, \"SHOP POSITION HASH\"; may come more often")
        ->allow_extra_args(false);
    verb->add_option("--expect-file", options->expected_file,
                     "A file of such lines: what this verb printed, or a backup's manifest");
    verb->callback([&context, options] {
        if (const auto done = verify(context, *options); !done) report(context, done.error());
    });
}

}  // namespace pingli::cli
