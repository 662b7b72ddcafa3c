#include "simulate/plan.hpp"

#include <array>
#include <span>
#include <utility>

namespace pingli::simulate {

namespace {

using Share = std::pair<Trouble, std::uint32_t>;  // of a hundred thousand orders

// What is left over is praise.
constexpr std::array<Share, 25> kShop{{
    {Trouble::PlatformDefault, 5'000},
    {Trouble::HonestQuality, 2'500},
    {Trouble::HonestSize, 1'500},
    {Trouble::HonestColour, 1'500},
    {Trouble::HonestSlow, 1'500},
    {Trouble::HonestDamage, 1'000},
    {Trouble::HonestService, 1'500},
    {Trouble::HonestPrice, 1'000},
    {Trouble::HonestRefused, 1'000},
    {Trouble::HonestFake, 500},
    {Trouble::HonestNeutral, 2'000},
    {Trouble::Owed, 1'500},
    {Trouble::CashOffer, 1'000},
    {Trouble::Joke, 1'500},
    {Trouble::Smalltalk, 3'000},
    {Trouble::Insult, 1'000},
    {Trouble::Pii, 1'000},
    {Trouble::Competitor, 500},
    {Trouble::Retaliation, 500},
    {Trouble::Fraud, 500},
    {Trouble::Professional, 500},
    {Trouble::DemandUnderThreat, 1'500},
    {Trouble::DemandNotRated, 500},
    {Trouble::DemandGap, 500},
    {Trouble::DemandNoReviewYet, 500},
}};

// 5,000 neutral or bad reviews and 2,000 chats of 100,000; one review an order.
constexpr std::array<Share, 24> kBench{{
    {Trouble::PlatformDefault, 4'000},
    {Trouble::HonestQuality, 900},
    {Trouble::HonestSize, 500},
    {Trouble::HonestColour, 500},
    {Trouble::HonestSlow, 500},
    {Trouble::HonestDamage, 300},
    {Trouble::HonestService, 500},
    {Trouble::HonestPrice, 300},
    {Trouble::HonestRefused, 200},
    {Trouble::HonestFake, 100},
    {Trouble::HonestNeutral, 800},
    {Trouble::Owed, 150},
    {Trouble::CashOffer, 30},
    {Trouble::Joke, 100},
    {Trouble::Smalltalk, 1'650},
    {Trouble::Insult, 60},
    {Trouble::Pii, 40},
    {Trouble::Competitor, 20},
    {Trouble::Retaliation, 20},
    {Trouble::Fraud, 10},
    {Trouble::Professional, 10},
    {Trouble::DemandUnderThreat, 40},
    {Trouble::DemandNotRated, 10},
    {Trouble::DemandGap, 10},
}};

constexpr std::uint32_t sum(std::span<const Share> shares) {
    std::uint32_t total = 0;
    for (const auto& [trouble, share] : shares) total += share;
    return total;
}
static_assert(sum(kShop) <= 100'000 && sum(kBench) <= 100'000);

}  // namespace

std::optional<Profile> parse_profile(std::string_view name) {
    if (name == "shop") return Profile::Shop;
    if (name == "bench") return Profile::Bench;
    return std::nullopt;
}

Trouble pick_trouble(Profile profile, Random& random) {
    const std::span<const Share> shares =
        profile == Profile::Bench ? std::span<const Share>{kBench} : std::span<const Share>{kShop};
    std::uint32_t left = random.below(100'000);
    for (const auto& [trouble, share] : shares) {
        if (left < share) return trouble;
        left -= share;
    }
    return Trouble::None;
}

}  // namespace pingli::simulate
