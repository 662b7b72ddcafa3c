// The words that tell an address or a name's label: data categories of lexicons/places.tsv and
// lexicons/pii.tsv.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/lexicon.hpp"

namespace pingli::text {

struct PlaceWords {
    explicit PlaceWords(const Lexicon& lexicon);

    std::vector<std::string> roads;     // place.road
    std::vector<std::string> no_roads;  // place.no_road: 马路, 味道
    std::vector<std::string> units;     // place.unit, in their order
    std::vector<std::string> floors;    // place.floor
    std::vector<std::string> before;    // place.before
    std::vector<std::string> regions;   // place.region
    std::vector<std::string> titles;    // pii.title: 李女士 is no full name
    std::vector<std::string> labels;    // pii.name_label: 收件人

    [[nodiscard]] bool ends_in_road(std::string_view text) const;
};

}  // namespace pingli::text
