#include "accounts/account.hpp"

#include <algorithm>
#include <array>

#include "base/record_form.hpp"
#include "base/utf8.hpp"

namespace pingli::accounts {

namespace {

constexpr std::array<std::string_view, 2> kScopes = {"read", "write"};

// "SHOP role role": neither holds a space (roles) or it stands last to be split off (shops).
std::string encode(const Membership& membership) {
    std::string out;
    for (const Role role : membership.roles) out.append(to_text(role)).append(" ");
    return out += membership.shop.value();
}

Membership decode_membership(std::string_view text) {
    Membership out;
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

std::string encode(const Account& account) {
    RecordWriter out;
    out.add("id", account.id.value()).add("login", account.login).add("name", account.name);
    out.add("created_at", account.created_at).add("sessions_from", account.sessions_from);
    out.add("password_hash", account.password_hash);
    if (account.is_disabled) out.add("disabled", "yes");
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
    out.add("expires_at", token.expires_at);
    for (const ShopId& shop : token.shops) out.add("shop", shop.value());
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
                   .expires_at = record.instant("expires_at")};
    for (std::string& shop : record.texts("shop")) token.shops.emplace_back(std::move(shop));
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
