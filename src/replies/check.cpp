#include "replies/check.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "base/utf8.hpp"
#include "replies/rules.hpp"

namespace pingli::replies {

namespace {

constexpr std::string_view kOutsidePolicy = "promises_outside_policy";
constexpr std::string_view kDoneWithoutRecord = "done_without_record";
constexpr std::string_view kInsurance = "promises_freight_insurance";
constexpr std::string_view kInsuranceForAll = "insurance_for_all";

bool overlap(const text::Span& left, const text::Span& right) {
    return left.start < right.end && right.start < left.end;
}

bool has(const Records& records, Record record) {
    return records.test(static_cast<std::size_t>(std::to_underlying(record)));
}

// Collects findings; those of one code that touch each other are one.
class Findings {
public:
    Findings(const Templates& templates, const PolicyBook& book, const Situation& situation)
        : templates_(templates), book_(book), situation_(situation) {}

    void add(std::string_view code, text::Span span) {
        Places& places = by_code_[std::string{code}];
        Place place{.end = span.end, .order = added_++};
        auto at = places.upper_bound(span.start);
        if (at != places.begin() && touches(*std::prev(at), span)) --at;
        while (at != places.end() && touches(*at, span)) {
            span.start = std::min(span.start, at->first);
            place = {.end = std::max(place.end, at->second.end),
                     .order = std::min(place.order, at->second.order)};
            span.end = place.end;
            at = places.erase(at);
        }
        places.emplace(span.start, place);
    }
    // By place in the draft; what stands at one place in the order in which it was found.
    [[nodiscard]] std::vector<DraftFinding> take() const {
        std::vector<std::pair<std::size_t, DraftFinding>> found;
        for (const auto& [code, places] : by_code_) {
            DraftFinding finding = make(code);
            for (const auto& [start, place] : places) {
                finding.span = {.start = start, .end = place.end};
                found.emplace_back(place.order, finding);
            }
        }
        std::ranges::sort(
            found, {}, [](const auto& entry) { return std::pair{entry.second.span, entry.first}; });
        std::vector<DraftFinding> out;
        out.reserve(found.size());
        for (auto& entry : found) out.push_back(std::move(entry.second));
        return out;
    }

private:
    struct Place {
        std::uint32_t end = 0;
        std::size_t order = 0;
    };
    using Places = std::map<std::uint32_t, Place>;  // by start; none touches another

    static bool touches(const Places::value_type& place, const text::Span& span) {
        const text::Span other{.start = place.first, .end = place.second.end};
        return overlap(other, span) || other == span;
    }
    [[nodiscard]] DraftFinding make(const std::string& code) const {
        DraftFinding finding{.code = code,
                             .stops = book_.stops(code, situation_.channel),
                             .span = {},
                             .words = {},
                             .instead = {}};
        if (const FaultWords* fault = templates_.find_fault(code)) {
            finding.words = fault->words;
            finding.instead = fill(fault->instead, situation_.policy);
        }
        return finding;
    }

