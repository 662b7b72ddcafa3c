// The two languages of the product (X8), and words in one of them.

#pragma once

#include <cstdint>
#include <string>

#include "base/bilingual.hpp"

namespace pingli {

enum class Language : std::uint8_t { Chinese, English };

inline const std::string& in(Language language, const Bilingual& words) {
    return language == Language::Chinese ? words.zh : words.en;
}

}  // namespace pingli
