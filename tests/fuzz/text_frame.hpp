// What the targets of conversations, reviews and drafts share: the desk that reads them, and the
// text of any bytes.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/utf8.hpp"
#include "growth.hpp"
#include "support/text_desk.hpp"

namespace pingli::fuzz {

inline support::TextDesk& desk() {
    static support::TextDesk made;
    return made;
}

// What intake would hand on of these bytes: whatever is no UTF-8 is left out.
inline std::string valid_text(const std::uint8_t* data, std::size_t size) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes.
    std::string_view left{reinterpret_cast<const char*>(data), size};
    std::string text;
    while (const auto fault = utf8::find_fault(left)) {
        text += left.substr(0, *fault);
        left.remove_prefix(*fault + 1);
    }
    return text += left;
}

}  // namespace pingli::fuzz
