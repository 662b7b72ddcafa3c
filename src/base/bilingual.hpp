// Words for people, in both languages of the product (X8). Both are always there.

#pragma once

#include <string>

namespace pingli {

struct Bilingual {
    std::string zh;
    std::string en;
    friend bool operator==(const Bilingual&, const Bilingual&) = default;
};

}  // namespace pingli
