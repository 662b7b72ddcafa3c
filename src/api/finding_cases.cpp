#include "api/finding_cases.hpp"

#include <array>

#include "api/held_exhibits.hpp"
#include "base/sha256.hpp"

namespace pingli::api {

namespace {

struct Title {
    std::string_view ground, zh, en;
};
constexpr std::array kTitles = {
    Title{.ground = "unreasonable_demand", .zh = "不合理要求", .en = "unreasonable demand"},
    Title{.ground = "professional_coercion",
          .zh = "职业差评师要挟",
          .en = "coercion by a professional"},
    Title{.ground = "competitor", .zh = "同行竞争者", .en = "competitor"},
    Title{.ground = "third_party_fraud", .zh = "第三方诈骗", .en = "third-party fraud"},
    Title{.ground = "private_data_or_insults",
          .zh = "泄露他人信息或辱骂",
          .en = "private data or insults"}};

std::string title_of(const codec::FindingLine& finding, Language language) {
    const bool is_chinese = language == Language::Chinese;
    std::string out = is_chinese ? "举报评价" : "Report of a review";
    for (const Title& title : kTitles)
        if (title.ground == finding.ground)
            out.append(is_chinese ? "：" : ": ").append(is_chinese ? title.zh : title.en);
    return out;
}

std::vector<cases::MarkedWords> marked_in(const codec::FindingLine& finding) {
    std::vector<cases::MarkedWords> out;
    for (const codec::FoundWords& one : finding.spans) {
        const bool is_offence = one.kind == "insult" || one.kind == "pii";
        const std::string& text = one.is_follow_up ? finding.follow_up : finding.text;
        if (!is_offence || text.empty()) continue;
        out.push_back(
            {.place = one.is_follow_up ? cases::Place::FollowUp : cases::Place::Text,
             .span = {.start = one.start, .end = one.end},
             .offence = one.kind == "pii" ? cases::Offence::Pii : cases::Offence::Insult});
    }
    return out;
}

CaseId case_named(const ShopId& shop, std::string_view kind, const std::string& id) {
    std::string hex = sha256_hex(shop.value() + '\n' + std::string{kind} + '\n' + id);
    constexpr std::size_t kVersionAt = 12;
    constexpr std::size_t kVariantAt = 16;
    hex[kVersionAt] = '8';
    hex[kVariantAt] = 'a';
    return CaseId{hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' +
                  hex.substr(16, 4) + '-' + hex.substr(20, 12)};
}

}  // namespace

CaseId case_of_order(const ShopId& shop, const std::string& order) {
    return case_named(shop, "order", order);
}

Result<CaseId> case_of_finding(app::CaseIndex& index, const ShopId& shop,
                               const codec::FindingLine& finding) {
    CaseId of_subject = case_named(shop, finding.kind, finding.id);
    if (finding.order.empty()) return of_subject;
    const auto found = index.find(shop, of_subject);
    if (found) return of_subject;
    if (found.error().code != ErrorCode::NotFound) return std::unexpected(found.error());
    return case_of_order(shop, finding.order);
}

cases::OpenReport report_of(const codec::FindingLine& finding, const CaseId& case_id,
                            const app::ShopRecord& shop, cases::Perspective perspective,
                            Language language) {
    cases::OpenReport report{.opening = {.case_id = case_id,
                                         .shop = shop.id,
                                         .perspective = perspective,
                                         .title = title_of(finding, language),
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
                             .marked = marked_in(finding),
                             .exhibits = held_exhibits(finding, case_id, language),
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
