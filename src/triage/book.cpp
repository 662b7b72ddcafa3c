#include "triage/book.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "rulebook/decide.hpp"
#include "triage/book_facts.hpp"
#include "triage/fact_names.hpp"
#include "triage/near_miss.hpp"

namespace pingli::triage {

namespace {

using rulebook::Outcome;
using rulebook::Table;

// The enumerators of the contract, by name.
template <class Enum, std::size_t N>
std::optional<Enum> parse(std::string_view name, const std::array<Enum, N>& all) {
    for (const Enum value : all)
        if (to_name(value) == name) return value;
    return std::nullopt;
}

constexpr std::array kVerdicts{Verdict::Malicious, Verdict::Genuine, Verdict::Unclear};
constexpr std::array kGrounds{Ground::UnreasonableDemand, Ground::ProfessionalCoercion,
                              Ground::Competitor, Ground::ThirdPartyFraud,
                              Ground::PrivateDataOrInsults};
constexpr std::array kRefusals{Refusal::TooLate, Refusal::NotRatedByBoth, Refusal::GoodRating,
                               Refusal::NothingWritten, Refusal::NoGround};

// A weight only orders a queue (X7), so that binary rounding does no harm.
double weight_of(Decimal weight) {
    return static_cast<double>(weight.units()) / std::pow(10.0, weight.decimals());
}

// What the buyer says is wrong is believed until it was decided otherwise. A price is no fault.
bool has_real_fault(const Circumstances& c) {
    text::Causes faults = c.causes;
    faults.reset(static_cast<std::size_t>(std::to_underlying(text::Cause::Price)));
    return c.legitimate_claim || (faults.any() && !c.lost_claim_before);
}

std::optional<PublicAnswer> parse_public_answer(std::string_view name) {
    constexpr std::array<std::string_view, 5> kNames{"open", "closed_by_follow_up",
                                                     "closed_by_time", "no_review", "not_recorded"};
    const auto found = std::ranges::find(kNames, name);
    if (found == kNames.end()) return std::nullopt;
    return static_cast<PublicAnswer>(found - kNames.begin());
}

}  // namespace

// One walk through the tables for one complaint.
class Questioning {
public:
    Questioning(const Book& book, const Circumstances& circumstances)
        : book_(book), c_(circumstances), case_(*book.book_) {}

    Ruled run(facts::Platform platform, Instant as_of);

private:
    using F = Book::FactName;
    using T = Book::TableName;

    [[nodiscard]] const Table& table(T name) const {
        return *book_.tables_[static_cast<std::size_t>(name)];
    }
    [[nodiscard]] rulebook::FactIndex index(F name) const {
        return book_.facts_[static_cast<std::size_t>(name)];
    }
    template <class Value>
    void set(F name, Value&& value) {
        case_.set(index(name), std::forward<Value>(value));
    }

    void set_review_facts(facts::Platform platform, Instant as_of);
    void set_order_facts();
    void set_chat_facts();
    void set_other_facts();
    void ask_rating();
    void ask_signs();
    void ask_malice_and_ground();
    void ask_admission();
    void ask_near_miss();
    [[nodiscard]] std::optional<rulebook::NearMiss> nearest_to_admission();
    void explain_admission(const Table& asked, const rulebook::Record& record);
    void ask_public_answer();
    void ask_advice();
    void keep_facts();

    [[nodiscard]] rulebook::Record evaluate(const Table& table);
    [[nodiscard]] rulebook::Decision explain(
        const Table& table, const rulebook::Record& record,
        std::optional<rulebook::WantedResult> near_miss_to = {});
    // The first result of the rows that fired, with its words from the rulebook.
    [[nodiscard]] std::vector<Word> collect(T name);
    [[nodiscard]] std::optional<Bilingual> plain_why(const Table& table,
                                                     const rulebook::Record& record) const;
    [[nodiscard]] Word word_of(const Table& table, std::size_t row, std::size_t column) const;
    // The text result in `column` of the row that won; empty when undecided.
    [[nodiscard]] std::string result(const Table& table, const rulebook::Record& record,
                                     std::size_t column) const;
    [[nodiscard]] std::optional<DueMoment> due(F name) const;
    void note_confirm(const Table& table, const rulebook::Record& record);

