// Encryption of one person's values within events (X6): the codec calls it for every `Personal`,
// the keys come from the store. A port, so that the codec knows neither keys nor cipher.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"

namespace pingli::app {

class Sealer {
public:
    virtual ~Sealer() = default;
    // Any bytes; the same text twice need not give the same bytes.
    virtual std::string seal(const PersonId& person, std::string_view text) = 0;
    // Nothing when the person's key is gone: the person was erased.
    virtual std::optional<std::string> open(const PersonId& person, std::string_view sealed) = 0;
};

}  // namespace pingli::app
