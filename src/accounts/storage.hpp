// What accounts need from storage: small records by kind and key. Implementations are thread-safe.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace pingli::accounts {

struct Item {
    std::string key{};
    std::string bytes{};
    std::optional<Instant> expires_at{};
    friend bool operator==(const Item&, const Item&) = default;
};

enum class Put : std::uint8_t { Always, IfAbsent, IfUnchanged };

// One record of a write.
struct Write {
    std::string kind;
    Item item;  // of a removal only the key counts
    Put when = Put::Always;
    std::string before{};  // IfUnchanged: the bytes that must still be there
    bool removes = false;
};
// How often one who read, changed and wrote begins anew when another was faster.
constexpr int kWriteTriesMax = 50;

class Storage {
public:
    virtual ~Storage() = default;
    // All or nothing, and on disk when it returns. VersionConflict, and nothing is written:
    // IfAbsent, and there is one that has not expired; IfUnchanged, and it is gone or another.
    virtual Result<void> write(const std::vector<Write>& all) = 0;
    // The same for one.
    Result<void> put(const std::string& kind, const Item& item, Put when, std::string before = {}) {
        return write({{.kind = kind, .item = item, .when = when, .before = std::move(before)}});
    }
    // NotFound also when it has expired at `now`.
    virtual Result<Item> get(const std::string& kind, const std::string& key, Instant now) = 0;
    // All whose key starts with `prefix`, in order of key; expired ones too.
    virtual Result<std::vector<Item>> list(const std::string& kind, const std::string& prefix) = 0;
    // Whether it was there: of two who remove one record, one is told so.
    virtual Result<bool> remove(const std::string& kind, const std::string& key) = 0;
};

}  // namespace pingli::accounts
