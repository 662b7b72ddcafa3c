// Lists of records of one kind under "OWNER/…" that have a limit. Under OWNER itself stands a
// number that rises with each addition: whoever counts and then adds writes the number along, so
// that of many at once no more than fit get in, in whatever program.

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/storage.hpp"
#include "base/ids.hpp"

namespace pingli::accounts {

inline std::string list_key(const UserId& owner, std::string_view id) {
    return owner.value() + "/" + std::string{id};
}

// To be read before what it counts, and to be written with what follows from that.
Result<Write> turn_write(Storage& storage, const std::string& kind, const std::string& owner,
                         Instant now);

// Writes what `add` answers, which counts the list first; again from the start when another added
// in between. Fails with what `add` fails with, and Unavailable.
using Add = std::function<Result<std::vector<Write>>()>;
Result<void> add_counted(Storage& storage, const std::string& kind, const std::string& owner,
                         Instant now, const Add& add);

}  // namespace pingli::accounts
