// Whose the sessions and tokens are that were good just now, so that the transport can count a
// person before anything of a request is looked at: a person is one, whatever sessions and tokens
// it has. Secrets are not kept, only what is hashed of them. Thread-safe.

#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/ids.hpp"

namespace pingli::api {

class Askers {
public:
    // Some more than `remembered` are known at a time; who is forgotten is soon seen again.
    explicit Askers(std::size_t remembered) : half_((remembered / 2) + 1) {}

    // The secret was good, and this account's.
    void note(std::string_view secret, const UserId& account);
    std::optional<std::string> account_of(std::string_view secret);

private:
    using Known = std::unordered_map<std::size_t, std::string>;
    void keep(std::size_t hash, std::string account);  // under mutex_

    const std::size_t half_;
    std::mutex mutex_;
    Known seen_lately_;
    Known seen_before_;
};

}  // namespace pingli::api
