// Who did what to the rights and the personal data of a server, and who was refused: one chain of
// entries in order, each with the hash of all before it, kept in the records of the store (whose
// journal covers them too). No words and no names of people: accounts, shops and things stand by
// their ids, addresses are cut to their network.
//
// Noting is quick and never fails; entries reach the disk with the next flush. What can be asked
// for without end (refusals, wrong log-ins, reads) is gathered: the same within a minute is one
// entry with a count, and there are at most kGatheredMax of them. Every account has its share of a
// day's entries, strangers have one together; past it they are counted by kind. So nobody fills the
// disk, and no stranger's noise hides what an account did.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/event_store.hpp"
#include "app/limits.hpp"

namespace pingli::app {

struct SecurityEvent {
    std::string what;                  // log_in, person_added, personal_read, refused …
    std::string account{};             // id; empty: nobody who is known
    std::string whence{};              // the network of the address, or "terminal"
    std::vector<std::string> shops{};  // whose matter it is, by id; none: the server's alone
    std::string route{};               // "GET /api/v1/shops/{shop}/reviews"
    std::string about{};               // ids of the thing, or the status of a refusal
    bool is_allowed = true;
    std::int64_t count = 1;
    Instant at{};
    friend bool operator==(const SecurityEvent&, const SecurityEvent&) = default;
};

struct SecurityEntry {
    std::int64_t number = 0;  // from 1
    SecurityEvent event;
    std::string hash;  // hexadecimal, of this and all before it
};

struct SecurityPage {
    std::vector<SecurityEntry> entries;  // newest first
    std::int64_t next = 0;               // go on before this one; 0: that was the first
};

struct SecurityCheck {
    std::int64_t entries = 0;
    std::optional<std::string> fault;  // in words; nothing: the chain holds
};

// "203.0.113.0/24", "2001:db8:1::/48".
std::string network_of(std::string_view address);

// A person of a shop's cases in an entry: whoever knows their id finds it, nobody reads it there.
std::string mark_of(const ShopId& shop, const PersonId& person);

// Alone, with those that are alike, or the same of who is not known (at whosever door).
enum class Gather : std::uint8_t { Each, Alike, Strangers };

class SecurityLog {
public:
    // `records` outlive it.
    SecurityLog(Records& records, std::function<Instant()> now);

    // Without a time: now.
    void note(SecurityEvent event, Gather how = Gather::Each);
    // Puts what waits on disk; what is gathered when its minute is over, or at the end. Fails with
    // Unavailable, and all waits for the next time.
    Result<void> flush(bool is_last = false);

    // Before entry `before` (0: the newest); of one shop, or of all.
    [[nodiscard]] Result<SecurityPage> read(const std::optional<ShopId>& shop, std::int64_t before,
                                            std::size_t limit);
    // The oldest entry that is kept is believed: those before it have had their time.
    [[nodiscard]] Result<SecurityCheck> verify();

private:
    struct Head {
        std::int64_t number = 0;
        std::string hash;
    };
    Result<Head> head();
    Result<void> write_some(std::vector<SecurityEvent>& events);
    std::vector<SecurityEvent> take(bool is_last);
    void begin_gathering(Instant at);
    void gather(SecurityEvent event, Gather how);
    void count_with_others(const SecurityEvent& event);
    bool has_share(const SecurityEvent& event, Gather how);

    Records& records_;
    std::function<Instant()> now_;
    std::mutex flushing_;
    std::mutex mutex_;
    std::vector<SecurityEvent> waiting_;  // guarded by mutex_, as what follows
    std::map<std::string, SecurityEvent> gathered_;
    Instant gathering_since_{};
    std::size_t gathered_strangers_ = 0;
    std::map<std::string, std::size_t> shares_;  // entries by account; "": strangers
    Instant shares_of_{};                        // the day
    std::int64_t lost_ = 0;
};

}  // namespace pingli::app
