// Inside of the security log only: what can be asked for without end, a minute of it. The same is
// one entry with a count, and each account has its share of entries, so that nobody's noise fills
// the disk or hides what another did. Beyond a share less is said of each, never that it was
// nobody: first what it was about, then in which shop.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/security_event.hpp"

namespace pingli::app {

class SecurityNoise {
public:
    // Not Gather::Each.
    void add(SecurityEvent event, Gather how);
    [[nodiscard]] bool is_over(Instant now) const;  // the minute
    std::vector<SecurityEvent> take();

private:
    bool count(const std::string& key);
    void begin(Instant at);
    bool has_place(const SecurityEvent& event, Gather how, const std::string& whose);
    bool has_share(const SecurityEvent& event, Gather how, const std::string& whose);
    void add_to_rest(const SecurityEvent& event, Gather how, const std::string& whose);

    std::map<std::string, SecurityEvent> rows_;
    std::map<std::string, std::size_t> rows_of_;   // by whose they are, of this minute
    std::map<std::string, std::size_t> rests_of_;  // of them, where less is said
    Instant since_{};
    std::map<std::string, std::size_t> shares_;  // entries of the day, by whose they are
    Instant shares_of_{};                        // the day
};

}  // namespace pingli::app
