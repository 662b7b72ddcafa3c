// What the types forbid. check.py compiles this file, which must fail: at every line that ends in
// "// no" with what follows it, and at no other.

#include "base/money.hpp"
#include "base/result.hpp"
#include "cases/case.hpp"
#include "cases/commands.hpp"
#include "cases/moment.hpp"

namespace pingli::cases {

// An id is of one thing, and made on purpose.
void mix_ids(const Case& c, const ExhibitId& exhibit, const MaskId& mask, const CaseId& id) {
    static_cast<void>(c.exhibit(exhibit));
    static_cast<void>(c.get<Report>().mask(mask));
    static_cast<void>(c.exhibit(mask));                // no: a mask is no exhibit
    static_cast<void>(c.get<Report>().mask(exhibit));  // no: nor the other way round
    static_cast<void>(exhibit == mask);                // no: they are never the same
    const std::string text = id;                       // no: an id is no text
    const CaseId made = text;                          // no: a text is no id
    const UserId user = PersonId{"p"};                 // no: who acts is not whom it is about
    static_cast<void>(made == id && user.value().empty());
}

// What only one kind has is asked of that kind.
void ask_another_kind(const Case& c, Claim& claim, Report& report) {
    static_cast<void>(c.get<Claim>().allegations.size() + c.get<Report>().masks.size());
    static_cast<void>(c.allegations);         // no: not every case has allegations
    static_cast<void>(c.get<Claim>().masks);  // no: masks are a report's
    static_cast<void>(claim.remedies);        // no: remedies are a complaint's
    static_cast<void>(report.answer);         // no: a report is not answered
    static_cast<void>(c.get<Opinion>());      // no: there is no such kind
    claim = report;                           // no: a case does not change its kind
}

// An event changes the kind it belongs to; nothing is put into the fold by another way.
void apply_to_another_kind(Case& c, Claim& claim, Report& report, const Event& event) {
    AnswerSubmitted::apply(c, claim, {}, event);
    AnswerSubmitted::apply(c, report, {}, event);  // no: an answer is to a claim
    WordsMasked::apply(c, claim, {}, event);       // no: words are masked of a review
    TakenUp::apply(c, claim, {}, event);           // no: what all kinds have is the case's
}

// What is refused is looked at, and what is asked of the domain is one of its commands.
void forget_a_refusal(const Moment& m, const TakeUp& cmd) {
    const Command command = cmd;
    const Command unknown = Opinion{};       // no: that is no command
    const Happening happened = cmd;          // no: what is asked has not happened
    Events out = TakeUp::carry_out(m, cmd);  // no: it may be refused
    static_cast<void>(command);
}

// Instants and money are not numbers.
void reckon(Instant at, const Money& yuan, const Money& yen) {
    static_cast<void>(at + std::chrono::hours{1});
    static_cast<void>(at + at);     // no: a sum of two moments is nothing
    static_cast<void>(at + 3600);   // no: of what?
    static_cast<void>(yuan + yen);  // no: of which currency?
    static_cast<void>(yuan < yen);  // no: neither is more
    static_cast<void>(yuan == yen);
    const Money amount = 12.5;  // no: never a floating-point number
    static_cast<void>(amount);
}

// What may fail is not dropped in silence.
Result<void> may_fail();
void drop_a_result() {
    may_fail();  // no: it says whether it went well
    static_cast<void>(may_fail());
}

}  // namespace pingli::cases
