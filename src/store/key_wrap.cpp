#include "store/key_wrap.hpp"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "base/seal.hpp"
#include "store/options.hpp"

namespace pingli::store {

namespace {

constexpr std::size_t kFingerprintDigits = 16;
static_assert(kOuterKeyBytes == kSealKeyBytes);
static_assert(kOuterKeyBytes == crypto_auth_hmacsha256_KEYBYTES);

const unsigned char* raw(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

app::Hash hmac(std::string_view key, std::string_view text) {
    static_assert(crypto_auth_hmacsha256_BYTES == sizeof(app::Hash));
    app::Hash out{};
    crypto_auth_hmacsha256(out.data(), raw(text), text.size(), raw(key));
    return out;
}

// A key for each purpose, so that none meets another.
std::string derived(std::string_view outer_key, std::string_view purpose) {
    const app::Hash hash = hmac(outer_key, purpose);
    return {hash.begin(), hash.end()};
}

// No two rows have the same, whatever stands in their names.
std::string context_of(std::string_view table, std::string_view scope, std::string_view subject) {
    std::string out;
    for (const std::string_view name : {table, scope, subject})
        out.append(std::to_string(name.size())).append(":").append(name);
    return out;
}

std::string context_of(const ShopId& shop, const PersonId& person) {
    return context_of("key", shop.value(), person.value());
}

std::string context_of(std::string_view kind, std::string_view key) {
    return context_of("record", kind, key);
}

bool is_secret(std::string_view kind) {
    return std::ranges::find(kSecretKinds, kind) != kSecretKinds.end();
}

std::unexpected<Error> does_not_open(const char* what) {
    return fail(ErrorCode::Corrupt,
                std::string{what} +
                    " does not open under the outer key: it was changed, or moved from another "
                    "row, past the program; `pingli audit verify` names it");
}

}  // namespace

KeyWrap KeyWrap::under(std::string_view outer_key) {
    PINGLI_ASSERT(outer_key.size() == kOuterKeyBytes);
    KeyWrap wrap;
    wrap.fingerprint_ =
        app::to_hex(hmac(outer_key, "pingli outer key: fingerprint")).substr(0, kFingerprintDigits);
    wrap.sealing_ = derived(outer_key, "pingli outer key: sealing");
    wrap.nonces_ = derived(outer_key, "pingli outer key: nonces");
    return wrap;
}

// The nonce is a keyed digest of all that is sealed with it: two different secrets never share one.
std::string KeyWrap::wrap(const std::string& context, std::string_view secret) const {
    const app::Hash digest = hmac(nonces_, context + std::string{secret});
    static_assert(kSealNonceBytes <= sizeof(digest));
    const std::string nonce{digest.begin(), digest.begin() + kSealNonceBytes};
    return seal(sealing_, nonce, context, secret);
}

std::string KeyWrap::wrapped(const ShopId& shop, const PersonId& person,
                             std::string_view key) const {
    return is_on() ? wrap(context_of(shop, person), key) : std::string{key};
}

std::string KeyWrap::wrapped(std::string_view kind, std::string_view key,
                             std::string_view bytes) const {
    return is_on() && is_secret(kind) ? wrap(context_of(kind, key), bytes) : std::string{bytes};
}

Result<app::FoundKey> KeyWrap::opened(const ShopId& shop, const PersonId& person,
                                      app::FoundKey stored) const {
    if (!is_on() || stored.state != app::KeyState::Held) return stored;
    auto key = open_sealed(sealing_, context_of(shop, person), stored.key);
    if (!key) return does_not_open("the key of a person");
    stored.key = std::move(*key);
    return stored;
}

Result<app::Record> KeyWrap::opened(std::string_view kind, app::Record stored) const {
    if (!is_on() || !is_secret(kind)) return stored;
    auto bytes = open_sealed(sealing_, context_of(kind, stored.key), stored.bytes);
    if (!bytes) return does_not_open("a record of an account or a web-hook");
    stored.bytes = std::move(*bytes);
    return stored;
}

app::FoundKey KeyWrap::listed(const ShopId& shop, const PersonId& person,
                              const app::FoundKey& stored) const {
    return opened(shop, person, stored).value_or(stored);
}

app::Record KeyWrap::listed(std::string_view kind, const app::Record& stored) const {
    return opened(kind, stored).value_or(stored);
}

std::string without_mark(std::string stored) {
    if (stored.ends_with(kUncleared)) stored.resize(stored.size() - kUncleared.size());
    return stored;
}

Result<void> check_outer_key(const std::string& stored, const KeyWrap& given) {
    if (stored == given.fingerprint()) return {};
    if (stored.empty())
        return fail(ErrorCode::Invalid,
                    "this is under no outer key: leave --outer-key-file (PINGLI_OUTER_KEY_FILE) "
                    "out, or bring it under one first with `pingli outer-key put FILE`. "
                    "这里还没有外层密钥：请去掉 --outer-key-file（PINGLI_OUTER_KEY_FILE），"
                    "或先用 `pingli outer-key put FILE` 启用");
    if (!given.is_on())
        return fail(ErrorCode::Invalid,
                    "this is under the outer key " + stored +
                        ": name its file with --outer-key-file (or PINGLI_OUTER_KEY_FILE). "
                        "这里由外层密钥 " +
                        stored +
                        " 保护：请用 --outer-key-file（或 PINGLI_OUTER_KEY_FILE）指定密钥文件");
    return fail(ErrorCode::Invalid, "this is under the outer key " + stored +
                                        ", and the file holds " + given.fingerprint() +
                                        ": name the file of " + stored + ". 这里由外层密钥 " +
                                        stored + " 保护，而给出的文件是 " + given.fingerprint() +
                                        "：请指定 " + stored + " 的密钥文件");
}

Result<Wraps> choose_wraps(Result<std::string> stored,
                           const std::function<Result<bool>()>& is_unused, const Options& options) {
    // Of a damaged store the row of the key may be lost: the journal tells whether it opens.
    if (options.is_salvaged && (!stored || stored->empty()))
        return Wraps{.now = options.wrap, .then = {}};
    const std::string found = TRY(std::move(stored));
    const auto& to = options.rewrap_to;
    if (to && found == to->fingerprint()) return Wraps{.now = *to, .then = {}};
    if (to && found.empty()) return Wraps{.now = {}, .then = to};
    const bool may_come_under = found.empty() && options.wrap.is_on() && !options.is_read_only;
    if (may_come_under && TRY(is_unused())) return Wraps{.now = {}, .then = options.wrap};
    TRY(check_outer_key(found, options.wrap));
    return Wraps{.now = options.wrap, .then = to};
}

}  // namespace pingli::store
