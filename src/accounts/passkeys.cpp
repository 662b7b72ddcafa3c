#include "accounts/passkeys.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "accounts/account.hpp"
#include "accounts/base64url.hpp"
#include "accounts/counted_list.hpp"
#include "base/one_line.hpp"
#include "base/record_form.hpp"

namespace pingli::accounts {

namespace {

const std::string kPasskeyKind = "passkey";  // user/digest of the credential's id

std::string key_of(const UserId& user, std::string_view credential) {
    return list_key(user, digest_of(credential));
}

Result<void> check_name(std::string_view name) {
    if (is_one_line(name, kNameBytesMax)) return {};
    return fail(ErrorCode::Invalid, "a passkey's name is one line");
}

// Of two who remove it, one does.
Write removal_of(const Item& item) {
    return {.kind = kPasskeyKind,
            .item = {.key = item.key},
            .when = Put::IfUnchanged,
            .before = item.bytes,
            .removes = true};
}

// What cannot be read must not be as if it were not there: it is somebody's way in.
Result<Passkey> read(const Item& item) {
    auto passkey = decode_passkey(item.bytes);
    if (!passkey) return fail(ErrorCode::Corrupt, "a passkey's record cannot be read");
    return *std::move(passkey);
}

}  // namespace

std::string encode(const Passkey& passkey) {
    return RecordWriter{}
        .add("id", passkey.id)
        .add("name", passkey.name)
        .add("credential", to_base64url(passkey.key.credential))
        .add("algorithm", std::to_string(passkey.key.algorithm))
        .add("public_key", to_base64url(passkey.key.public_key))
        .add("counter", std::to_string(passkey.key.counter))
        .add("made_at", passkey.made_at)
        .add("used_at", passkey.used_at)
        .take();
}

std::optional<Passkey> decode_passkey(std::string_view bytes) {
    const RecordReader record{bytes};
    const auto credential = from_base64url(record.text("credential"));
    const auto public_key = from_base64url(record.text("public_key"));
    const auto algorithm = record.whole("algorithm");
    const auto counter = record.whole("counter");
    const auto made_at = record.instant("made_at");
    if (!credential || credential->empty() || !public_key || !made_at) return std::nullopt;
    if (!algorithm || std::ranges::find(kPasskeyAlgorithms, *algorithm) == kPasskeyAlgorithms.end())
        return std::nullopt;
    if (!counter || !std::in_range<std::uint32_t>(*counter)) return std::nullopt;
    return Passkey{.id = record.text("id"),
                   .name = record.text("name"),
                   .key = {.credential = *credential,
                           .algorithm = static_cast<int>(*algorithm),
                           .public_key = *public_key,
                           .counter = static_cast<std::uint32_t>(*counter)},
                   .made_at = *made_at,
                   .used_at = record.instant("used_at")};
}

Result<std::vector<Passkey>> Passkeys::all(const UserId& user) {
    std::vector<Passkey> out;
    for (const Item& item : TRY(storage_.list(kPasskeyKind, list_key(user, ""))))
        out.push_back(TRY(read(item)));
    std::ranges::stable_sort(out, {}, &Passkey::made_at);
    return out;
}

Passkey new_passkey(std::string_view name, const PasskeyKey& key, Instant now) {
    return {.id = digest_of(key.credential).substr(0, kPublicIdChars),
            .name = std::string{name},
            .key = key,
            .made_at = now};
}

Result<std::vector<Write>> Passkeys::addition(const UserId& user, const Passkey& passkey,
                                              Instant now) {
    TRY(check_name(passkey.name));
    Write turn = TRY(turn_write(storage_, kPasskeyKind, user.value(), now));
    const auto known = TRY(all(user));
    const std::string& credential = passkey.key.credential;
    const bool is_there = std::ranges::any_of(
        known, [&](const Passkey& one) { return one.key.credential == credential; });
    if (is_there) return fail(ErrorCode::VersionConflict, "this passkey is there");
    if (known.size() >= kPasskeysMax)
        return fail(ErrorCode::TooLarge, "an account has so many passkeys at most");
    return std::vector<Write>{std::move(turn),
                              {.kind = kPasskeyKind,
                               .item = {.key = key_of(user, credential), .bytes = encode(passkey)},
                               .when = Put::IfAbsent}};
}

Result<Item> Passkeys::item_of(const UserId& user, std::string_view id) {
    auto items = TRY(storage_.list(kPasskeyKind, list_key(user, id)));
    if (id.size() != kPublicIdChars || items.empty())
        return fail(ErrorCode::NotFound, "no such passkey");
    return std::move(items.front());
}

Result<Passkey> Passkeys::rename(const UserId& user, std::string_view id, std::string_view name) {
    TRY(check_name(name));
    for (int i = 0; i < kWriteTriesMax; ++i) {
        const Item before = TRY(item_of(user, id));
        Passkey passkey = TRY(read(before));
        passkey.name = name;
        const auto done = storage_.put(kPasskeyKind, {.key = before.key, .bytes = encode(passkey)},
                                       Put::IfUnchanged, before.bytes);
        if (done) return passkey;
        if (done.error().code != ErrorCode::VersionConflict) return std::unexpected{done.error()};
    }
    return fail(ErrorCode::Unavailable, "a passkey is changed by too many at once");
}

Result<Write> Passkeys::removal(const UserId& user, std::string_view id) {
    return removal_of(TRY(item_of(user, id)));
}

Result<std::vector<Write>> Passkeys::removal_of_all(const UserId& user) {
    std::vector<Write> writes;
    for (const Item& item : TRY(storage_.list(kPasskeyKind, list_key(user, ""))))
        writes.push_back(removal_of(item));
    return writes;
}

Result<std::expected<Passkeys::Checked, PasskeyFault>> Passkeys::check(const RelyingParty& party,
                                                                       const PasskeyLogIn& shown,
                                                                       Instant now) {
    using Answer = std::expected<Checked, PasskeyFault>;
    const auto known = storage_.get(kPasskeyKind, key_of(shown.user, shown.credential), now);
    if (!known && known.error().code == ErrorCode::NotFound)
        return Answer{std::unexpected{PasskeyFault::BadKey}};
    if (!known) return std::unexpected{known.error()};
    Passkey passkey = TRY(read(*known));
    const auto counter = check_assertion(party, shown.assertion, passkey.key);
    if (!counter) return Answer{std::unexpected{counter.error()}};
    return Answer{Checked{.key = std::move(passkey.key), .counter = *counter}};
}

// Of two uses at once the counter of one is written; the other begins anew and is looked at by it.
Result<bool> Passkeys::use(const UserId& user, const Checked& checked, Instant now) {
    const std::string key = key_of(user, checked.key.credential);
    for (int i = 0; i < kWriteTriesMax; ++i) {
        const Item before = TRY(storage_.get(kPasskeyKind, key, now));
        Passkey passkey = TRY(read(before));
        if (passkey.key.public_key != checked.key.public_key)
            return fail(ErrorCode::NotFound, "no such passkey");
        if (counter_went_back(checked.counter, passkey.key.counter)) return false;
        passkey.key.counter = checked.counter;
        passkey.used_at = now;
        const auto done = storage_.put(kPasskeyKind, {.key = key, .bytes = encode(passkey)},
                                       Put::IfUnchanged, before.bytes);
        if (done) return true;
        if (done.error().code != ErrorCode::VersionConflict) return std::unexpected{done.error()};
    }
    return fail(ErrorCode::Unavailable, "a passkey is used by too many at once");
}

}  // namespace pingli::accounts
