#include "replies/templates.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace pingli::replies {

namespace {

constexpr std::array<std::string_view, 2> kChannels{"public", "chat"};
constexpr std::array<std::string_view, kOccasionCount> kOccasions{
    "complaint", "unreasonable_demand", "cash_demand", "professional", "competitor", "retaliation",
    "insults",   "third_party_fraud",   "own_reward",  "praise"};
constexpr std::array<std::string_view, kPlaceCount> kPlaces{"opening", "cause",   "done",
                                                            "step",    "promise", "closing"};
constexpr std::array<std::string_view, kRecordCount> kRecords{
    "agent_coached",  "carrier_informed", "maker_informed",     "one_price_everywhere",
    "insurance_held", "insurance_none",   "insurance_declined", "police_informed"};
constexpr std::array<std::string_view, 3> kTerms{"return", "repair", "after_sales"};

template <class Enum, std::size_t N>
std::string_view pick(const std::array<std::string_view, N>& names, Enum value) {
    return names.at(static_cast<std::size_t>(std::to_underlying(value)));
}

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view name) {
    const auto at = std::ranges::find(names, name);
    if (at == names.end()) return std::nullopt;
    return static_cast<Enum>(at - names.begin());
}

}  // namespace

const FaultWords* Templates::find_fault(std::string_view code) const {
    const auto at = std::ranges::find(faults, code, &FaultWords::code);
    return at == faults.end() ? nullptr : &*at;
}

std::string_view to_name(Channel channel) {
    return pick(kChannels, channel);
}
std::string_view to_name(Occasion occasion) {
    return pick(kOccasions, occasion);
}
std::string_view to_name(Place place) {
    return pick(kPlaces, place);
}
std::string_view to_name(Record record) {
    return pick(kRecords, record);
}
std::string_view to_name(PolicyTerm term) {
    return pick(kTerms, term);
}

std::optional<Channel> parse_channel(std::string_view name) {
    return find<Channel>(kChannels, name);
}
std::optional<Occasion> parse_occasion(std::string_view name) {
    return find<Occasion>(kOccasions, name);
}
std::optional<Place> parse_place(std::string_view name) {
    return find<Place>(kPlaces, name);
}
std::optional<Record> parse_record(std::string_view name) {
    return find<Record>(kRecords, name);
}
std::optional<PolicyTerm> parse_policy_term(std::string_view name) {
    return find<PolicyTerm>(kTerms, name);
}

std::optional<text::Cause> parse_cause(std::string_view name) {
    for (std::size_t i = 0; i < text::kCauseCount; ++i) {
        const auto cause = static_cast<text::Cause>(i);
        if (text::to_name(cause) == name) return cause;
    }
    return std::nullopt;
}

}  // namespace pingli::replies
