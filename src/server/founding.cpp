#include "server/founding.hpp"

#include <algorithm>

#include "api/desk_links.hpp"
#include "server/random.hpp"
#include "server/sample.hpp"

namespace pingli::server {

namespace {

// The first account, in a shop of its own.
Result<accounts::Account> found_shop(const Founding& at) {
    const ServeOptions& options = at.options;
    const ShopId shop{new_id()};
    TRY(at.shops.add({.id = shop,
                      .name = options.shop_name,
                      .platform = options.platform,
                      .zone = options.zone}));
    auto made =
        at.accounts.create({.id = UserId{new_id()},
                            .login = options.owner,
                            .name = options.owner,
                            .memberships = {{.shop = shop, .roles = {accounts::Role::Owner}}},
                            .is_invited = false,
                            .is_operator = true},
                           at.now());
    if (!made) return fail(ErrorCode::Invalid, "--owner: cannot be a log-in");
    return std::move(*made);
}

// What the program itself gives rights by, when it is started.
void note_begun(const Founding& at, app::SecurityEvent event) {
    event.whence = "terminal";
    event.route = "pingli serve";
    at.security.note(std::move(event));
}

}  // namespace

Result<void> name_operators(const Founding& at) {
    const std::string kind = "server";
    const app::Record done{.key = "operators_named", .bytes = "yes"};
    const auto before = at.store.get(kind, done.key, at.now());
    if (before || before.error().code != ErrorCode::NotFound)
        return before ? Result<void>{} : std::unexpected{before.error()};
    const auto shops = TRY(at.shops.all());
    for (const accounts::Account& account : TRY(at.accounts.all())) {
        const bool owns_all = std::ranges::all_of(shops, [&](const app::ShopRecord& shop) {
            const auto* place = accounts::find(account.memberships, shop.id);
            return place != nullptr && accounts::is_owner(*place);
        });
        if (!owns_all || shops.empty() || account.is_disabled) continue;
        TRY(at.accounts.set_operator(account.id, true, at.now()));
        note_begun(at, {.what = "operator_changed", .about = account.id.value() + " on"});
    }
    return at.store.put(kind, done, app::Put::Always);
}

Result<void> found(const Founding& at, const std::string& base_url) {
    const ServeOptions& options = at.options;
    const auto all = TRY(at.accounts.all());
    const bool has_owner = std::ranges::any_of(
        all, [](const accounts::Account& account) { return !account.password_hash.empty(); });
    if (has_owner) return {};
    const accounts::Account owner = all.empty() ? TRY(found_shop(at)) : all.front();
    const std::string secret = TRY(at.accounts.make_link(owner, at.now()));
    std::vector<std::string> shops;
    for (const auto& place : owner.memberships) shops.push_back(place.shop.value());
    const std::string who = owner.id.value();
    if (all.empty())
        note_begun(
            at, {.what = "person_added", .shops = shops, .about = who + " roles=owner operator"});
    note_begun(at, {.what = "link_made", .shops = shops, .about = who});
    options.say("first log-in of “" + owner.login +
                "” (once, within 48 hours): " + api::secret_link(base_url, secret));
    if (!all.empty() || options.sample.empty()) return {};
    return begin_sample(at.imports, owner.memberships.front().shop, owner.id,
                        {.folder = options.sample,
                         .uploads = options.data_folder / "uploads",
                         .as_of = options.sample_at});
}

}  // namespace pingli::server
