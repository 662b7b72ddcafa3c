// Inside of the security log only: how it lies in the records of a store. A batch of entries is one
// record; beside it, in the same write, lies one small record for each shop that it concerns, so
// that a shop's entries are found without a look at those of others. These are made from the
// chain, which alone proves anything.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/security_log.hpp"

namespace pingli::app::security {

inline const std::string kKind = "security";
inline const std::string kIndexKind = "security_of";
constexpr std::int64_t kNumberMax = 1'000'000'000'000'000;
constexpr std::size_t kKeyDigits = 16;

// Newest first in the order of keys.
std::string key_of(std::int64_t number);
// The first number of a batch; 0: no key of ours.
std::int64_t number_of(std::string_view key);

std::string bytes_of(const SecurityEvent& event);
SecurityEvent event_of(std::string_view bytes);
std::string hash_of(const std::string& before, std::int64_t number, const std::string& bytes);

struct Batch {
    std::int64_t first = 0;
    std::string before{};  // the hash of the entry before the first
    std::vector<std::string> entries{};
    std::vector<std::string> hashes{};
    [[nodiscard]] std::int64_t after() const { return first + std::ssize(entries); }
};
Batch batch_of(const Record& record);
std::string bytes_of(const Batch& batch);
// To the byte: nothing stands in it that is not hashed.
bool holds(const Batch& batch, const Record& record);

// What the index has of a batch.
std::vector<RecordWrite> index_of(const Record& batch);
std::string index_prefix(std::string_view shop);  // of a shop; the key of a batch follows
std::string_view batch_key_in(std::string_view index_key);

// The batches that the index has: those that begin between these two. Older ones were written
// before there was one; later ones by a program that knows of none.
struct Indexed {
    std::int64_t begin = 0;  // 0: none
    std::int64_t end = 0;
    // Where it began before it had to begin anew: so far there may be some of it already; or 0.
    std::int64_t stale = 0;
    std::string bytes{};  // as they are read, for the next write
    [[nodiscard]] bool has(std::int64_t first) const {
        return begin > 0 && first >= begin && first <= end;
    }
    [[nodiscard]] bool may_have(std::int64_t first) const {
        return has(first) || (stale > 0 && first >= stale && first < begin);
    }
};
Result<Indexed> read_indexed(Records& records);
bool is_indexed_mark(std::string_view index_key);
// VersionConflict when another program was faster.
RecordWrite write_indexed(const Indexed& before, std::int64_t begin, std::int64_t end);
std::string bytes_of(const Indexed& indexed);
// The index is made anew from the chain, as that of an old log is.
Result<void> forget_index(Records& records);

}  // namespace pingli::app::security
