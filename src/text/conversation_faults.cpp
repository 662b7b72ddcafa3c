#include "text/conversation_faults.hpp"

#include <algorithm>
#include <array>

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

// `out` is in the order of the turns, with at most one of a kind in each.
void add(const TurnView& text, Fault fault, Offset start, Offset end,
         std::vector<SellerFault>& out) {
    const auto here = std::ranges::equal_range(out, text.index, {}, &SellerFault::turn);
    const bool is_known = std::ranges::find(here, fault, &SellerFault::fault) != here.end();
    if (!is_known) out.push_back({fault, text.index, start, end});
}

const Part& part_of(const TurnView& text, const Sign& sign) {
    if (const Part* part = text.part_with(sign)) return *part;
    static constexpr Part kNone{};
    return text.parts.empty() ? kNone : text.parts.front();
}

struct Sentence {
    Offset from, to;
};

// The clauses around a place up to the ends of the sentence. Asked in order, so that each clause is
// looked at once.
class Sentences {
public:
    explicit Sentences(const TurnView& text) : clauses_(text.reading->clauses) {}
    Sentence at(std::size_t place) {
        if (clauses_.empty()) return {};
        const std::size_t here = clause_at(clauses_, place);
        if (here >= first_ && here < last_) return found();
        first_ = here;
        while (first_ > 0 && !one_before(clauses_, first_)->ends_sentence)
            first_ = back_or_start(first_, 1);
        last_ = here + 1;
        while (last_ < clauses_.size() && !one_before(clauses_, last_)->ends_sentence) ++last_;
        return found();
    }

private:
    [[nodiscard]] Sentence found() const {
        return {clauses_[first_].start, one_before(clauses_, last_)->end};
    }
    std::span<const Clause> clauses_;
    std::size_t first_ = 0;
    std::size_t last_ = 0;  // behind the last
};

// Signs of one kind by the part they stand in: what was decided of a part is not decided again for
// every sign in it.
template <class Decide>
void for_each_part(const TurnView& text, Mark mark, Decide decide) {
    const Part* last = nullptr;
    for (const Sign& sign : text.signs) {
        if (sign.mark != mark) continue;
        if (sign.is_negated && mark != Mark::Blame) continue;
        const Part& part = part_of(text, sign);
        if (&part == last) continue;
        last = &part;
        decide(part);
    }
}

void find_said_insults(const TurnView& text, std::vector<SellerFault>& out) {
    for (const Sign& sign : text.signs)
        if (sign.mark == Mark::Insult && !sign.is_negated)
            return add(text, Fault::Insult, sign.start, sign.end, out);
    const auto insults = find_insults(*text.parts_of_engine, *text.reading, Tone::Other);
    if (!insults.empty()) add(text, Fault::Insult, insults.front().start, insults.front().end, out);
}

void find_blame(const TurnView& text, std::vector<SellerFault>& out) {
    for_each_part(text, Mark::Blame, [&](const Part& part) {
        const bool is_polite = part.is_question && contains_any(text.words(part), kPolite);
        if (!is_polite) add(text, Fault::BlamesBuyer, part.start, part.end, out);
    });
}

void find_insurance(const TurnView& text, std::vector<SellerFault>& out) {
    for_each_part(text, Mark::Insurance, [&](const Part& part) {
        if (text.marks.has(Mark::InsuranceChecked) || part.is_question) return;
        if (!text.marks.has(Mark::InsuranceAll) && !text.words(part).contains("有")) return;
        add(text, Fault::PromisesFreightInsurance, part.start, part.end, out);
    });
}

bool speaks_of_review(const TurnView& text, const Sentence& sentence, bool before) {
    return before || text.find(Mark::ReviewWord, sentence.from, sentence.to, true) != nullptr;
}

void find_begging(const TurnView& text, bool before, std::vector<SellerFault>& out) {
    Sentences sentences{text};
    for (const Sign& sign : text.signs) {
        if (sign.mark != Mark::BegDirect && sign.mark != Mark::ReviewChange &&
            sign.mark != Mark::Plea)
            continue;
        const Sentence sentence = sentences.at(sign.start);
        const bool is_change = sign.mark == Mark::ReviewChange && !sign.is_negated &&
                               speaks_of_review(text, sentence, before);
        const bool is_plea = sign.mark == Mark::Plea && speaks_of_review(text, sentence, false);
        if (sign.mark == Mark::BegDirect || is_change || is_plea)
            return add(text, Fault::BegsReviewChange, sign.start, sign.end, out);
    }
}

