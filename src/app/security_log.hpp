// Who did what to the rights and the personal data of a server, and who was refused: one chain of
// entries in order, each with the hash of all before it, kept in the records of the store (whose
// journal covers them too). No words and no names of people: accounts, shops and things stand by
// their ids, addresses are cut to their network.
//
// What gives or takes rights always has an entry of its own, whatever else the same account does;
// there are as many as the acts themselves are allowed (api/acts.hpp), and it is on disk before
// anybody is told that it was done. What can be asked for without end is gathered
// (app/security_noise.hpp): to note that is quick and never fails, and it reaches the disk with a
// later flush. A shop's entries are found by an index beside the chain
// (app/security_batch.hpp), so that a quiet shop's are read as fast as a busy one's.

#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/event_store.hpp"
#include "app/security_event.hpp"
#include "app/security_noise.hpp"

namespace pingli::app {

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

class SecurityLog {
public:
    // `records` outlive it.
    SecurityLog(Records& records, std::function<Instant()> now);

    // Without a time: now. Of more shops than one entry has, it is several.
    void note(SecurityEvent event, Gather how = Gather::Each);
    // The same, on disk when it returns, with what others note in that moment. Fails with
    // Unavailable, and it waits for the next flush.
    Result<void> note_at_once(SecurityEvent event);
    // Puts what waits on disk; what is gathered when its minute is over, or at the end. Fails with
    // Unavailable, and all waits for the next time.
    Result<void> flush(bool is_last = false);

    // Before entry `before` (0: the newest); of one shop, or of all.
    [[nodiscard]] Result<SecurityPage> read(const std::optional<ShopId>& shop, std::int64_t before,
                                            std::size_t limit);
    // The chain, and that the index of shops says the same. The oldest entry that is kept is
    // believed: those before it have had their time.
    [[nodiscard]] Result<SecurityCheck> verify();

private:
    struct Head {
        std::int64_t number = 0;
        std::string hash;
    };
    Result<Head> head();
    std::vector<SecurityEvent> add(SecurityEvent event, Gather how);
    Result<void> write_waiting(bool is_last);
    Result<void> write_some(std::vector<SecurityEvent>& events);
    Result<void> index_older();
    std::vector<SecurityEvent> take(bool is_last);

    Records& records_;
    std::function<Instant()> now_;
    std::mutex flushing_;
    bool is_indexed_ = false;  // guarded by flushing_: all there is
    std::mutex mutex_;
    std::vector<SecurityEvent> waiting_;  // guarded by mutex_, as what follows
    SecurityNoise noise_;
    std::int64_t lost_ = 0;
};

}  // namespace pingli::app
