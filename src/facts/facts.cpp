#include "facts/facts.hpp"

#include <array>
#include <utility>

namespace pingli::facts {

namespace {
constexpr std::array<std::string_view, 6> kPlatforms{"taobao",    "tmall",          "jd",
                                                     "own_store", "physical_store", "other"};
constexpr std::array<std::string_view, 3> kRatings{"good", "neutral", "bad"};
}  // namespace

std::string_view to_name(Platform platform) {
    return kPlatforms.at(std::to_underlying(platform));
}

std::optional<Platform> parse_platform(std::string_view name) {
    for (std::size_t i = 0; i < kPlatforms.size(); ++i)
        if (kPlatforms.at(i) == name) return static_cast<Platform>(i);
    return std::nullopt;
}

std::string_view to_name(Rating rating) {
    return kRatings.at(std::to_underlying(rating));
}

void Dossier::clear() {
    order.reset();
    reviews.clear();
    conversations.clear();
    calls.clear();
    recordings.clear();
    claims.clear();
    contacts.clear();
    parcels.clear();
    notes.clear();
}

}  // namespace pingli::facts
