#include "accounts/account.hpp"

#include <algorithm>
#include <array>

#include "accounts/secret.hpp"
#include "base/record_form.hpp"
#include "base/utf8.hpp"

namespace pingli::accounts {

namespace {

constexpr std::array<std::string_view, 2> kScopes = {"read", "write"};

constexpr std::string_view kDisabled = "disabled ";

// "role role SHOP": roles hold no space, and the shop stands last. "disabled " before them.
std::string encode(const Membership& membership) {
    std::string out{membership.is_disabled ? kDisabled : ""};
    for (const Role role : membership.roles) out.append(to_text(role)).append(" ");
    return out += membership.shop.value();
}

Membership decode_membership(std::string_view text) {
    Membership out;
    out.is_disabled = text.starts_with(kDisabled);
    if (out.is_disabled) text.remove_prefix(kDisabled.size());
    while (true) {
        const std::size_t space = text.find(' ');
        const auto role =
            space == std::string_view::npos ? std::nullopt : parse_role(text.substr(0, space));
        if (!role) break;
        out.roles.push_back(*role);
        text.remove_prefix(space + 1);
    }
    out.shop = ShopId{std::string{text}};
    return out;
}

}  // namespace

std::string_view to_text(Scope scope) {
    return kScopes.at(static_cast<std::size_t>(scope));
}

std::optional<Scope> parse_scope(std::string_view text) {
    const auto* const at = std::ranges::find(kScopes, text);
    if (at == kScopes.end()) return std::nullopt;
    return static_cast<Scope>(at - kScopes.begin());
}

bool reaches(const ApiToken& token, const ShopId& shop) {
    const auto has = [&](const std::vector<ShopId>& shops) {
        return std::ranges::find(shops, shop) != shops.end();
    };
    return (token.shops.empty() || has(token.shops)) && !has(token.shut_of);
}

bool may_manage_all_of(const Account& by, const Account& whom) {
    if (by.id == whom.id || whom.is_operator || whom.memberships.empty()) return false;
    return std::ranges::all_of(whom.memberships, [&](const Membership& place) {
        const Membership* mine = find_active(by.memberships, place.shop);
        return mine != nullptr && may(*mine, Permission::ManagePeople);
    });
}

bool can_come_in(const Account& account) {
    return !account.is_disabled && !account.password_hash.empty();
}

bool owns(const Account& account, const ShopId& shop) {
    const Membership* place = find_active(account.memberships, shop);
    return can_come_in(account) && place != nullptr && is_owner(*place);
}

// The hash holds 128 random bits of salt that are told to nobody: who has the key and guesses the
// password cannot tell whether the guess is right.
std::string browser_key(const Account& account) {
    if (account.password_hash.empty()) return {};
    return derive(account.password_hash, "pingli browser 1 " + account.id.value());
}

std::string encode(const Account& account) {
    RecordWriter out;
    out.add("id", account.id.value()).add("login", account.login).add("name", account.name);
    out.add("created_at", account.created_at).add("sessions_from", account.sessions_from);
    out.add("password_hash", account.password_hash);
    if (account.is_disabled) out.add("disabled", "yes");
    if (account.is_operator) out.add("operator", "yes");
    out.add("epoch", std::to_string(account.epoch));
    out.add("places", std::to_string(account.places));
    // Records from before are compared byte by byte.
    if (account.ways_in > 0) out.add("ways_in", std::to_string(account.ways_in));
    for (const Membership& membership : account.memberships) out.add("member", encode(membership));
    return out.take();
}

std::optional<Account> decode_account(std::string_view bytes) {
    const RecordReader record{bytes};
    const auto created_at = record.instant("created_at");
    const auto sessions_from = record.instant("sessions_from");
    if (!created_at || !sessions_from || record.text("id").empty()) return std::nullopt;
    Account account{.id = UserId{record.text("id")},
                    .login = record.text("login"),
                    .name = record.text("name"),
                    .memberships = {},
                    .is_disabled = record.text("disabled") == "yes",
                    .is_operator = record.text("operator") == "yes",
                    .epoch = record.whole("epoch").value_or(0),
                    .places = record.whole("places").value_or(0),
                    .ways_in = record.whole("ways_in").value_or(0),
                    .created_at = *created_at,
                    .sessions_from = *sessions_from,
                    .password_hash = record.text("password_hash")};
    for (const std::string& text : record.texts("member"))
        account.memberships.push_back(decode_membership(text));
    return account;
}

std::string encode(const ApiToken& token) {
    RecordWriter out;
    out.add("id", token.id).add("user", token.user.value()).add("name", token.name);
    out.add("scope", to_text(token.scope)).add("created_at", token.created_at);
    out.add("expires_at", token.expires_at).add("epoch", std::to_string(token.epoch));
    for (const ShopId& shop : token.shops) out.add("shop", shop.value());
    for (const ShopId& shop : token.shut_of) out.add("shut_of", shop.value());
    return out.take();
}

std::optional<ApiToken> decode_token(std::string_view bytes) {
    const RecordReader record{bytes};
    const auto scope = parse_scope(record.text("scope"));
    const auto created_at = record.instant("created_at");
    if (!scope || !created_at || record.text("user").empty()) return std::nullopt;
    ApiToken token{.id = record.text("id"),
                   .user = UserId{record.text("user")},
                   .name = record.text("name"),
                   .scope = *scope,
                   .shops = {},
                   .created_at = *created_at,
                   .expires_at = record.instant("expires_at"),
                   .epoch = record.whole("epoch").value_or(0)};
    for (std::string& shop : record.texts("shop")) token.shops.emplace_back(std::move(shop));
    for (std::string& shop : record.texts("shut_of")) token.shut_of.emplace_back(std::move(shop));
    return token;
}

std::optional<std::string> normal_login(std::string_view typed) {
    if (typed.empty() || typed.size() > kLoginBytesMax || !utf8::is_valid(typed))
        return std::nullopt;
    std::string out{typed};
    for (char& c : out) {
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F) return std::nullopt;
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

}  // namespace pingli::accounts
