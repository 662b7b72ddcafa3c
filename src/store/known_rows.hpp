// What a journal, damaged or not, says of each row: to tell good rows from others one by one, and
// to find by name those of pages that cannot be read.

#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/event_store.hpp"
#include "store/journal.hpp"

namespace pingli::store {

enum class Vouched : std::uint8_t {
    Yes,
    No,      // it says otherwise, or that there is no such row
    Unknown  // what it said of this row cannot be relied on
};

class KnownRows {
public:
    // Reads as far as can be read, entry by entry where pages are damaged.
    static KnownRows of(app::Journal& journal);

    [[nodiscard]] Vouched vouched(const JournalRow& row) const;
    // Rows of a table and scope that should be there, whether what it says of them is relied on or
    // not.
    [[nodiscard]] std::vector<std::string> subjects(std::string_view table,
                                                    const std::string& scope) const;
    [[nodiscard]] std::vector<std::string> scopes(std::string_view table) const;
    // Nothing of it can be read, so that it tells good rows from others nowhere.
    [[nodiscard]] bool is_empty() const { return latest_.empty(); }
    // What cannot be read or relied on: nobody knows what was changed there.
    [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }

private:
    using Place = std::pair<std::string, std::string>;  // table and scope
    // None: the entry is not what its hash says.
    using Digest = std::optional<app::Hash>;

    class Reading;

    std::map<Place, std::map<std::string, Digest>> latest_;
    std::vector<std::string> faults_;
    bool has_holes_ = false;
};

}  // namespace pingli::store
