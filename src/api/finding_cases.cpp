#include "api/finding_cases.hpp"

#include <array>

#include "base/sha256.hpp"

namespace pingli::api {

namespace {

std::string title_of(const codec::FindingLine& finding) {
    struct Title {
        std::string_view ground, words;
    };
    constexpr std::array kTitles = {
        Title{.ground = "unreasonable_demand", .words = "不合理要求"},
        Title{.ground = "professional_coercion", .words = "职业差评师要挟"},
        Title{.ground = "competitor", .words = "同行竞争者"},
        Title{.ground = "third_party_fraud", .words = "第三方诈骗"},
        Title{.ground = "private_data_or_insults", .words = "泄露他人信息或辱骂"}};
    std::string out = "恶意评价举报";
    for (const Title& title : kTitles)
        if (title.ground == finding.ground) out.append("：").append(title.words);
    return out;
}

}  // namespace

CaseId case_of_subject(const ShopId& shop, const codec::FindingLine& finding) {
    std::string hex = sha256_hex(shop.value() + '\n' + finding.kind + '\n' + finding.id);
    constexpr std::size_t kVersionAt = 12;
    constexpr std::size_t kVariantAt = 16;
    hex[kVersionAt] = '8';
    hex[kVariantAt] = 'a';
    return CaseId{hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' +
                  hex.substr(16, 4) + '-' + hex.substr(20, 12)};
}

cases::OpenReport report_of(const codec::FindingLine& finding, const CaseId& case_id,
                            const app::ShopRecord& shop) {
    cases::OpenReport report{.opening = {.case_id = case_id,
                                         .shop = shop.id,
                                         .perspective = cases::Perspective::Tracked,
                                         .title = title_of(finding),
                                         .person = PersonId{finding.kind + ':' + finding.id},
                                         .person_user = {},
                                         .platform = shop.platform,
                                         .orders = {},
                                         .source = "triage"},
                             .review_id = finding.id,
                             .text = finding.text,
                             .follow_up = finding.follow_up,
                             .explanation = {},
                             .made_at = finding.text_at ? finding.text_at : finding.made_at,
                             .follow_up_at = finding.follow_up_at,
                             .facts = {}};
    if (!finding.rulebook.empty())
        report.opening.source += ' ' + finding.rulebook + ' ' + finding.rulebook_version;
    if (!finding.order.empty()) report.opening.orders.push_back(finding.order);
    for (const auto& [name, value] : finding.facts)
        report.facts.push_back({.name = name, .value = value});
    if (finding.facts.empty() && finding.stars)
        report.facts.push_back({.name = "stars", .value = *finding.stars});
    return report;
}

}  // namespace pingli::api
