#include "text/signals.hpp"

#include <array>
#include <utility>

namespace pingli::text {

namespace {

template <class Enum, std::size_t N>
std::string_view pick(const std::array<std::string_view, N>& names, Enum value) {
    return names.at(static_cast<std::size_t>(std::to_underlying(value)));
}

}  // namespace

std::string_view to_name(DemandKind kind) {
    static constexpr std::array<std::string_view, 5> kNames{"none", "cash", "gift",
                                                            "refund_without_return", "discount"};
    return pick(kNames, kind);
}

std::string_view to_name(ThreatKind kind) {
    static constexpr std::array<std::string_view, 5> kNames{
        "none", "bad_review", "complaint_to_platform", "regulator_12315", "expose_online"};
    return pick(kNames, kind);
}

std::string_view to_name(Fault fault) {
    static constexpr std::array<std::string_view, kFaultCount> kNames{"insult",
                                                                      "blames_buyer",
                                                                      "promises_freight_insurance",
                                                                      "begs_review_change",
                                                                      "offers_cash_for_review",
                                                                      "leaks_buyer_info",
                                                                      "threatens_buyer",
                                                                      "stonewalls",
                                                                      "no_apology",
                                                                      "no_solution",
                                                                      "public_argument",
                                                                      "promises_outside_policy",
                                                                      "contact_info_leak"};
    return pick(kNames, fault);
}

std::string_view to_name(MomentKind kind) {
    static constexpr std::array<std::string_view, 9> kNames{
        "advice_given",   "advice_rejected", "detailed_question",
        "remedy_offered", "remedy_declined", "demand_declined",
        "demand",         "threat",          "fault_found"};
    return pick(kNames, kind);
}

std::string_view to_name(Cause cause) {
    static constexpr std::array<std::string_view, kCauseCount> kNames{
        "quality",           "size_or_fit",        "colour_or_not_as_described", "authenticity",
        "service_attitude",  "logistics_slow",     "logistics_damage",           "price",
        "freight_insurance", "after_sales_refused"};
    return pick(kNames, cause);
}

std::string_view to_name(PiiKind kind) {
    static constexpr std::array<std::string_view, 8> kNames{
        "mobile", "phone", "id_card", "wechat", "qq", "address", "name", "order_no"};
    return pick(kNames, kind);
}

std::string_view to_name(Sentiment sentiment) {
    static constexpr std::array<std::string_view, 3> kNames{"positive", "neutral", "negative"};
    return pick(kNames, sentiment);
}

}  // namespace pingli::text
