// Where the bytes of exhibits lie: under their hash, apart for each shop, never changed.

#pragma once

#include <string>

#include "base/ids.hpp"
#include "base/result.hpp"

namespace pingli::app {

class Vault {
public:
    virtual ~Vault() = default;
    // Moves the file at `path` (same file system, synced) under `sha256`; when the same bytes are
    // there already, they stay, and bytes that went bad are replaced. Returns the media type, told
    // by content.
    virtual Result<std::string> keep(const ShopId& shop, const std::string& path,
                                     const std::string& sha256) = 0;
    // The path of the bytes, which were read and are those that were kept. Corrupt: they are not;
    // NotFound, also for what is no hash.
    [[nodiscard]] virtual Result<std::string> find(const ShopId& shop,
                                                   const std::string& sha256) = 0;
    // The bytes are gone for ever; that they did not get lost is for the caller to know. Nothing to
    // erase is no fault.
    virtual Result<void> erase(const ShopId& shop, const std::string& sha256) = 0;
};

}  // namespace pingli::app
