// The outer key: a secret from outside of the store under which the secrets in it stand, the keys
// of persons and what accounts are proven by. A copy of the store without it opens nothing of what
// is sealed.
//
// A store wraps at its edge: what its callers put and get, and what the journal has digests of, is
// as it was. What is wrapped is bound to its row; moved to another it does not open. The same
// secret of the same row is always wrapped to the same bytes (its nonce follows from both), so that
// what is written if nothing changed can still be compared with what is stored.

#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/event_store.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

namespace pingli::store {

constexpr std::size_t kOuterKeyBytes = 32;

// Kinds of records that hold secrets: what a password is checked against, what codes are computed
// with, what web-hooks are signed with. All else that opens something is stored as a digest.
inline constexpr std::array<std::string_view, 3> kSecretKinds{"account", "hook", "second_factor"};

class KeyWrap {
public:
    KeyWrap() = default;  // there is no outer key: secrets are stored as they are
    static KeyWrap under(std::string_view outer_key);  // asserts its length

    [[nodiscard]] bool is_on() const { return !sealing_.empty(); }
    // Tells outer keys apart and nothing else of them: 16 hexadecimal digits; empty: none.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

    // What is stored of a person's key, and of a record's bytes; of kinds without secrets these
    // themselves.
    [[nodiscard]] std::string wrapped(const ShopId& shop, const PersonId& person,
                                      std::string_view key) const;
    [[nodiscard]] std::string wrapped(std::string_view kind, std::string_view key,
                                      std::string_view bytes) const;
    // And back. Corrupt when it is not what was stored for this very row.
    [[nodiscard]] Result<app::FoundKey> opened(const ShopId& shop, const PersonId& person,
                                               app::FoundKey stored) const;
    [[nodiscard]] Result<app::Record> opened(std::string_view kind, app::Record stored) const;
    // The same in a list, where one that does not open stays as it stands: the journal names it,
    // and the others are seen.
    [[nodiscard]] app::FoundKey listed(const ShopId& shop, const PersonId& person,
                                       const app::FoundKey& stored) const;
    [[nodiscard]] app::Record listed(std::string_view kind, const app::Record& stored) const;

private:
    [[nodiscard]] std::string wrap(const std::string& context, std::string_view secret) const;

    std::string fingerprint_, sealing_, nonces_;
};

// Follows the fingerprint that a store keeps while bytes of before may still stand in it: the
// secrets were brought under another key, and what is free of it was not cleared away yet.
inline constexpr std::string_view kUncleared = " uncleared";
std::string without_mark(std::string stored);

// Invalid, with what to do: a store, or a backup of one, that is under the key with the fingerprint
// `stored` (empty: under none) is opened with another.
Result<void> check_outer_key(const std::string& stored, const KeyWrap& given);

// Of a store that is opened: what its secrets are under, and what they are to be under from now on
// (absent: the same).
struct Wraps {
    KeyWrap now;
    std::optional<KeyWrap> then;
};
struct Options;
// `stored`: the fingerprint that was read of it, or why none could be. `is_unused`: whether nothing
// was ever written there, so that any key will do. Invalid as above.
Result<Wraps> choose_wraps(Result<std::string> stored,
                           const std::function<Result<bool>()>& is_unused, const Options& options);

}  // namespace pingli::store
