#include "text/conversation_faults.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "text/insults.hpp"
#include "text/personal_data.hpp"
#include "text/word_list.hpp"

namespace pingli::text {

namespace {

constexpr auto kOwnPeople = std::to_array<std::string_view>(
    {"我的", "客服电话", "联系我", "加我", "打我", "师傅电话", "门店", "店长", "售后电话",
     "快递员电话", "我们电话", "店里电话"});
constexpr auto kOthers = std::to_array<std::string_view>(
    {"客户", "顾客", "买家", "女士", "先生", "买过", "买了", "买的", "住"});
constexpr std::size_t kCannedBytesMin = 15;  // five characters
constexpr auto kCourtesy =
    std::to_array<std::string_view>({"稍等", "您好", "在吗", "请问", "吗", "?"});
constexpr auto kPolite = std::to_array<std::string_view>({"请问", "麻烦", "方便"});
constexpr auto kDone = std::to_array<std::string_view>({"已", "刚给", "昨天给"});
constexpr auto kOwed = std::to_array<std::string_view>(
    {"退款", "退钱", "退货", "给您退", "给你退", "换货", "售后", "处理"});
constexpr auto kGiven = std::to_array<std::string_view>(
    {"领", "返", "给您", "给你", "补", "补您", "补你", "送", "退", "转", "返您", "奖", "给"});
constexpr auto kFirst =
    std::to_array<std::string_view>({"先", "才能", "才给", "才退", "才办", "完", "之后"});

void add(const TurnView& text, Fault fault, std::uint32_t start, std::uint32_t end,
         std::vector<SellerFault>& out) {
    const bool is_known = std::ranges::any_of(
        out, [&](const SellerFault& f) { return f.fault == fault && f.turn == text.index; });
    if (!is_known) out.push_back({fault, text.index, start, end});
}

const Part& part_of(const TurnView& text, const Sign& sign) {
    for (const Part& part : text.parts)
        if (part.start <= sign.start && sign.end <= part.end) return part;
    static constexpr Part kNone{};
    return text.parts.empty() ? kNone : text.parts.front();
}

// The clauses around byte `at` up to the ends of the sentence.
std::pair<std::uint32_t, std::uint32_t> sentence_at(const TurnView& text, std::size_t at) {
    const auto& clauses = text.reading->clauses;
    if (clauses.empty()) return {0, 0};
    std::size_t first = clause_at(clauses, at);
    std::size_t last = first;
    while (first > 0 && !clauses[first - 1].ends_sentence) --first;
    while (last + 1 < clauses.size() && !clauses[last].ends_sentence) ++last;
    return {clauses[first].start, clauses[last].end};
}

void find_said_insults(const TurnView& text, std::vector<SellerFault>& out) {
    for (const Sign& sign : text.signs)
        if (sign.mark == Mark::Insult && !sign.is_negated)
            return add(text, Fault::Insult, sign.start, sign.end, out);
    const auto insults = find_insults(*text.parts_of_engine, *text.reading, Tone::Other);
    if (!insults.empty())
        add(text, Fault::Insult, static_cast<std::uint32_t>(insults.front().start),
            static_cast<std::uint32_t>(insults.front().end), out);
}

void find_blame(const TurnView& text, std::vector<SellerFault>& out) {
    for (const Sign& sign : text.signs) {
        if (sign.mark != Mark::Blame) continue;
        const Part& part = part_of(text, sign);
        const bool is_polite = part.is_question && contains_any(text.words(part), kPolite);
        if (!is_polite) add(text, Fault::BlamesBuyer, part.start, part.end, out);
    }
}

void find_insurance(const TurnView& text, std::vector<SellerFault>& out) {
    for (const Sign& sign : text.signs) {
        if (sign.mark != Mark::Insurance || sign.is_negated) continue;
        const Part& part = part_of(text, sign);
        if (text.marks.has(Mark::InsuranceChecked) || part.is_question) continue;
        if (!text.marks.has(Mark::InsuranceAll) && !text.words(part).contains("有")) continue;
        add(text, Fault::PromisesFreightInsurance, part.start, part.end, out);
    }
}

bool speaks_of_review(const TurnView& text, std::uint32_t from, std::uint32_t to, bool before) {
    return before || text.find(Mark::ReviewWord, from, to, true) != nullptr;
}

void find_begging(const TurnView& text, bool before, std::vector<SellerFault>& out) {
    for (const Sign& sign : text.signs) {
        const auto [from, to] = sentence_at(text, sign.start);
        const bool is_change = sign.mark == Mark::ReviewChange && !sign.is_negated &&
                               speaks_of_review(text, from, to, before);
        const bool is_plea =
            sign.mark == Mark::Plea && text.find(Mark::ReviewWord, from, to, true) != nullptr;
        if (sign.mark == Mark::BegDirect || is_change || is_plea)
            add(text, Fault::BegsReviewChange, sign.start, sign.end, out);
    }
}

// 先删差评再给你退款: an owed remedy made to wait for the review is no offer.
bool withholds_refund(std::string_view sentence) {
    return contains_any(sentence, kOwed) && contains_any(sentence, kFirst) &&
           !sentence.contains("元");
}

// A benefit tied to a review: named in one sentence, and not already given.
void find_offers(const TurnView& text, bool before, std::vector<SellerFault>& out) {
    const auto offered = [&](std::uint32_t from, std::uint32_t to) -> const Sign* {
        for (const Sign& sign : text.signs) {
            if (sign.mark != Mark::Benefit || sign.start < from || sign.end > to) continue;
            const std::string_view head = text.text().substr(from, sign.start - from);
            const std::size_t near = head.size() > 12 ? head.size() - 12 : 0;
            if (sign.is_negated || contains_any(head.substr(near), kDone)) continue;
            return &sign;
        }
        return nullptr;
    };
    for (const Sign& sign : text.signs) {
        const bool is_change = sign.mark == Mark::ReviewChange || sign.mark == Mark::BegDirect;
        if (!is_change && sign.mark != Mark::ReviewGood) continue;
        if (sign.is_negated) continue;
        const auto [from, to] = sentence_at(text, sign.start);
        if (is_change && !speaks_of_review(text, from, to, before)) continue;
        const std::string_view sentence = text.text().substr(from, to - from);
        if (is_change && withholds_refund(sentence)) {
            add(text, Fault::Stonewalls, from, to, out);
            continue;
        }
        const Sign* benefit = offered(from, to);
        if (benefit == nullptr) {
            const bool has_sum = std::ranges::any_of(text.reading->numbers, [&](const Number& n) {
                if (n.start < from || n.end > to) return false;
                const bool is_given =
                    n.unit == Unit::None &&
                    ends_with_any(text.text().substr(from, n.start - from), kGiven);
                return n.unit == Unit::Money || is_given;
            });
            if (!has_sum) continue;
        }
        add(text, Fault::OffersCashForReview, from, to, out);
    }
}

// Numbers, names and addresses of people. A name alone, or the address of the chat's own buyer, is
// none: it takes both, or a public text, or a word of telling beside it.
void find_named_people(const TurnView& text, bool is_public, std::vector<SellerFault>& out) {
    const std::string_view words = text.text();
    const Engine::Parts& parts = *text.parts_of_engine;
    std::vector<PiiPlace> numbers;
    std::vector<PiiPlace> addresses;
    std::vector<PiiPlace> names;
    if (may_hold_numbers(words)) {
        find_personal_numbers(*text.reading, numbers);
        find_addresses(parts, *text.reading, addresses);
    }
    find_full_names(parts, *text.reading, names);
    if (contains_any(words, kOwnPeople)) return;
    const auto tell = [&](const PiiPlace& place) {
        add(text, Fault::LeaksBuyerInfo, static_cast<std::uint32_t>(place.start),
            static_cast<std::uint32_t>(place.end), out);
    };
    for (const PiiPlace& number : numbers)
        if (number.kind == PiiKind::Mobile || number.kind == PiiKind::Phone ||
            number.kind == PiiKind::IdCard || is_public)
            return tell(number);
    const bool is_told = is_public || text.marks.has(Mark::Leak) || contains_any(words, kOthers);
    if (!names.empty() && (is_told || !addresses.empty())) return tell(names.front());
    if (!addresses.empty() && is_public) tell(addresses.front());
}

void find_leaks(const TurnView& text, bool is_public, std::vector<SellerFault>& out) {
    find_named_people(text, is_public, out);
    for (const Sign& sign : text.signs)
        if (sign.mark == Mark::Leak && !sign.is_negated) {
            const Part& part = part_of(text, sign);
            if (part.is_question && contains_any(text.words(part), kPolite)) continue;
            add(text, Fault::LeaksBuyerInfo, part.start, part.end, out);
        }
}

void find_threats(const TurnView& text, std::vector<SellerFault>& out) {
    for (const Sign& sign : text.signs)
        if (sign.mark == Mark::SellerThreat && !sign.is_negated) {
            const Part& part = part_of(text, sign);
            add(text, Fault::ThreatensBuyer, part.start, part.end, out);
        }
}

bool is_bare_refusal(const TurnView& turn) {
    return turn.marks.has(Mark::Stonewall) &&
           !turn.marks.any(Mark::Alternative, Mark::Remedy, Mark::Accept, Mark::Reason);
}

}  // namespace

void find_spoken_faults(const TurnView& text, const SpokenIn& where,
                        std::vector<SellerFault>& out) {
    find_said_insults(text, out);
    find_blame(text, out);
    find_insurance(text, out);
    find_begging(text, where.names_review, out);
    find_offers(text, where.names_review, out);
    find_leaks(text, where.is_public, out);
    find_threats(text, out);
}

void find_stonewalls(std::span<const TurnView> turns, bool has_legitimate_claim,
                     std::vector<SellerFault>& out) {
    const auto add_turn = [&](const TurnView& turn) {
        const auto end = static_cast<std::uint32_t>(turn.text().size());
        add(turn, Fault::Stonewalls, 0, end, out);
    };
    const TurnView* last_seller = nullptr;
    const TurnView* refusal = nullptr;
    for (const TurnView& turn : turns) {
        if (turn.who != Speaker::Seller) continue;
        const bool is_content =
            turn.text().size() >= kCannedBytesMin && !contains_any(turn.text(), kCourtesy);
        if (last_seller != nullptr && is_content && last_seller->text() == turn.text() &&
            turn.index > last_seller->index + 1)
            return add_turn(turn);  // The same words again, whatever the buyer asked.
        last_seller = &turn;
        if (!has_legitimate_claim) continue;
        if (refusal == nullptr && turn.index > 0 && is_bare_refusal(turn)) refusal = &turn;
        if (turn.marks.any(Mark::Remedy, Mark::Accept)) refusal = nullptr;
    }
    if (refusal != nullptr) add_turn(*refusal);
}

}  // namespace pingli::text