    const Book& book_;
    const Circumstances& c_;
    rulebook::Case case_;
    Ruled out_;
    // What tables found, kept alive because the case borrows texts.
    std::optional<rulebook::NearMiss> nearest_;  // to a ground that can be reported
    std::string rating_, verdict_, malice_, ground_, admission_, refusal_, public_answer_;
};

void Questioning::set_review_facts(facts::Platform platform, Instant as_of) {
    set(F::AsOf, as_of);
    set(F::Platform, facts::to_name(platform));
    set(F::TextKind, name_of(c_.text_kind));
    set(F::TextMadeAt, c_.complained_at);
    set(F::ReviewedAt, c_.rating_at);
    set(F::ReviewResult, c_.graded ? name_of(*c_.graded) : "none");
    set(F::Stars, c_.stars.value_or(0));
    set(F::NegativeTag, c_.negative_tag);
    set(F::NegativeText, c_.sentiment == text::Sentiment::Negative);
    set(F::HasFollowUp, c_.has_followup);
    set(F::FaultFindingText, c_.fault_finding);
    set(F::PromotesOtherShop, c_.promotes_competitor);
    set(F::ReviewNamesPrice, c_.extortion_hint);
    set(F::OffendingWords, offending_words(c_));
}

void Questioning::set_order_facts() {
    set(F::RatedByBuyer, c_.rated_by_buyer);
    set(F::RatedBySeller, c_.rated_by_seller);
    set(F::OrderHasEnded, c_.ended_at.has_value());
    set(F::OrderEndedAt, c_.ended_at);
    set(F::BuyerLevel, c_.buyer_level);
}

void Questioning::set_chat_facts() {
    const bool told_by_chat = c_.demand || c_.recording_demand;
    set(F::DetailedQuestions, c_.detailed_questions);
    set(F::AskedForMoney, told_by_chat || c_.demand_told);
    set(F::ChatShows, chat_shows(c_));
    set(F::ChatGap, c_.gap_at_threat ? "at_threat" : c_.gap_elsewhere ? "elsewhere" : "none");
    set(F::ChatHasReference, c_.chat_reference);
    set(F::ChatHasAdvice, c_.advice_given);
    set(F::ChatHasInsistence, c_.advice_rejected);
    set(F::ChatHasRemedy, c_.remedy_offered);
    set(F::ChatHasRemedyDeclined, c_.remedy_declined);
    set(F::ChatHasRefusal, c_.demand_declined);
    set(F::RecordingShows, recording_shows(c_));
    set(F::RecordingSourceStated, c_.recording_source_stated);
    set(F::CallOnCarrierList, c_.call_on_carrier_list);
    set(F::DemandTold, c_.demand_told && !told_by_chat);
    set(F::SellerOfferedReward, c_.seller_offered_reward);
    set(F::RealFault, has_real_fault(c_));
}

void Questioning::set_other_facts() {
    set(F::LostClaimBefore, c_.lost_claim_before || c_.retaliation_told);
    set(F::CompetitorTie, c_.same_trade_proven      ? "proven"
                          : c_.same_trade_indicated ? "indicated"
                                                    : "none");
    set(F::Fraud, c_.fraud_on_record ? "proven" : c_.fraud_told ? "told" : "none");
}

rulebook::Record Questioning::evaluate(const Table& table) {
    case_.derive(table);
    if (table.is_small()) return to_record(rulebook::evaluate_small(table, case_.codes()));
    return rulebook::evaluate(table, case_.codes());
}

rulebook::Decision Questioning::explain(const Table& table, const rulebook::Record& record,
                                        std::optional<rulebook::WantedResult> near_miss_to) {
    case_.derive();
    return rulebook::explain(book_.book_, table, case_, record, near_miss_to);
}

Word Questioning::word_of(const Table& table, std::size_t row, std::size_t column) const {
    const auto* code = std::get_if<std::string>(&table.rows[row].results[column]);
    if (code == nullptr) return {};
    const auto& words = book_.book_->outputs[table.outputs[column]].domain.words;
    const auto found = std::ranges::find(words, *code, &rulebook::DomainWord::value);
    return {.code = *code, .words = found == words.end() ? Bilingual{} : found->words};
}

std::string Questioning::result(const Table& table, const rulebook::Record& record,
                                std::size_t column) const {
    if (record.outcome != Outcome::Decided) return {};
    // Decided with no row fired: the open rows agree on the result.
    const auto& rows = record.fired.is_empty() ? record.open : record.fired;
    return word_of(table, rows.first(), column).code;
}

void Questioning::note_confirm(const Table& table, const rulebook::Record& record) {
    out_.confirm |= book_.book_->confirm;
    for (const std::size_t row : record.fired.rows())
        for (const std::size_t clause : table.rows[row].clauses)
            out_.confirm |= book_.book_->clauses[clause].confirm;
}

std::vector<Word> Questioning::collect(T name) {
    const Table& asked = table(name);
    const rulebook::Record record = evaluate(asked);
    note_confirm(asked, record);
    std::vector<Word> words;
    for (const std::size_t row : record.fired.rows()) {
        Word word = word_of(asked, row, 0);
        if (std::ranges::find(words, word.code, &Word::code) == words.end())
            words.push_back(std::move(word));
    }
    return words;
}

void Questioning::ask_rating() {
    const Table& asked = table(T::Rating);
    rating_ = result(asked, evaluate(asked), 0);
    if (!rating_.empty()) set(F::FoundRating, rating_);
}

void Questioning::ask_signs() {
    const Table& asked = table(T::Signs);
    const rulebook::Record record = evaluate(asked);
    std::int64_t professional = 0;
    for (const std::size_t row : record.fired.rows()) {
        const auto& results = asked.rows[row].results;
        out_.signs.push_back(word_of(asked, row, 0));
        if (const auto* weight = std::get_if<Decimal>(&results[1]))
            out_.score += weight_of(*weight);
        if (const auto* counts = std::get_if<bool>(&results[2])) professional += *counts ? 1 : 0;
    }
    out_.score = std::min(out_.score, 1.0);
    set(F::ProfessionalSigns, professional);
}

// A row without conditions, whose clauses name no value: nothing spoke against the reviewer, and
// the clauses' own sentences are the whole reason. Most reviews end here; there is no near miss to
// show.
std::optional<Bilingual> Questioning::plain_why(const Table& table,
                                                const rulebook::Record& record) const {
    if (record.outcome != Outcome::Decided || record.fired.is_empty()) return std::nullopt;
    const rulebook::Row& row = table.rows[record.fired.first()];
    if (!std::ranges::all_of(row.cells, &rulebook::Cell::is_any)) return std::nullopt;
    Bilingual why;
    for (const std::size_t index : row.clauses) {
        const Bilingual& sentence = book_.book_->clauses[index].sentence;
        if (sentence.zh.contains('{') || sentence.en.contains('{')) return std::nullopt;
        if (!why.en.empty()) why.en += ' ';
        why.zh += sentence.zh;
        why.en += sentence.en;
    }
    return why;
}

void Questioning::ask_malice_and_ground() {
    const Table& malice = table(T::Malice);
    const rulebook::Record record = evaluate(malice);
    verdict_ = result(malice, record, 0);
    malice_ = result(malice, record, 1);
    note_confirm(malice, record);
    if (const auto plain = plain_why(malice, record)) {
        out_.why = *plain;
    } else {
        // What would prove the malice that is suspected, or any; a finding that is malicious
        // already lacks nothing.
        const std::string_view malicious = to_name(Verdict::Malicious);
        const bool is_suspected = !malice_.empty() && malice_ != "none";
        // What was asked for on the phone is shown by the recording; the chat is as it is.
        const std::array chat{index(F::ChatShows)};
        const rulebook::WantedResult wanted{
            .output = is_suspected ? std::size_t{1} : std::size_t{0},
            .text = is_suspected ? std::string_view{malice_} : malicious,
            .fixed = c_.recording_demand ? std::span<const rulebook::FactIndex>{chat}
                                         : std::span<const rulebook::FactIndex>{}};
        rulebook::Decision decision = explain(malice, record, wanted);
        out_.why = std::move(decision.why);
        if (decision.near_miss && verdict_ != malicious) nearest_ = std::move(decision.near_miss);
    }
    if (verdict_.empty()) verdict_ = "unclear";
    if (malice_.empty()) malice_ = "none";
    out_.verdict = parse(verdict_, kVerdicts).value_or(Verdict::Unclear);
    set(F::FoundVerdict, verdict_);
    set(F::FoundMalice, malice_);

    const Table& ground = table(T::Ground);
    const rulebook::Record ruled = evaluate(ground);
    note_confirm(ground, ruled);
    ground_ = result(ground, ruled, 1);
    if (!ruled.fired.is_empty()) {
        const rulebook::Row& row = ground.rows[ruled.fired.first()];
        const auto* reportable = std::get_if<bool>(row.results.data());
        out_.reportable = reportable != nullptr && *reportable;
        out_.clause = book_.book_->clauses[row.clauses.front()].id;
    }
    out_.ground = parse(ground_, kGrounds);
    // Genuine, and yet to be reported: "not reported but mended" would be the wrong reason to give.
    if (out_.verdict == Verdict::Genuine && out_.reportable) out_.why = explain(ground, ruled).why;
    // Suspected without malice, as fraud that only the buyer tells of.
    if (!out_.reportable && out_.ground && !nearest_) {
        const std::array fixed{index(F::FoundVerdict), index(F::FoundMalice)};
        nearest_ = explain(ground, ruled,
                           rulebook::WantedResult{.output = 1, .text = ground_, .fixed = fixed})
                       .near_miss;
    }
    set(F::FoundGround, ground_.empty() ? "none" : ground_.c_str());
    set(F::FoundReportable, out_.reportable);
}

void Questioning::ask_admission() {
    const Table& asked = table(T::Admission);
    const rulebook::Record record = evaluate(asked);
    note_confirm(asked, record);
    admission_ = result(asked, record, 0);
    refusal_ = result(asked, record, 1);
    if (admission_ == "admitted") out_.admissible = true;
    if (admission_ == "refused") out_.admissible = false;
    out_.refusal = parse(refusal_, kRefusals);
    set(F::FoundAdmission, admission_.empty() ? "cannot_tell" : admission_.c_str());
    set(F::FoundRefusal, refusal_.empty() ? "none" : refusal_.c_str());
    // Genuine criticism is not told twice that it cannot be reported.
    if (out_.ground || admission_.empty()) explain_admission(asked, record);
}

void Questioning::explain_admission(const Table& asked, const rulebook::Record& record) {
    const rulebook::Decision decision = explain(asked, record);
    out_.why.zh += decision.why.zh;
    out_.why.en += " " + decision.why.en;
    for (const std::string& name : decision.missing)
        if (const auto fact = book_.book_->find_fact(name))
            out_.missing_facts.push_back({.code = name, .words = book_.book_->facts[*fact].words});
}

// What admission lacks beside the proof. Who rated on which platform, and whether it was written at
// all, is as it is.
std::optional<rulebook::NearMiss> Questioning::nearest_to_admission() {
    const Table& asked = table(T::Admission);
    const std::array fixed{index(F::Platform), index(F::TextKind), index(F::FoundRating)};
    return explain(asked, evaluate(asked),
                   rulebook::WantedResult{.output = 0, .text = "admitted", .fixed = fixed})
        .near_miss;
}

void Questioning::ask_near_miss() {
    if (out_.reportable ? admission_ != "refused" : !nearest_) return;
    std::string ground = ground_;
    if (!out_.reportable) {
        // Admission is asked as if the proof were there.
        const auto& outputs = nearest_->outputs;
        for (const char* name : {"malice", "ground"}) {
            const auto found =
                std::ranges::find(outputs, name, &rulebook::Outputs::value_type::first);
            if (found == outputs.end()) continue;
            if (const auto* text = std::get_if<std::string>(&found->second)) ground = *text;
        }
        set(F::FoundGround, ground);
    }
    const Table& asked = table(T::Admission);
    const std::string would_be = result(asked, evaluate(asked), 0);
    const auto admission = would_be == "refused" ? nearest_to_admission() : std::nullopt;
    set(F::FoundGround, ground_.empty() ? "none" : ground_.c_str());
    if (would_be == "refused" && !admission) return;  // as a good rating is
    const Table& grounds = table(T::Ground);
    const auto& words = book_.book_->outputs[grounds.outputs[1]].domain.words;
    const auto word = std::ranges::find(words, ground, &rulebook::DomainWord::value);
    out_.near_miss =
        compose_near_miss({.proof = nearest_ ? &*nearest_ : nullptr,
                           .admission = admission ? &*admission : nullptr,
                           .ground = parse(ground, kGrounds),
                           .ground_words = word == words.end() ? Bilingual{} : word->words});
}

void Questioning::ask_public_answer() {
    const Table& asked = table(T::PublicAnswer);
    const rulebook::Record record = evaluate(asked);
    note_confirm(asked, record);
    public_answer_ = result(asked, record, 0);
    out_.public_answer = parse_public_answer(public_answer_);
    if (!public_answer_.empty()) set(F::FoundPublicAnswer, public_answer_);
}

void Questioning::ask_advice() {
    out_.notes = collect(T::Notes);
    out_.evidence = collect(T::Evidence);
    out_.needed = collect(T::MissingEvidence);
    if (out_.reportable || out_.ground)
        if (auto paths = collect(T::FilingPath); !paths.empty()) out_.path = std::move(paths[0]);
    out_.advice = collect(T::Advice);
    if (out_.verdict == Verdict::Malicious) return;
    for (std::size_t i = 0; i < text::kCauseCount; ++i) {
        if (!c_.causes.test(i)) continue;
        set(F::Cause, text::to_name(static_cast<text::Cause>(i)));
        for (Word& word : collect(T::CauseAdvice))
            if (std::ranges::find(out_.advice, word.code, &Word::code) == out_.advice.end())
                out_.advice.push_back(std::move(word));
    }
}

std::optional<DueMoment> Questioning::due(F name) const {
    const rulebook::FactIndex fact = index(name);
    const auto value = case_.value(fact);
    if (!value) return std::nullopt;
    const auto* at = std::get_if<Instant>(&*value);
    if (at == nullptr) return std::nullopt;
    const rulebook::Fact& told = book_.book_->facts[fact];
    return DueMoment{.code = told.name,
                     .words = told.words,
                     .at = *at,
                     .provisional = case_.is_provisional(told.deadline)};
}

// What was told of the review, its chat and its order; a case knows its own times and findings.
void Questioning::keep_facts() {
    constexpr std::array kNotStated{F::TextMadeAt, F::ReviewedAt, F::FoundRating, F::OrderEndedAt};
    const auto last = static_cast<std::size_t>(F::RealFault);
    for (auto i = static_cast<std::size_t>(F::TextKind); i <= last; ++i) {
        const auto name = static_cast<F>(i);
        if (std::ranges::find(kNotStated, name) != kNotStated.end()) continue;
        const auto value = case_.value(index(name));
        if (!value) continue;
        ToldFact fact{.name = std::string{kFactNames[i]}, .value = {}};
        if (const auto* flag = std::get_if<bool>(&*value))
            fact.value = *flag;
        else if (const auto* number = std::get_if<std::int64_t>(&*value))
            fact.value = *number;
        else if (const auto* text = std::get_if<std::string>(&*value))
            fact.value = *text;
        else
            continue;
        out_.facts.push_back(std::move(fact));
    }
}

Ruled Questioning::run(facts::Platform platform, Instant as_of) {
    set_review_facts(platform, as_of);
    set_order_facts();
    set_chat_facts();
    set_other_facts();
    ask_rating();
    ask_signs();
    ask_malice_and_ground();
    ask_admission();
    ask_near_miss();
    ask_public_answer();
    ask_advice();
    if (out_.reportable) keep_facts();
    case_.derive();
    out_.report_due = due(F::ReportDue);
    out_.report_due_from_rating = due(F::ReportDueFromRating);
    out_.answer_due = due(F::AnswerDue);
    out_.counter_rating_due = due(F::CounterRatingDue);
    out_.rulebook = book_.book_->id;
    out_.version = book_.book_->version;
    return std::move(out_);
}

Result<Book> Book::open(rulebook::RulebookPtr book) {
    Book opened;
    std::string lacking;
    for (const std::string_view name : kFactNames) {
        const auto fact = book->find_fact(name);
        if (!fact) lacking.append(" fact ").append(name);
        opened.facts_.push_back(fact.value_or(0));
    }
    for (const std::string_view name : kTableNames) {
        opened.tables_.push_back(book->find_table(name));
        if (opened.tables_.back() == nullptr) lacking.append(" table ").append(name);
    }
    if (!lacking.empty())
        return fail(ErrorCode::Invalid,
                    book->file + ": triage asks for what this rulebook lacks:" + lacking);
    opened.book_ = std::move(book);
    return opened;
}

Ruled Book::ask(const Circumstances& circumstances, facts::Platform platform, Instant as_of) const {
    return Questioning{*this, circumstances}.run(platform, as_of);
}

}  // namespace pingli::triage
