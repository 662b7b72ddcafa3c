#include "text/place_words.hpp"

#include "text/word_list.hpp"

namespace pingli::text {

PlaceWords::PlaceWords(const Lexicon& lexicon)
    : roads(lexicon.data(Category{"place.road"})),
      no_roads(lexicon.data(Category{"place.no_road"})),
      units(lexicon.data(Category{"place.unit"})),
      floors(lexicon.data(Category{"place.floor"})),
      before(lexicon.data(Category{"place.before"})),
      regions(lexicon.data(Category{"place.region"})),
      titles(lexicon.data(Category{"pii.title"})),
      labels(lexicon.data(Category{"pii.name_label"})) {}

bool PlaceWords::ends_in_road(std::string_view text) const {
    return ends_with_any(text, roads) && !ends_with_any(text, no_roads);
}

}  // namespace pingli::text