    const Templates& templates_;
    const PolicyBook& book_;
    const Situation& situation_;
    std::map<std::string, Places, std::less<>> by_code_;
    std::size_t added_ = 0;
};

std::int64_t days_allowed(const facts::Policy& policy, PolicyTerm term) {
    switch (term) {
        case PolicyTerm::Return:
            return policy.return_days;
        case PolicyTerm::Repair:
            return policy.repair_days;
        case PolicyTerm::AfterSales:
            return policy.after_sales_days;
    }
    return 0;
}

// Whether what the rule looks for is wrong here: words that a record makes true are not, and what
// is told as done or promised for ever is the rulebook's to say.
bool is_wrong(const PolicyBook& book, const DraftRule& rule, const Situation& situation) {
    const bool held = rule.record && has(situation.records, *rule.record);
    if (rule.code == kDoneWithoutRecord) return book.stops_done(held);
    if (rule.code == kOutsidePolicy) return book.stops_promise(true, false);
    return !held;
}

void apply_rules(const Templates& templates, const PolicyBook& book, const Compact& draft,
                 const Situation& situation, Findings& findings) {
    for (const DraftRule& rule : templates.rules) {
        if (!is_wrong(book, rule, situation)) continue;
        if (rule.channel && *rule.channel != situation.channel) continue;
        for (const text::Span& span : find_rule(draft, rule)) findings.add(rule.code, span);
    }
}

// Returns the promises that the policy holds.
std::vector<text::Span> apply_policy(const Templates& templates, const PolicyBook& book,
                                     const Compact& draft, const Situation& situation,
                                     Findings& findings) {
    const bool within_stops = book.stops_promise(false, false);
    const bool over_stops = book.stops_promise(false, true);
    std::vector<text::Span> held;
    for (const PromisedDays& promise : find_promises(draft, templates.promises)) {
        const bool over = promise.days > days_allowed(situation.policy, promise.term);
        if (over ? over_stops : within_stops)
            findings.add(kOutsidePolicy, promise.span);
        else
            held.push_back(promise.span);
    }
    return held;
}

// What the engine found, less what the shop's policy and records make true.
void take_over(const text::ReplySignals& signals, const std::vector<text::Span>& held,
               const Situation& situation, text::Span whole, Findings& findings) {
    for (std::size_t i = 0; i < text::kFaultCount; ++i) {
        const auto fault = static_cast<text::Fault>(i);
        if (!signals.faults.test(i)) continue;
        const std::string_view code = text::to_name(fault);
        if (code == kInsurance && has(situation.records, Record::InsuranceHeld)) continue;
        bool has_span = false;
        for (const text::FaultSpan& found : signals.spans) {
            if (found.fault != fault) continue;
            has_span = true;
            const bool is_held =
                code == kOutsidePolicy && std::ranges::any_of(held, [&](const text::Span& span) {
                    return overlap(span, found.span);
                });
            if (!is_held) findings.add(code, found.span);
        }
        if (!has_span) findings.add(code, whole);
    }
}

std::vector<Bilingual> questions_of(const Templates& templates, const PolicyBook& book,
                                    const std::vector<DraftFinding>& findings) {
    std::vector<std::string_view> asked;  // many findings may be of one fault
    std::vector<std::string> codes;
    for (const DraftFinding& finding : findings) {
        if (std::ranges::find(asked, finding.code) != asked.end()) continue;
        asked.emplace_back(finding.code);
        std::string code = book.question(finding.code);
        if (std::ranges::find(codes, code) == codes.end()) codes.push_back(std::move(code));
    }
    std::vector<Bilingual> questions;
    for (const std::string& code : codes)
        if (const auto at = templates.questions.find(code); at != templates.questions.end())
            questions.push_back(at->second);
    return questions;
}

}  // namespace

bool DraftCheck::stopped() const {
    return std::ranges::any_of(findings, &DraftFinding::stops);
}

DraftCheck check(const Templates& templates, const PolicyBook& book, std::string_view draft,
                 const text::ReplySignals& signals, const Situation& situation) {
    const Compact compact(draft);
    const text::Span whole{.start = 0, .end = static_cast<std::uint32_t>(utf8::count(draft))};
    Findings findings(templates, book, situation);
    apply_rules(templates, book, compact, situation, findings);
    const auto held = apply_policy(templates, book, compact, situation, findings);
    take_over(signals, held, situation, whole, findings);

    DraftCheck result{.findings = findings.take(), .questions = {}, .better = {}};
    if (result.findings.empty()) return result;
    result.questions = questions_of(templates, book, result.findings);
    Situation mended = situation;
    const bool is_about_insurance = std::ranges::any_of(result.findings, [](const auto& finding) {
        return finding.code == kInsurance || finding.code == kInsuranceForAll;
    });
    if (is_about_insurance)
        mended.causes.set(
            static_cast<std::size_t>(std::to_underlying(text::Cause::FreightInsurance)));
    result.better = compose(templates, mended);
    return result;
}

}  // namespace pingli::replies
