// What accounts need from storage: small records by kind and key. Implementations are thread-safe.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace pingli::accounts {

struct Item {
    std::string key;
    std::string bytes;
    std::optional<Instant> expires_at;
    friend bool operator==(const Item&, const Item&) = default;
};

enum class Put : std::uint8_t { Always, IfAbsent };

class Storage {
public:
    virtual ~Storage() = default;
    // On disk when it returns. VersionConflict: IfAbsent, and there is one that has not expired.
    virtual Result<void> put(const std::string& kind, const Item& item, Put when) = 0;
    // NotFound also when it has expired at `now`.
    virtual Result<Item> get(const std::string& kind, const std::string& key, Instant now) = 0;
    // All whose key starts with `prefix`, in order of key; expired ones too.
    virtual Result<std::vector<Item>> list(const std::string& kind, const std::string& prefix) = 0;
    // Whether it was there: of two who remove one record, one is told so.
    virtual Result<bool> remove(const std::string& kind, const std::string& key) = 0;
};

}  // namespace pingli::accounts
