// Whose the sessions and tokens are that were good just now, and in which shops that person is, so
// that the transport can count a person before anything of a request is looked at: a person is one,
// whatever sessions and tokens it has. Secrets are not kept, only what is hashed of them.
// Thread-safe.

#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "accounts/account.hpp"

namespace pingli::api {

class Askers {
public:
    struct Asker {
        std::string account;
        bool is_of_shop = false;  // of the one that was asked about
    };
    // Some more than `remembered` are known at a time; who is forgotten is soon seen again.
    explicit Askers(std::size_t remembered) : half_((remembered / 2) + 1) {}

    // The secret was good, and this account's.
    void note(std::string_view secret, const accounts::Account& account);
    // It is good no more: whoever still has it is a stranger.
    void forget(std::string_view secret);
    std::optional<Asker> find(std::string_view secret, std::string_view shop);

private:
    struct Holder {
        std::string account;
        std::vector<std::size_t> shops;  // hashes of their ids
        friend bool operator==(const Holder&, const Holder&) = default;
    };
    using Known = std::unordered_map<std::size_t, Holder>;
    void keep(std::size_t hash, Holder holder);  // under mutex_

    const std::size_t half_;
    std::mutex mutex_;
    Known seen_lately_;
    Known seen_before_;
};

}  // namespace pingli::api
