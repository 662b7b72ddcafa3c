#include "triage/finding.hpp"

#include <array>
#include <utility>

namespace pingli::triage {

namespace {

template <class Enum, std::size_t N>
std::string_view pick(const std::array<std::string_view, N>& names, Enum value) {
    return names.at(static_cast<std::size_t>(std::to_underlying(value)));
}

}  // namespace

std::string_view to_name(SubjectKind kind) {
    static constexpr std::array<std::string_view, 2> kNames{"review", "thread"};
    return pick(kNames, kind);
}

std::string_view to_name(Verdict verdict) {
    static constexpr std::array<std::string_view, 3> kNames{"malicious", "genuine", "unclear"};
    return pick(kNames, verdict);
}

std::string_view to_name(Ground ground) {
    static constexpr std::array<std::string_view, 5> kNames{
        "unreasonable_demand", "professional_coercion", "competitor", "third_party_fraud",
        "private_data_or_insults"};
    return pick(kNames, ground);
}

std::string_view to_name(Refusal refusal) {
    static constexpr std::array<std::string_view, 5> kNames{
        "too_late", "not_rated_by_both", "good_rating", "nothing_written", "no_ground"};
    return pick(kNames, refusal);
}

std::string_view to_name(SpanPlace place) {
    static constexpr std::array<std::string_view, 3> kNames{"text", "followup", "chat"};
    return pick(kNames, place);
}

std::string_view to_name(SpanKind kind) {
    static constexpr std::array<std::string_view, 4> kNames{"demand", "threat", "insult", "pii"};
    return pick(kNames, kind);
}

}  // namespace pingli::triage