// 先删差评再给你退款: an owed remedy made to wait for the review is no offer.
bool withholds_refund(std::string_view sentence) {
    return contains_any(sentence, kOwed) && contains_any(sentence, kFirst) &&
           !sentence.contains("元");
}

// What is given in a sentence: a benefit by name that was not given already, or a sum.
bool names_benefit(const TurnView& text, const Sentence& sentence) {
    for (const Sign& sign : text.signs_from(sentence.from, sentence.to)) {
        if (sign.mark != Mark::Benefit || sign.end > sentence.to) continue;
        constexpr std::size_t kDoneReach = 12;  // bytes before it
        const std::string_view near =
            cut(text.text(),
                std::max<std::size_t>(sentence.from, back_or_start(sign.start, kDoneReach)),
                sign.start);
        if (!sign.is_negated && !contains_any(near, kDone)) return true;
    }
    return std::ranges::any_of(
        numbers_within(text.reading->numbers, sentence.from, sentence.to), [&](const Number& n) {
            const bool is_given = n.unit == Unit::None &&
                                  ends_with_any(cut(text.text(), sentence.from, n.start), kGiven);
            return n.unit == Unit::Money || is_given;
        });
}

// What a sentence says, found out when it is first asked for: one that names reviews a thousand
// times is read once.
class SentenceFacts {
public:
    explicit SentenceFacts(const TurnView& text) : text_(text) {}
    void of(const Sentence& sentence) {
        if (sentence.from == sentence_.from && sentence.to == sentence_.to) return;
        sentence_ = sentence;
        withholds_ = offers_ = Answer::Unasked;
    }
    bool withholds() {
        if (withholds_ == Answer::Unasked)
            withholds_ = answer(withholds_refund(cut(text_.text(), sentence_.from, sentence_.to)));
        return withholds_ == Answer::Yes;
    }
    bool offers() {
        if (offers_ == Answer::Unasked) offers_ = answer(names_benefit(text_, sentence_));
        return offers_ == Answer::Yes;
    }

private:
    enum class Answer : std::uint8_t { Unasked, No, Yes };
    static Answer answer(bool is_so) { return is_so ? Answer::Yes : Answer::No; }
    const TurnView& text_;
    Sentence sentence_{};
    Answer withholds_ = Answer::Unasked;
    Answer offers_ = Answer::Unasked;
};

// A benefit tied to a review: named in one sentence, and not already given.
void find_offers(const TurnView& text, bool before, std::vector<SellerFault>& out) {
    Sentences sentences{text};
    SentenceFacts facts{text};
    for (const Sign& sign : text.signs) {
        const bool is_change = sign.mark == Mark::ReviewChange || sign.mark == Mark::BegDirect;
        if (!is_change && sign.mark != Mark::ReviewGood) continue;
        if (sign.is_negated) continue;
        const Sentence sentence = sentences.at(sign.start);
        if (is_change && !speaks_of_review(text, sentence, before)) continue;
        facts.of(sentence);
        if (is_change && facts.withholds())
            add(text, Fault::Stonewalls, sentence.from, sentence.to, out);
        else if (facts.offers())
            add(text, Fault::OffersCashForReview, sentence.from, sentence.to, out);
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
        add(text, Fault::LeaksBuyerInfo, place.start, place.end, out);
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
    for_each_part(text, Mark::Leak, [&](const Part& part) {
        if (part.is_question && contains_any(text.words(part), kPolite)) return;
        add(text, Fault::LeaksBuyerInfo, part.start, part.end, out);
    });
}

void find_threats(const TurnView& text, std::vector<SellerFault>& out) {
    for_each_part(text, Mark::SellerThreat, [&](const Part& part) {
        add(text, Fault::ThreatensBuyer, part.start, part.end, out);
    });
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
        add(turn, Fault::Stonewalls, Offset{}, turn.text().size(), out);
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
