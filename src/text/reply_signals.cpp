#include "text/reply_signals.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "text/conversation_faults.hpp"
#include "text/conversation_marks.hpp"
#include "text/conversation_reasons.hpp"
#include "text/reply_context.hpp"
#include "text/word_list.hpp"

namespace pingli::text {

namespace {

constexpr std::size_t kBareMax = 6;  // letters of a draft that says nothing at all
constexpr auto kDenials = std::to_array<std::string_view>(
    {"不", "没", "别", "无", "不能", "不会", "没有", "不支持", "不承诺", "不提供", "不做"});
constexpr auto kCarrier = std::to_array<std::string_view>({"400", "官方", "客服热线"});

class Checker {
public:
    Checker(const TurnView& draft, const ReplyContext& context)
        : draft_(draft), context_(context) {}

    ReplySignals run();

private:
    void add(Fault fault, Offset start, Offset end) {
        if (out_.faults.test(static_cast<std::size_t>(fault))) return;
        out_.faults.set(static_cast<std::size_t>(fault));
        Reason reason{.code = "fault." + std::string{to_name(fault)},
                      .words = fault_words(fault),
                      .turn = {},
                      .span = {}};
        if (end > start) {
            const Span span = draft_.span(start, end);
            out_.spans.push_back({.fault = fault, .span = span});
            reason.span = span;
        }
        out_.why.push_back(std::move(reason));
    }
    void add(Fault fault, const Sign& sign) { add(fault, sign.start, sign.end); }
    void add(Fault fault) { add(fault, Offset{}, Offset{}); }  // something is lacking: no place
    [[nodiscard]] bool has(Fault fault) const {
        return out_.faults.test(static_cast<std::size_t>(fault));
    }
    [[nodiscard]] bool is_denied(const Sign& sign) const;
    [[nodiscard]] bool is_asked(const Sign& sign) const;
    [[nodiscard]] bool names_step() const;
    [[nodiscard]] const Sign* plain(Mark mark) const { return draft_.find(mark); }

    void check_contact();
    void check_stonewall();
    void check_lacks();
    void check_argument();

    const TurnView& draft_;
    const ReplyContext& context_;
    ReplySignals out_;
};

void Checker::check_contact() {
    const Sign* contact = plain(Mark::Contact);
    if (contact == nullptr) return;
    if (contains_any(draft_.words({.start = contact->start, .end = contact->end}), kCarrier))
        return;
    add(Fault::ContactInfoLeak, *contact);
}

// Only a denial right before the word takes it back: 没有再补寄 is a step.
bool Checker::is_denied(const Sign& sign) const {
    const std::string_view before = up_to(draft_.text(), sign.start);
    return std::ranges::any_of(kDenials, [&](auto word) { return before.ends_with(word); });
}

bool Checker::is_asked(const Sign& sign) const {
    const Part* const part = draft_.part_with(sign);
    return part != nullptr && part->is_question;
}

bool Checker::names_step() const {
    return std::ranges::any_of(draft_.signs, [&](const Sign& sign) {
        return sign.mark == Mark::Step && !is_denied(sign);
    });
}

// An explicit refusal or deflection of something that is due.
void Checker::check_stonewall() {
    if (context_.is_undue) return;
    const Sign* refusal = nullptr;
    for (const Sign& sign : draft_.signs)
        if (sign.mark == Mark::DraftStonewall && refusal == nullptr) refusal = &sign;
    if (refusal == nullptr && context_.is_fault) refusal = plain(Mark::Dismissal);
    if (refusal == nullptr) return;
    const bool is_due = context_.is_outstanding || context_.is_question;
    if (is_due && !names_step()) add(Fault::Stonewalls, *refusal);
}

void Checker::check_lacks() {
    const bool apologises = draft_.marks.any(Mark::Apology, Mark::Empathy);
    if (context_.is_fault && !apologises) add(Fault::NoApology);
    const bool is_open = context_.is_outstanding || has(Fault::Stonewalls);
    if (is_open && !names_step()) add(Fault::NoSolution);
}

void Checker::check_argument() {
    if (!context_.is_public) return;
    if (const Sign* argument = plain(Mark::Argument)) add(Fault::PublicArgument, *argument);
    // Before all readers, an answer that neither regrets, thanks nor helps can only contend.
    const bool is_civil =
        draft_.marks.any(Mark::Apology, Mark::Empathy, Mark::EmptyPromise, Mark::Thanks) ||
        names_step();
    const bool is_plain = has(Fault::Stonewalls) || has(Fault::ContactInfoLeak);
    if (context_.is_fault && !is_civil && !is_plain &&
        letters(draft_.text(), 0, draft_.text().size()) > kBareMax)
        add(Fault::PublicArgument, Offset{}, draft_.text().size());
    for (const Fault fault : {Fault::Insult, Fault::BlamesBuyer, Fault::ThreatensBuyer}) {
        if (!has(fault) || has(Fault::PublicArgument)) continue;
        const auto it = std::ranges::find(out_.spans, fault, &FaultSpan::fault);
        out_.faults.set(static_cast<std::size_t>(Fault::PublicArgument));
        const Span span = it == out_.spans.end() ? Span{} : it->span;
        out_.spans.push_back({.fault = Fault::PublicArgument, .span = span});
        out_.why.push_back({.code = "fault.public_argument",
                            .words = fault_words(Fault::PublicArgument),
                            .turn = {},
                            .span = span});
    }
}

ReplySignals Checker::run() {
    std::vector<SellerFault> spoken;
    find_spoken_faults(
        draft_, {.names_review = context_.names_review, .is_public = context_.is_public}, spoken);
    const bool is_own_contact = plain(Mark::Contact) != nullptr;
    for (const SellerFault& fault : spoken) {
        if (fault.fault == Fault::LeaksBuyerInfo && is_own_contact) continue;
        add(fault.fault, fault.start, fault.end);
    }
    check_contact();
    for (const Sign& sign : draft_.signs)
        if (sign.mark == Mark::OutsidePolicy && !is_denied(sign) && !is_asked(sign))
            add(Fault::PromisesOutsidePolicy, sign);
    check_stonewall();
    check_lacks();
    check_argument();
    std::ranges::sort(out_.spans, {}, &FaultSpan::span);
    return std::move(out_);
}

}  // namespace

ReplySignals reply_signals(const Engine::Parts& parts, Scratch::Buffers& buffers,
                           const ReplyText& reply) {
    read(parts, buffers, reply.context, buffers.context);
    read(parts, buffers, reply.draft, buffers.draft);
    const MarkTable table{parts.lexicon};
    const TurnView context = view_turn(table, parts, buffers.context, Speaker::Platform, 0);
    const TurnView draft = view_turn(table, parts, buffers.draft, Speaker::Seller, 1);
    const ReplyContext about = read_context(context);
    return Checker{draft, about}.run();
}

}  // namespace pingli::text
