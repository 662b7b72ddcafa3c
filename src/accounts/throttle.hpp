// Which tries to log in are let through to the password, and when the others may come again.
//
// Nobody is shut out by what others do: only failures count, and a try counts against the place
// from where the account was entered before (a known device, or an address), apart from all
// others. Tries from elsewhere are slowed by account and network, by network alone (who goes
// through the names with one password), and the more an account is attacked, the fewer are free;
// but a network without failures always has a try that is heard at once. Thread-safe.

#pragma once

#include <expected>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "accounts/backoff.hpp"

namespace pingli::accounts {

struct ThrottleRules {
    // One account, from a place it is known to be entered from: a device, an address.
    BackoffLimit known{.free_max = 10};
    // One account from one address (IPv4; the first 64 bits of IPv6), and from the wider network
    // around it (24 and 48 bits): who holds such a network has all its addresses.
    BackoffLimit pair{.free_max = 5};
    BackoffLimit wide_pair{.free_max = 20};
    // Any account, from one address and from the wider network. Many people share one: short waits.
    BackoffLimit address{.free_max = 50, .longest_wait = std::chrono::minutes{1}};
    BackoffLimit wide_address{.free_max = 200, .longest_wait = std::chrono::minutes{1}};
    // One's own password or second factor, asked again inside of a session.
    BackoffLimit holder{.free_max = 5};
    // An account with so many failures from unknown places is under attack; then each unknown
    // address has this many free ones.
    std::size_t attacked_at = 20;
    std::size_t free_under_attack = 1;
    // Addresses from which an account was entered are remembered so long, so many of them.
    Duration known_for = std::chrono::days{30};
    std::size_t known_max = 20'000;
};

// The network around an address in the form of http/peer.hpp: "192.0.2.0/24", "2001:db8:1::/48".
// Itself, if it is no address.
std::string wide_network(std::string_view address);

class Throttle {
public:
    explicit Throttle(const ThrottleRules& rules);

    struct Try {
        std::string login;    // in its normal form, whether there is such an account or not
        std::string address;  // what counts as one client
        std::string device;   // a name of the known device; empty: it is not known
    };
    // One try under way. Ended by one of `failed`, `passed`, `undecided`, once.
    class Permit {
    private:
        friend class Throttle;
        std::vector<std::pair<Backoff*, std::string>> counted_;
        std::string pair_;
        std::string attacked_;  // the account, if the place is not known
    };
    std::expected<Permit, Instant> admit(const Try& tried, Instant now);
    // Of somebody who is logged in already.
    std::expected<Permit, Instant> admit_holder(const std::string& user, Instant now);
    void failed(const Permit& permit, Instant now);
    void passed(const Permit& permit, Instant now);
    void undecided(const Permit& permit);
    [[nodiscard]] std::size_t keys() const;  // all that is remembered

private:
    struct Entered {
        Instant at;
        std::list<std::string>::iterator place;
    };
    std::expected<Permit, Instant> begin(Permit permit, Instant now);
    [[nodiscard]] bool is_known(const std::string& pair, Instant now) const;
    void remember(const std::string& pair, Instant now);

    ThrottleRules rules_;
    mutable std::mutex mutex_;
    Backoff known_, pair_, wide_pair_, address_, wide_address_, holder_;
    Backoff attacked_;  // counts; asked by nobody else
    std::unordered_map<std::string, Entered> entered_;
    std::list<std::string> by_age_;  // of entered_, the oldest first
};

}  // namespace pingli::accounts
