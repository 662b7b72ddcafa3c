#include "text/conversation_threat.hpp"

#include <algorithm>
#include <array>
#include <ranges>

#include "text/conversation_promises.hpp"
#include "text/word_list.hpp"

namespace pingli::text {

namespace {

constexpr auto kLead =
    std::to_array<std::string_view>({"那就", "那么", "那", "就", "行", "好", "嗯", "哦", "呵呵",
                                     "ok", "得", "成", "否则", "不然", ",", ".", "…", " "});
constexpr auto kSelf = std::to_array<std::string_view>({"你", "贵店", "店", "商家", "客服"});
constexpr auto kGrudging = std::to_array<std::string_view>(
    {"只", "一半", "别想", "没了", "没有", "不会", "休想", "难", "变", "改成一", "取消", "收回"});
// What one says who means to do something: without it, words behind a refusal are just words.
constexpr auto kPlans = std::to_array<std::string_view>(
    {"我", "咱", "那", "今晚", "今天", "明天", "回头", "等下", "等会", "一会", "分钟后", "见",
     "行,", "看", "到时", "下", "你们", "你家", "走"});
constexpr auto kWay = std::to_array<std::string_view>({"怎么评", "在哪评", "怎么打分", "怎么投诉"});

struct Kind {
    Mark stated;
    Mark hint;
    ThreatKind kind;
};
// Earlier ones win where several are named: an authority weighs more than the platform.
constexpr auto kKinds = std::to_array<Kind>({
    {Mark::ThreatRegulator, Mark::ThreatRegulator, ThreatKind::Regulator12315},
    {Mark::ThreatExpose, Mark::ThreatExposeHint, ThreatKind::ExposeOnline},
    {Mark::ThreatPlatform, Mark::ThreatPlatformHint, ThreatKind::ComplaintToPlatform},
    {Mark::ThreatReview, Mark::ThreatReviewHint, ThreatKind::BadReview},
});
constexpr auto kHintOrder = std::to_array<std::size_t>({3, 1, 2});  // review, exposure, platform
constexpr std::int64_t kLowStars = 300;  // hundredths: one to three stars
constexpr std::size_t kVeiledLettersMin = 7;
constexpr std::int64_t kLowScore = 200;

bool names_low_stars(const TurnView& turn, const Part& part) {
    const auto numbers = turn.numbers_in(part);
    const bool is_scored = std::ranges::any_of(numbers, [](const Number& n) {
        return n.unit == Unit::Score && n.hundredths >= 0 && n.hundredths <= kLowScore;
    });
    if (is_scored && turn.words(part).contains("打")) return true;
    return std::ranges::any_of(numbers, [](const Number& n) {
        return n.unit == Unit::Star && n.hundredths > 0 && n.hundredths <= kLowStars;
    });
}

bool is_spoken_by_others(const TurnView& turn, const Part& part) {
    if (turn.find(Mark::Reported, 0, part.end) != nullptr) return true;
    for (const Sign& sign : turn.signs_from(part.start, part.end)) {
        if (sign.end > part.end) continue;
        const Speech* speech = speech_around(turn.reading->speech, sign.start, sign.end);
        if (speech != nullptr && (speech->voice == Voice::Other || speech->voice == Voice::Seller))
            return true;
    }
    return false;
}

bool is_blocked(const TurnView& turn, const Part& part) {
    if (is_spoken_by_others(turn, part)) return true;
    const std::string_view words = turn.words(part);
    if (part.marks.has(Mark::OtherTarget) && !contains_any(words, kSelf)) return true;
    if (part.marks.has(Mark::Hypothetical) && part.joint == Joint::None) return true;
    return part.is_question && contains_any(words, kWay);
}

// 给20就不差评: denied, yet the act is what hangs on the benefit. Not 不补我也不差评.
bool is_offer_to_refrain(const TurnView& turn, std::size_t part) {
    return part > 0 && turn.parts[part].joint == Joint::AfterIf &&
           !is_of_refusal(turn.words(*one_before(turn.parts, part))) &&
           one_before(turn.parts, part)
               ->marks.any(Mark::DemandCash, Mark::DemandGift, Mark::DemandDiscount,
                           Mark::DemandRefund, Mark::DemandRefundOnly);
}

Clarity clarity_of(const TurnView& turn, std::size_t index, ThreatKind& kind) {
    const Part& part = turn.parts[index];
    MarkSet marks = part.marks;
    if (is_offer_to_refrain(turn, index)) marks.add(part.negated);
    for (const Kind& k : kKinds)
        if (marks.has(k.stated)) {
            kind = k.kind;
            return Clarity::Stated;
        }
    if (names_low_stars(turn, part)) return Clarity::Stated;
    for (const std::size_t i : kHintOrder)
        if (marks.has(kKinds.at(i).hint)) {
            kind = kKinds.at(i).kind;
            return Clarity::Hint;
        }
    return Clarity::None;
}

}  // namespace

void find_threats(const TurnView& turn, std::vector<Threat>& out) {
    for (std::uint32_t i = 0; i < turn.parts.size(); ++i) {
        const Part& part = turn.parts[i];
        if (part.joint == Joint::Condition || is_blocked(turn, part)) continue;
        Threat threat{.turn = turn.index, .part = i, .joint = part.joint};
        threat.clarity = clarity_of(turn, i, threat.kind);
        threat.is_status = part.marks.has(Mark::Status) && part.joint == Joint::None;
        threat.is_menacing = part.marks.has(Mark::Menace);
        const bool is_carrot =
            part.marks.has(Mark::Carrot) && !contains_any(turn.words(part), kGrudging);
        if (threat.clarity != Clarity::Stated && is_carrot) continue;
        if (threat.clarity == Clarity::None &&
            (part.joint != Joint::AfterElse || part.marks.has(Mark::Harmless)))
            continue;
        std::size_t start = part.start;
        for (bool again = true; again;) {
            again = false;
            for (const std::string_view lead : kLead)
                if (cut(turn.text(), start, part.end).starts_with(lead) &&
                    start + lead.size() < part.end) {
                    start += lead.size();
                    again = true;
                    break;
                }
        }
        threat.start = start;
        threat.end = part.end;
        out.push_back(threat);
    }
}

std::optional<Threat> veiled_threat(const TurnView& turn) {
    if (turn.parts.empty() || turn.find(Mark::Reported) != nullptr) return std::nullopt;
    if (turn.marks.any(Mark::Settles, Mark::Harmless, Mark::Solved, Mark::Carrot, Mark::Joke,
                       Mark::Laugh, Mark::Denial, Mark::DemandReturn, Mark::Retract,
                       Mark::OtherTarget))
        return std::nullopt;
    const std::string_view text = turn.text();
    if (letters(text, 0, text.size()) < kVeiledLettersMin) return std::nullopt;
    const bool asks = std::ranges::any_of(turn.parts, &Part::is_question);
    if (asks || !contains_any(text, kPlans) || text.contains('[')) return std::nullopt;
    const bool has_crowd = std::ranges::any_of(turn.reading->numbers, [&](const Number& n) {
        return starts_with_any(rest(text, n.end), {"人", "号人"});
    });
    Threat threat{.turn = turn.index,
                  .part = 0,
                  .start = turn.parts.front().start,
                  .end = turn.parts.back().end};
    if (has_crowd) threat.kind = ThreatKind::ExposeOnline;
    return threat;
}

std::vector<bool> find_taken_back(std::span<const TurnView> turns) {
    std::vector<bool> taken_back(turns.size());
    bool is_later = false;  // taken back in a turn behind the one at hand
    for (const TurnView& view : std::views::reverse(turns)) {
        const bool may_say = view.who == Speaker::Buyer && !view.marks.has(Mark::Serious);
        const bool jokes = may_say && view.marks.has(Mark::Joke);
        taken_back[view.index] = is_later || jokes;
        if (!may_say || is_later) continue;
        const Sign* laugh = view.find(Mark::Laugh);
        const bool laughs = laugh != nullptr && speech_around(view.reading->speech, laugh->start,
                                                              laugh->end) == nullptr;
        is_later = jokes || laughs || view.marks.has(Mark::Retract);
    }
    return taken_back;
}

}  // namespace pingli::text
