#include "triage/compose.hpp"

#include <map>
#include <string>
#include <utility>

#include "replies/compose.hpp"
#include "rulebook/words.hpp"
#include "triage/exhibits.hpp"

namespace pingli::triage {

namespace {

const char* const kMissingFact = "fact.";  // Prefix of a missing fact among missing evidence.

// Without the shop's name that exports put before it: 青禾旗舰店:阿栗.
std::string_view own_name(std::string_view nick) {
    for (const std::string_view mark : {":", "："}) {
        const auto at = nick.rfind(mark);
        if (at != nick.npos && at + mark.size() < nick.size()) return nick.substr(at + mark.size());
    }
    return nick;
}

// Who spoke with the buyer: in the chat, else by what the shop noted of its contacts.
std::string_view agent_of(const facts::Dossier& dossier) {
    for (const facts::Conversation& conversation : dossier.conversations)
        if (!conversation.agent.empty()) return own_name(conversation.agent);
    for (const facts::Contact& contact : dossier.contacts)
        if (!contact.agent.empty()) return own_name(contact.agent);
    return {};
}

void fill_subject(const Matter& matter, Finding& finding) {
    if (matter.dossier.order) {
        const facts::Order& order = *matter.dossier.order;
        finding.order = order.id;
        finding.buyer = order.buyer;
        finding.courier = order.courier;
        finding.item = order.lines.empty() ? order.title : order.lines.front().title;
        if (!order.lines.empty()) finding.sku = order.lines.front().sku;
    }
    finding.agent = agent_of(matter.dossier);
    if (matter.review == nullptr) return;
    const facts::Review& review = *matter.review;
    if (finding.order.empty()) finding.order = review.order;
    if (finding.buyer.empty()) finding.buyer = review.buyer;
    if (!review.item_title.empty()) finding.item = review.item_title;
    if (!review.sku.empty()) finding.sku = review.sku;
    finding.stars = review.stars;
    finding.causes = matter.circumstances.causes;
    finding.sentiment = matter.circumstances.sentiment;
}

void fill_ruling(const Ruled& ruled, Finding& finding) {
    finding.verdict = ruled.verdict;
    finding.reportable = ruled.reportable;
    finding.ground = ruled.ground;
    finding.clause = ruled.clause;
    finding.admissible = ruled.admissible;
    finding.refusal = ruled.refusal;
    if (ruled.ground && ruled.report_due) finding.due = ruled.report_due->at;
    finding.score = ruled.score;
    finding.why = ruled.why;
    finding.rulebook = ruled.rulebook;
    finding.facts = ruled.facts;
    finding.rulebook_version = ruled.version;
    for (const Word& sign : ruled.signs) finding.signs.push_back(sign.words);
    for (const Word& note : ruled.notes) finding.notes.push_back(note.words);
    finding.near_miss = ruled.near_miss;
    if (ruled.path) finding.filing_path = ruled.path->words.zh;
    if (ruled.confirm) {
        const Bilingual note = rulebook::confirm_note();
        finding.confirm_note = note.zh + " / " + note.en;
    }
}

// The templates say it at length (how to get it, what it shows); the rulebook's word is the short
// form.
const Bilingual& at_length(const std::map<std::string, Bilingual, std::less<>>& words,
                           const Word& word) {
    const auto found = words.find(word.code);
    return found == words.end() ? word.words : found->second;
}

void fill_evidence(const Matter& matter, const Ruled& ruled, const replies::Templates& templates,
                   Finding& finding) {
    for (const Word& item : ruled.evidence)
        finding.have.push_back({.kind = item.code,
                                .words = at_length(templates.have, item),
                                .reference = find_place(item.code, matter.dossier, matter.reading,
                                                        matter.circumstances, matter.review)});
    for (const Word& item : ruled.needed)
        finding.missing.push_back(
            {.kind = item.code, .words = at_length(templates.missing, item), .reference = {}});
    for (const Word& fact : ruled.missing_facts)
        finding.missing.push_back(
            {.kind = kMissingFact + fact.code, .words = fact.words, .reference = {}});
}

void add_date(const std::optional<DueMoment>& due, Instant as_of, Finding& finding) {
    if (due)
        finding.dates.push_back({.code = due->code,
                                 .words = due->words,
                                 .at = due->at,
                                 .is_past = due->at < as_of,
                                 .provisional = due->provisional});
}

// Both last days of a report are shown when there is a follow-up (B19), and the public answer's
// while there may be one (B13).
void fill_dates(const Matter& matter, const Ruled& ruled, Instant as_of, Finding& finding) {
    const Circumstances& c = matter.circumstances;
    if (ruled.ground) add_date(ruled.report_due, as_of, finding);
    if (ruled.ground && c.text_kind == TextKind::FollowUp)
        add_date(ruled.report_due_from_rating, as_of, finding);
    if (ruled.public_answer == PublicAnswer::Open ||
        ruled.public_answer == PublicAnswer::ClosedByTime)
        add_date(ruled.answer_due, as_of, finding);
    if (ruled.refusal == Refusal::NotRatedByBoth && c.rated_by_seller == false)
        add_date(ruled.counter_rating_due, as_of, finding);
}

replies::Occasion occasion_of(const Matter& matter, const Ruled& ruled) {
    using replies::Occasion;
    const Circumstances& c = matter.circumstances;
    if (c.fraud_told || c.fraud_on_record) return Occasion::ThirdPartyFraud;
    if (c.seller_offered_reward && ruled.verdict == Verdict::Genuine) return Occasion::OwnReward;
    if (ruled.verdict != Verdict::Genuine && ruled.ground) {
        if (!c.has_review) return Occasion::CashDemand;
        if (*ruled.ground == Ground::UnreasonableDemand) return Occasion::UnreasonableDemand;
        if (*ruled.ground == Ground::ProfessionalCoercion) return Occasion::Professional;
        if (*ruled.ground == Ground::Competitor) return Occasion::Competitor;
    }
    if (c.insults || c.private_data) return Occasion::Insults;
    if (c.lost_claim_before || c.retaliation_told) return Occasion::Retaliation;
    if (!c.has_review) return Occasion::CashDemand;
    const bool praise = c.rating == facts::Rating::Good && c.causes.none();
    return praise ? Occasion::Praise : Occasion::Complaint;
}

replies::Records records_of(const Matter& matter) {
    replies::Records records;
    if (!matter.dossier.order || !matter.dossier.order->insurance) return records;
    using replies::Record;
    const auto record = [&] {
        switch (*matter.dossier.order->insurance) {
            case facts::InsuranceStatus::Insured:
                return Record::InsuranceHeld;
            case facts::InsuranceStatus::None:
                return Record::InsuranceNone;
            case facts::InsuranceStatus::Declined:
                return Record::InsuranceDeclined;
        }
        return Record::InsuranceNone;
    }();
    records.set(static_cast<std::size_t>(record));
    return records;
}

std::string draft_reply(const Matter& matter, const Ruled& ruled,
                        const replies::Templates& templates, const facts::Shop& shop) {
    const bool can_be_public = matter.circumstances.has_review &&
                               ruled.public_answer != PublicAnswer::ClosedByFollowUp &&
                               ruled.public_answer != PublicAnswer::ClosedByTime;
    const replies::Situation situation{
        .occasion = occasion_of(matter, ruled),
        .channel = can_be_public ? replies::Channel::Public : replies::Channel::Chat,
        .causes = matter.circumstances.causes,
        .records = records_of(matter),
        .policy = shop.policy};
    return replies::compose(templates, situation).text.zh;
}

}  // namespace

Finding compose(const Matter& matter, const Ruled& ruled, const replies::Templates& templates,
                const facts::Shop& shop, Instant as_of) {
    Finding finding;
    fill_subject(matter, finding);
    fill_ruling(ruled, finding);
    finding.made_at = matter.circumstances.complained_at;
    fill_evidence(matter, ruled, templates, finding);
    fill_dates(matter, ruled, as_of, finding);
    for (const Word& advice : ruled.advice)
        finding.advice.push_back(
            {.code = advice.code, .words = at_length(templates.advice, advice)});
    finding.reply_draft = draft_reply(matter, ruled, templates, shop);
    return finding;
}

}  // namespace pingli::triage
