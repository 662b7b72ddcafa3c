#include "accounts/counted_list.hpp"

#include <charconv>
#include <cstdint>

namespace pingli::accounts {

Result<Write> turn_write(Storage& storage, const std::string& kind, const std::string& owner,
                         Instant now) {
    const auto before = storage.get(kind, owner, now);
    if (!before && before.error().code != ErrorCode::NotFound)
        return std::unexpected{before.error()};
    std::uint64_t number = 0;
    if (before)
        std::from_chars(before->bytes.data(), before->bytes.data() + before->bytes.size(), number);
    return Write{.kind = kind,
                 .item = {.key = owner, .bytes = std::to_string(number + 1)},
                 .when = before ? Put::IfUnchanged : Put::IfAbsent,
                 .before = before ? before->bytes : std::string{}};
}

Result<void> add_counted(Storage& storage, const std::string& kind, const std::string& owner,
                         Instant now, const Add& add) {
    for (int i = 0; i < kWriteTriesMax; ++i) {
        Write turn = TRY(turn_write(storage, kind, owner, now));
        std::vector<Write> writes = TRY(add());
        writes.push_back(std::move(turn));
        const auto done = storage.write(writes);
        if (done || done.error().code != ErrorCode::VersionConflict) return done;
    }
    return fail(ErrorCode::Unavailable, "a list is added to by too many at once");
}

}  // namespace pingli::accounts
