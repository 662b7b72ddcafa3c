#include "text/conversation_marks.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.hpp"
#include "text/conversation_promises.hpp"

namespace pingli::text {

namespace {

struct MarkName {
    Mark mark;
    Category category;
};

constexpr auto kNames = std::to_array<MarkName>({
    {Mark::DemandCash, Category{"talk.demand.cash"}},
    {Mark::DemandGift, Category{"talk.demand.gift"}},
    {Mark::DemandDiscount, Category{"talk.demand.discount"}},
    {Mark::DemandRefund, Category{"talk.demand.refund"}},
    {Mark::DemandRefundOnly, Category{"talk.demand.refund_only"}},
    {Mark::DemandKeep, Category{"talk.demand.keep"}},
    {Mark::DemandReturn, Category{"talk.demand.return"}},
    {Mark::DemandAsk, Category{"talk.demand.ask"}},
    {Mark::ThreatReview, Category{"talk.threat.review"}},
    {Mark::ThreatReviewHint, Category{"talk.threat.review.hint"}},
    {Mark::ThreatPlatform, Category{"talk.threat.platform"}},
    {Mark::ThreatPlatformHint, Category{"talk.threat.platform.hint"}},
    {Mark::ThreatRegulator, Category{"talk.threat.regulator"}},
    {Mark::ThreatExpose, Category{"talk.threat.expose"}},
    {Mark::ThreatExposeHint, Category{"talk.threat.expose.hint"}},
    {Mark::Menace, Category{"talk.threat.menace"}},
    {Mark::Status, Category{"talk.threat.status"}},
    {Mark::Release, Category{"talk.threat.release"}},
    {Mark::Harmless, Category{"talk.threat.harmless"}},
    {Mark::Reported, Category{"talk.frame.reported"}},
    {Mark::Hypothetical, Category{"talk.frame.hypothetical"}},
    {Mark::Joke, Category{"talk.frame.joke"}},
    {Mark::Laugh, Category{"talk.frame.laugh"}},
    {Mark::Serious, Category{"talk.frame.serious"}},
    {Mark::Retract, Category{"talk.frame.retract"}},
    {Mark::Denial, Category{"talk.frame.denial"}},
    {Mark::Carrot, Category{"talk.frame.carrot"}},
    {Mark::OtherTarget, Category{"talk.target.other"}},
    {Mark::Receipt, Category{"talk.receipt"}},
    {Mark::Size, Category{"talk.size"}},
    {Mark::Defect, Category{"talk.fault.defect"}},
    {Mark::Wrong, Category{"talk.fault.wrong"}},
    {Mark::Missing, Category{"talk.fault.missing"}},
    {Mark::Late, Category{"talk.fault.late"}},
    {Mark::Fit, Category{"talk.fault.fit"}},
    {Mark::Spoilt, Category{"talk.fault.spoilt"}},
    {Mark::Minor, Category{"talk.fault.minor"}},
    {Mark::Taste, Category{"talk.fault.taste"}},
    {Mark::OwnMistake, Category{"talk.fault.own"}},
    {Mark::Statutory, Category{"talk.owed.statutory"}},
    {Mark::Pedantic, Category{"talk.owed.pedantic"}},
    {Mark::Promise, Category{"talk.owed.promise"}},
    {Mark::WithinSeven, Category{"talk.owed.within"}},
    {Mark::TooLate, Category{"talk.owed.late"}},
    {Mark::Excess, Category{"talk.owed.excess"}},
    {Mark::Decline, Category{"talk.buyer.decline"}},
    {Mark::RefusesToShow, Category{"talk.buyer.refuse_show"}},
    {Mark::Solved, Category{"talk.buyer.solved"}},
    {Mark::Settles, Category{"talk.buyer.settle"}},
    {Mark::Objection, Category{"talk.buyer.object"}},
    {Mark::Remedy, Category{"seller.remedy"}},
    {Mark::Accept, Category{"seller.accept"}},
    {Mark::Refuse, Category{"seller.refuse"}},
    {Mark::Reason, Category{"seller.reason"}},
    {Mark::Contradict, Category{"seller.contradict"}},
    {Mark::Alternative, Category{"seller.alternative"}},
    {Mark::Stonewall, Category{"seller.stonewall"}},
    {Mark::PassesOn, Category{"seller.passes_on"}},
    {Mark::Resend, Category{"seller.resend"}},
    {Mark::Apology, Category{"seller.apology"}},
    {Mark::Insult, Category{"seller.insult"}},
    {Mark::Blame, Category{"seller.blame"}},
    {Mark::Insurance, Category{"seller.insurance"}},
    {Mark::InsuranceAll, Category{"seller.insurance.all"}},
    {Mark::InsuranceChecked, Category{"seller.insurance.checked"}},
    {Mark::ReviewWord, Category{"seller.review.word"}},
    {Mark::ReviewGood, Category{"seller.review.good"}},
    {Mark::ReviewChange, Category{"seller.review.change"}},
    {Mark::BegDirect, Category{"seller.review.beg"}},
    {Mark::Plea, Category{"seller.plea"}},
    {Mark::Benefit, Category{"seller.benefit"}},
    {Mark::Leak, Category{"seller.leak"}},
    {Mark::SellerThreat, Category{"seller.threat"}},
    {Mark::Advice, Category{"advice.give"}},
    {Mark::AdviceReject, Category{"advice.reject"}},
    {Mark::Empathy, Category{"draft.empathy"}},
    {Mark::Step, Category{"draft.step"}},
    {Mark::EmptyPromise, Category{"draft.empty_promise"}},
    {Mark::Thanks, Category{"draft.thanks"}},
    {Mark::Problem, Category{"draft.context.problem"}},
    {Mark::Request, Category{"draft.context.request"}},
    {Mark::Closed, Category{"draft.context.closed"}},
    {Mark::Undue, Category{"draft.context.undue"}},
    {Mark::Urging, Category{"draft.context.urging"}},
    {Mark::ContextQuestion, Category{"draft.context.question"}},
    {Mark::ContextTaste, Category{"draft.context.taste"}},
    {Mark::Argument, Category{"draft.argument"}},
    {Mark::OutsidePolicy, Category{"draft.outside_policy"}},
    {Mark::Contact, Category{"draft.contact"}},
    {Mark::DraftStonewall, Category{"draft.stonewall"}},
    {Mark::Dismissal, Category{"draft.dismissal"}},
    {Mark::ReviewBad, Category{"seller.review.bad"}},
});

// The words that open the other half of "or else". Grammar, not policy. Longest first.
constexpr auto kElse =
    std::to_array<std::string_view>({"不然的话", "否则的话", "要不然的话", "要不然", "不然呢",
                                     "再不然", "不然", "否则", "唔系", "要不"});
// Words after which the consequence of a condition begins.
constexpr auto kThen =
    std::to_array<std::string_view>({"的话我就", "的话就", "的话那", "的话", "那我就", "那就",
                                     "我就", "就", "我咪", "咪", "立马", "立刻", "直接"});
constexpr auto kIf =
    std::to_array<std::string_view>({"如果", "要是", "只要", "假如", "若不", "若是", "再不", "除非",
                                     "万一", "一旦", "什么时候", "的话"});
struct Cut {
    std::size_t end_of_first;  // bytes of the text
    std::size_t start_of_second;
    Joint first;
    Joint second;
};

std::size_t find_first(std::string_view text, std::span<const std::string_view> words,
                       std::size_t from, std::string_view& found) {
    std::size_t best = std::string_view::npos;
    for (const std::string_view word : words) {
        const std::size_t at = text.find(word, from);
        if (at < best) {  // The first of equal places is the longest.
            best = at;
            found = word;
        }
    }
    return best;
}

// 升不了就…, 算不出就…: a denial before 就. Not 不是…就是.
std::size_t denied_then(std::string_view text) {
    const std::size_t then = text.find("就");
    if (then == std::string_view::npos || then == 0 || rest(text, then).starts_with("就是"))
        return 0;
    for (std::size_t at = 0; at < then; at += utf8::decode(text, at).size)
        if (is_denial(utf8::decode(text, at).code)) return then;
    return 0;
}

bool is_threat(Mark mark) {
    return mark == Mark::ThreatReview || mark == Mark::ThreatPlatform ||
           mark == Mark::ThreatRegulator || mark == Mark::ThreatExpose ||
           mark == Mark::ThreatReviewHint;
}

// Where a condition in [from, to) of the turn ends and its consequence begins.
std::optional<Cut> find_cut(const TurnView& view, std::size_t from, std::size_t to) {
    const std::string_view text = cut(view.text(), from, to);
    std::string_view word;
    if (const std::size_t at = find_first(text, kElse, 0, word);
        at != std::string_view::npos && !rest(text, at).starts_with("要不要"))
        return Cut{from + at, from + at + word.size(), Joint::None, Joint::AfterElse};
    const auto acts = view.signs_from(from, to);
    const auto act = std::ranges::find_if(acts, [](const Sign& s) { return is_threat(s.mark); });
    if (act != acts.end() && denies_will(cut(view.text(), from, act->start))) return std::nullopt;
    std::string_view marker;
    std::size_t head = find_first(text, kIf, 0, marker);
    const DeniedGiving giving = denied_giving(text);
    if (giving.end != 0 && act != acts.end() && denies_act(view, from, giving, *act))
        return std::nullopt;
    std::size_t denied = giving.end;
    if (denied == 0) denied = denied_then(text);
    if (head == std::string_view::npos && denied == 0) return std::nullopt;
    head = head == std::string_view::npos ? denied : head + (marker == "的话" ? 0 : marker.size());
    head = std::max(head, denied);
    if (const std::size_t at = find_first(text, kThen, head, word); at != std::string_view::npos) {
        const std::size_t after = from + at + word.size();
        return Cut{from + at, after, Joint::Condition, Joint::AfterIf};
    }
    // 不补一星走起: the act itself ends the condition, or the denial of it.
    for (const Sign& sign : view.signs_from(from + head, to))
        if (is_threat(sign.mark) && sign.end <= to) {
            const std::size_t end =
                promise_before(view.text(), from + head, sign.start).value_or(sign.start);
            return Cut{end, end, Joint::Condition, Joint::AfterIf};
        }
    return Cut{to, to, Joint::Condition, Joint::None};
}

// is_question() without what a mere 嘛 or 呢 at the end makes one.
bool asks(std::string_view text, const Part& part, char32_t mark) {
    Offset end = part.end;
    for (const std::string_view particle : {"嘛", "呢", "么"})
        if (cut(text, part.start, end).ends_with(particle))
            end = back_or_start(end, particle.size());
    return is_question(text, {.start = part.start, .end = end, .mark = mark});
}

void add_part(TurnView& view, std::size_t from, std::size_t to, std::uint32_t clause, Joint joint) {
    const std::string_view text = view.text();
    while (from < to && text[from] == ' ') ++from;
    while (from < to && byte_before(text, to) == ' ') to = back_or_start(to, 1);
    if (from >= to) return;
    Part part{.start = from, .end = to, .clause = clause, .joint = joint};
    const Clause& whole = view.reading->clauses[clause];
    part.ends_sentence = whole.ends_sentence && to == whole.end;
    part.is_question = asks(text, part, to == whole.end ? whole.mark : 0);
    const Clause reach{.start = part.start, .end = part.end};
    const auto first = std::ranges::lower_bound(view.signs, Offset{from}, {}, &Sign::start);
    for (Sign& sign : std::span{first, view.signs.end()}) {
        if (sign.start >= to) break;
        if (sign.end > to) continue;
        sign.is_negated = is_negated(text, reach, sign.start);
        if (is_threat(sign.mark))
            sign.is_negated = sign.is_negated || denies_will(cut(text, whole.start, sign.start)) ||
                              is_denied_behind(cut(text, sign.end, to));
        (sign.is_negated ? part.negated : part.marks).add(sign.mark);
    }
    view.parts.push_back(part);
}

void make_parts(TurnView& view) {
    const auto& clauses = view.reading->clauses;
    bool is_condition_open = false;
    for (std::uint32_t i = 0; i < clauses.size(); ++i) {
        const std::size_t from = clauses[i].start;
        const std::size_t to = clauses[i].end;
        const Joint opened = is_condition_open ? Joint::AfterIf : Joint::None;
        is_condition_open = false;
        const auto cut = find_cut(view, from, to);
        if (!cut) {
            add_part(view, from, to, i, opened);
            continue;
        }
        const bool is_else = cut->second == Joint::AfterElse;
        add_part(view, from, cut->end_of_first, i, is_else ? opened : cut->first);
        if (cut->start_of_second >= to) {
            is_condition_open = true;
            if (is_else && !view.parts.empty()) view.parts.back().joint = opened;
            continue;
        }
        const auto inner = is_else ? find_cut(view, cut->start_of_second, to) : std::nullopt;
        if (inner && inner->second == Joint::AfterIf) {  // 要不你补我…就…
            add_part(view, cut->start_of_second, inner->end_of_first, i, Joint::Condition);
            add_part(view, inner->start_of_second, to, i, Joint::AfterIf);
        } else {
            add_part(view, cut->start_of_second, to, i, cut->second);
        }
    }
}

}  // namespace

const Sign* TurnView::find(Mark mark, std::size_t start, std::size_t end, bool with_negated) const {
    // Signs of one mark do not overlap: the first that begins late enough also ends first.
    const std::vector<std::uint32_t>& order = with_negated ? by_mark : plain_by_mark;
    const auto found = std::ranges::lower_bound(
        order, std::pair{mark, std::uint32_t{Offset{start}}}, {},
        [&](std::uint32_t i) { return std::pair{signs[i].mark, std::uint32_t{signs[i].start}}; });
    if (found == order.end()) return nullptr;
    const Sign& sign = signs[*found];
    return sign.mark == mark && sign.end <= end ? &sign : nullptr;
}

std::span<const Sign> TurnView::signs_from(std::size_t start, std::size_t end) const {
    const auto first = std::ranges::lower_bound(signs, Offset{start}, {}, &Sign::start);
    const auto last = std::ranges::lower_bound(first, signs.end(), Offset{end}, {}, &Sign::start);
    return {first, last};
}

const Part* TurnView::part_with(const Sign& sign) const {
    const auto part = std::ranges::lower_bound(parts, sign.end, {}, &Part::end);
    return part != parts.end() && part->start <= sign.start ? &*part : nullptr;
}

namespace {

void order_by_mark(TurnView& view) {
    for (std::uint32_t i = 0; i < view.signs.size(); ++i) view.by_mark.push_back(i);
    std::ranges::stable_sort(view.by_mark, {}, [&](std::uint32_t i) { return view.signs[i].mark; });
    for (const std::uint32_t i : view.by_mark)
        if (!view.signs[i].is_negated) view.plain_by_mark.push_back(i);
}

}  // namespace

MarkTable::MarkTable(const Lexicon& lexicon) {
    marks_.fill(kNone);
    for (const MarkName& name : kNames) {
        const int index = lexicon.find(name.category);
        if (index >= 0 && static_cast<std::size_t>(index) < kSize)
            marks_.at(static_cast<std::size_t>(index)) = static_cast<std::uint8_t>(name.mark);
    }
}

TurnView view_turn(const MarkTable& table, const Engine::Parts& parts, const Reading& reading,
                   Speaker who, std::uint32_t index) {
    TurnView view{.parts_of_engine = &parts,
                  .reading = &reading,
                  .who = who,
                  .index = index,
                  .marks = {},
                  .signs = {},
                  .parts = {},
                  .by_mark = {},
                  .plain_by_mark = {}};
    for (const Hit& hit : reading.hits.all()) {
        const auto mark = table.of(hit.category);
        if (!mark) continue;
        view.signs.push_back({.start = hit.start, .end = hit.end, .mark = *mark});
    }
    std::ranges::sort(view.signs, {}, &Sign::start);
    make_parts(view);
    order_by_mark(view);
    for (const Sign& sign : view.signs)
        if (!sign.is_negated) view.marks.add(sign.mark);
    return view;
}

}  // namespace pingli::text
