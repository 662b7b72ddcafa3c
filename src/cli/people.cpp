// pingli user and token: accounts and tokens past the web desk, for the first steps and for when
// nobody can log in any more. The server may run meanwhile on SQLite; it sees the change at once.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <ostream>

#include "accounts/accounts.hpp"
#include "api/desk_links.hpp"
#include "app/shops.hpp"
#include "base/one_line.hpp"
#include "cli/opened_store.hpp"
#include "server/account_storage.hpp"
#include "server/base_url.hpp"
#include "server/random.hpp"
#include "zones/zones.hpp"

namespace pingli::cli {

namespace {

struct Options {
    StoreChoice store;
    std::string login, name, token;
    std::vector<std::string> shops, roles;
    std::string scope = "read";
    std::string is_on = "on";
    std::string base_url;  // empty: as the server says
    int days = 0;
    bool is_anyway = false;
};

// What comes later uses what comes before.
struct Office {
    static Result<std::unique_ptr<Office>> open(const Context& context, const StoreChoice& choice) {
        auto office = std::make_unique<Office>();
        office->store = TRY(open_store(context, choice, Need::Existing, Company::Beside));
        office->storage = std::make_unique<server::AccountStorage>(*office->store);
        office->accounts = TRY(accounts::Accounts::open(*office->storage, server::fill_random, {}));
        return office;
    }
    std::unique_ptr<app::Store> store;
    std::unique_ptr<server::AccountStorage> storage;
    std::unique_ptr<accounts::Accounts> accounts;
};
using Verb = Result<void> (*)(Context&, const Options&, Office&);

Result<std::vector<app::ShopRecord>> all_shops(Office& office) {
    app::Shops shops{*office.store, [](const std::string& name) { return zones::load_zone(name); }};
    return shops.all();
}

// The named shops; without a name the only one there is.
Result<std::vector<ShopId>> chosen_shops(const Options& options, Office& office) {
    const auto all = TRY(all_shops(office));
    std::vector<ShopId> chosen;
    for (const std::string& id : options.shops) {
        if (std::ranges::find(all, ShopId{id}, &app::ShopRecord::id) == all.end())
            return fail(ErrorCode::NotFound, "--shop " + id + ": there is no such shop");
        chosen.emplace_back(id);
    }
    if (!chosen.empty()) return chosen;
    if (all.size() == 1) return std::vector{all.front().id};
    std::string known = "--shop is needed; there are";
    for (const app::ShopRecord& shop : all) known += "\n  " + shop.id.value() + "  " + shop.name;
    return fail(ErrorCode::Invalid, known);
}

Result<accounts::Account> account_of(const Options& options, Office& office) {
    auto account = office.accounts->account_of(options.login, now());
    if (!account && account.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound, options.login + ": there is no such log-in");
    return account;
}

std::vector<std::string> role_names() {
    std::vector<std::string> names;
    names.reserve(accounts::kRoles.size());
    for (const accounts::Role role : accounts::kRoles) names.emplace_back(accounts::to_text(role));
    return names;
}

// The command line has checked the names.
std::vector<accounts::Role> parse_roles(const std::vector<std::string>& names) {
    std::vector<accounts::Role> roles;
    for (const std::string& name : names) {
        const auto role = accounts::parse_role(name);
        if (role && std::ranges::find(roles, *role) == roles.end()) roles.push_back(*role);
    }
    return roles;
}

Result<void> note(Office& office, std::string what, std::string route,
                  const accounts::Account& whose, const std::string& more = {}) {
    app::SecurityEvent event{
        .what = std::move(what), .route = std::move(route), .about = whose.id.value()};
    if (!more.empty()) event.about += ' ' + more;
    for (const accounts::Membership& place : whose.memberships)
        event.shops.push_back(place.shop.value());
    return note_act(*office.store, std::move(event));
}

Result<void> print_link(Context& context, const Options& options, Office& office,
                        const accounts::Account& whose) {
    std::string base_url = options.base_url;
    if (base_url.empty())
        base_url = server::kept_base_url(options.store.data).value_or("http://127.0.0.1:8080");
    const auto checked = server::normal_base_url(base_url);
    if (!checked)
        return fail(ErrorCode::Invalid, "--base-url " + base_url +
                                            ": expected an address such as https://desk.example");
    const std::string secret =
        TRY(office.accounts->make_link(whose, now(), accounts::By{.user = {}, .shop = {}}));
    context.out << api::secret_link(*checked, secret) << '\n';
    context.err << "pingli: for the log-in " << shown_plainly(whose.login)
                << "; good once, within 48 hours\n";
    return {};
}

Result<void> user_add(Context& context, const Options& options, Office& office) {
    const auto roles = parse_roles(options.roles);
    const auto shops = TRY(chosen_shops(options, office));
    accounts::NewAccount wanted{.id = UserId{server::new_id()},
                                .login = options.login,
                                .name = options.name.empty() ? options.login : options.name,
                                .memberships = {},
                                .is_invited = false};
    for (const ShopId& shop : shops) wanted.memberships.push_back({.shop = shop, .roles = roles});
    const auto made = office.accounts->create(wanted, now());
    if (made) {
        TRY(note(office, "person_added", "pingli user add", *made,
                 "roles=" + fmt::format("{}", fmt::join(options.roles, ","))));
        return print_link(context, options, office, *made);
    }
    switch (made.error().why) {
        case accounts::Denial::Taken:
            return fail(ErrorCode::Invalid,
                        options.login +
                            ": the log-in exists; `pingli user link` makes a link "
                            "for it, and in the desk an owner invites it into "
                            "another shop");
        case accounts::Denial::BadLogin:
            return fail(ErrorCode::Invalid,
                        options.login + ": cannot be a log-in; expected one word, such as wang.li");
        default:
            return fail(ErrorCode::Unavailable, "the store does not answer");
    }
}

Result<void> user_link(Context& context, const Options& options, Office& office) {
    const auto account = TRY(account_of(options, office));
    TRY(note(office, "link_made", "pingli user link", account));
    return print_link(context, options, office, account);
}

// `is_one` of another account whose holder can come in. Who takes the last one away is left with
// nobody who could do its work.
template <class IsOne>
Result<void> keep_another(Office& office, const accounts::Account& than, const IsOne& is_one,
                          const std::string& what) {
    const auto all = TRY(office.accounts->all());
    if (!is_one(than) || std::ranges::any_of(all, [&](const accounts::Account& other) {
            return other.id != than.id && accounts::can_come_in(other) && is_one(other);
        }))
        return {};
    return fail(ErrorCode::Invalid, than.login + " is the only " + what);
}

Result<void> keep_an_operator(Office& office, const accounts::Account& than) {
    return keep_another(office, than, std::mem_fn(&accounts::Account::is_operator),
                        "operator; make another first: `pingli user operator LOGIN on`");
}

Result<void> keep_owners(Office& office, const accounts::Account& than) {
    for (const accounts::Membership& place : than.memberships) {
        const auto owns = [&](const accounts::Account& account) {
            return accounts::owns(account, place.shop);
        };
        TRY(keep_another(
            office, than, owns,
            "owner of shop " + place.shop.value() + "; make another first, or say --anyway"));
    }
    return {};
}

void say(Context& context, const accounts::Account& whose, const char* what) {
    context.err << "pingli: " << shown_plainly(whose.login) << what << '\n';
}

Result<void> user_operator(Context& context, const Options& options, Office& office) {
    const auto account = TRY(account_of(options, office));
    const bool is_on = options.is_on == "on";
    if (!is_on) TRY(keep_an_operator(office, account));
    TRY(office.accounts->set_operator(account.id, is_on, now()));
    TRY(note(office, "operator_changed", "pingli user operator", account, options.is_on));
    say(context, account, is_on ? " is an operator" : " is no operator");
    return {};
}

Result<void> user_disable(Context& context, const Options& options, Office& office) {
    const auto account = TRY(account_of(options, office));
    TRY(keep_an_operator(office, account));
    if (!options.is_anyway) TRY(keep_owners(office, account));
    TRY(office.accounts->set_disabled(account.id, true, now()));
    TRY(note(office, "account_changed", "pingli user disable", account, "shut_out"));
    say(context, account, " is shut out of the whole server");
    return {};
}

Result<void> user_enable(Context& context, const Options& options, Office& office) {
    const auto account = TRY(account_of(options, office));
    TRY(office.accounts->set_disabled(account.id, false, now()));
    TRY(note(office, "account_changed", "pingli user enable", account, "let_in"));
    say(context, account, " is let in");
    return {};
}

void print_place(std::ostream& out, const accounts::Membership& membership) {
    out << '\t' << membership.shop.value() << (membership.is_disabled ? ":disabled:" : ":");
    for (std::size_t i = 0; i < membership.roles.size(); ++i)
        out << (i > 0 ? "," : "") << accounts::to_text(membership.roles[i]);
}

// Who has lost the app and the recovery codes, or a device with a passkey, logs in with the
// password alone.
Result<void> user_one_factor(Context& context, const Options& options, Office& office) {
    const auto account = TRY(account_of(options, office));
    const bool had_factor =
        TRY(office.accounts->second_factors().find(account.id, now())).has_value();
    const bool had_passkey = !TRY(office.accounts->passkeys().all(account.id)).empty();
    if (!had_factor && !had_passkey) {
        say(context, account, " has no second factor and no passkey; nothing was changed");
        return {};
    }
    TRY(office.accounts->remove_second_factor(account.id, {}, {}, now()));
    TRY(office.accounts->remove_passkeys(account.id, {}, now()));
    TRY(note(office, "second_factor_removed", "pingli user one-factor", account));
    say(context, account, " logs in with the password alone");
    return {};
}

Result<void> user_list(Context& context, const Options&, Office& office) {
    const auto all = TRY(office.accounts->all());
    for (const accounts::Account& account : all) {
        context.out << shown_plainly(account.login) << '\t' << shown_plainly(account.name) << '\t';
        const char* state = account.password_hash.empty() ? "no password yet" : "active";
        context.out << (account.is_disabled ? "disabled" : state)
                    << (account.is_operator ? ", operator" : "");
        for (const accounts::Membership& membership : account.memberships)
            print_place(context.out, membership);
        context.out << '\n';
    }
    return {};
}

Result<void> token_add(Context& context, const Options& options, Office& office) {
    const auto scope = accounts::parse_scope(options.scope);
    if (!scope) return fail(ErrorCode::Invalid, "--scope: expected read or write");
    const auto account = TRY(account_of(options, office));
    accounts::Accounts::NewToken wanted{
        .name = options.name, .scope = *scope, .shops = {}, .expires_at = std::nullopt};
    if (!options.shops.empty()) wanted.shops = TRY(chosen_shops(options, office));
    if (options.days > 0) wanted.expires_at = now() + std::chrono::days{options.days};
    const auto made = TRY(office.accounts->make_token(account.id, std::move(wanted), now()));
    TRY(note(office, "token_made", "pingli token add", account, made.token.id));
    context.out << made.secret << '\n';
    context.err << "pingli: token " << made.token.id << "; it is shown this once\n";
    return {};
}

Result<void> token_list(Context& context, const Options& options, Office& office) {
    const auto account = TRY(account_of(options, office));
    const auto tokens = TRY(office.accounts->tokens(account.id));
    for (const accounts::ApiToken& token : tokens) {
        context.out << token.id << '\t' << shown_plainly(token.name) << '\t'
                    << accounts::to_text(token.scope) << '\t'
                    << format_instant(token.created_at, std::chrono::seconds{0}) << '\t'
                    << (token.expires_at
                            ? format_instant(*token.expires_at, std::chrono::seconds{0})
                            : "-");
        for (const ShopId& shop : token.shops) context.out << '\t' << shop.value();
        context.out << '\n';
    }
    return {};
}

Result<void> token_revoke(Context&, const Options& options, Office& office) {
    const auto account = TRY(account_of(options, office));
    auto done = office.accounts->revoke_token(account.id, options.token);
    if (!done && done.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound, options.token + ": there is no such token");
    if (!done) return done;
    return note(office, "token_revoked", "pingli token revoke", account, options.token);
}

CLI::App* add_verb(CLI::App& group, Context& context, Options& options, const char* name,
                   const char* help, Verb verb) {
    CLI::App* added = group.add_subcommand(name, help);
    add_store_options(*added, options.store);
    added->callback([&context, &options, verb] {
        const auto office = Office::open(context, options.store);
        if (!office) return report(context, office.error());
        if (const auto done = verb(context, options, **office); !done)
            report(context, done.error());
    });
    return added;
}

// The options live as long as the group.
CLI::App& add_group(CLI::App& app, const char* name, const char* help,
                    const std::shared_ptr<Options>& options) {
    CLI::App* group = app.add_subcommand(name, help);
    group->require_subcommand(1);
    group->parse_complete_callback([options] { static_cast<void>(options); });
    return *group;
}

}  // namespace

void add_user(CLI::App& app, Context& context) {
    const auto options = std::make_shared<Options>();
    CLI::App& group = add_group(app, "user", "Who may log in", options);
    CLI::App* add = add_verb(group, context, *options, "add",
                             "A new account; prints a link to set its password with", user_add);
    add->add_option("LOGIN", options->login, "What one types to log in")->required();
    add->add_option("--name", options->name, "What others see (default: the log-in)");
    add->add_option("--shop", options->shops, "Ids of shops (default: the only one)")
        ->allow_extra_args(false);
    add->add_option("--role", options->roles, "May come more often")
        ->required()
        ->allow_extra_args(false)
        ->check(CLI::IsMember(role_names()));
    CLI::App* link = add_verb(group, context, *options, "link",
                              "A link with which an account sets a new password", user_link);
    link->add_option("LOGIN", options->login, "Whose")->required();
    CLI::App* made =
        add_verb(group, context, *options, "operator",
                 "Gives or takes the right of the server's operator: backups", user_operator);
    CLI::App* shut = add_verb(group, context, *options, "disable",
                              "Shuts an account out of the whole server", user_disable);
    CLI::App* open = add_verb(group, context, *options, "enable", "Lets it in again", user_enable);
    for (CLI::App* verb : {made, shut, open})
        verb->add_option("LOGIN", options->login, "Whose")->required();
    shut->add_flag("--anyway", options->is_anyway, "Also the only owner of a shop");
    made->add_option("STATE", options->is_on, "on or off")
        ->required()
        ->check(CLI::IsMember({"on", "off"}));
    CLI::App* one_factor =
        add_verb(group, context, *options, "one-factor",
                 "Takes away a second factor that its holder has lost", user_one_factor);
    one_factor->add_option("LOGIN", options->login, "Whose")->required();
    for (CLI::App* verb : {add, link})
        verb->add_option("--base-url", options->base_url,
                         "How people reach the server (default: as the server was started)");
    add_verb(group, context, *options, "list", "Log-in, name, state, shop:roles…", user_list);
}

void add_token(CLI::App& app, Context& context) {
    const auto options = std::make_shared<Options>();
    CLI::App& group = add_group(app, "token", "Tokens with which programs act for a user", options);
    CLI::App* add =
        add_verb(group, context, *options, "add", "A new token; prints its secret", token_add);
    add->add_option("--name", options->name, "What it is for")->required();
    add->add_option("--scope", options->scope, "read or write (default: read)")
        ->check(CLI::IsMember({"read", "write"}));
    add->add_option("--shop", options->shops, "Ids of shops (default: all of the account's)")
        ->allow_extra_args(false);
    add->add_option("--days", options->days, "Good for so many days (default: until revoked)")
        ->check(CLI::Range(1, 3660));
    CLI::App* list = add_verb(group, context, *options, "list",
                              "Id, name, scope, made at, good until, shops…", token_list);
    CLI::App* revoke =
        add_verb(group, context, *options, "revoke", "Ends a token at once", token_revoke);
    for (CLI::App* verb : {add, list, revoke})
        verb->add_option("LOGIN", options->login, "Whose")->required();
    revoke->add_option("ID", options->token, "As list shows it")->required();
}

}  // namespace pingli::cli
