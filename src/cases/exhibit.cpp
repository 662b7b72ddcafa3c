#include "cases/exhibit.hpp"

#include <algorithm>
#include <set>

#include "cases/checks.hpp"
#include "cases/clock_steps.hpp"
#include "cases/moment.hpp"

namespace pingli::cases {

namespace {

constexpr std::int64_t kFileBytesMax = std::int64_t{1} << 40;

bool is_hash(const std::string& text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

bool is_name(const std::string& text) {
    constexpr std::size_t kNameBytesMax = 64;
    return !text.empty() && text.size() <= kNameBytesMax && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

Checked check_exhibit(const Moment& m, const ExhibitData& exhibit) {
    TRY(check_texts({{"exhibit_id", exhibit.exhibit_id.value()},
                     {"origin", exhibit.origin},
                     {"purpose", exhibit.purpose}}));
    if (!is_name(exhibit.kind)) return no(RefusalCode::FieldInvalid, {"kind"});
    if (m.c.exhibit(exhibit.exhibit_id) != nullptr)
        return no(RefusalCode::DuplicateId, {exhibit.exhibit_id.value()});
    if (exhibit.file && (!is_hash(exhibit.file->sha256) || exhibit.file->bytes < 0 ||
                         exhibit.file->bytes > kFileBytesMax))
        return no(RefusalCode::FieldInvalid, {"file"});
    const auto book = TRY(demand_book(m));
    return check_bearings(m, *book, exhibit.bearings);
}

// Steps of the shop show nothing of an allegation by themselves.
bool needs_weighing(std::string_view kind) {
    return kind != "clearing_message" && kind != "contact_attempt";
}

// The answer window is the respondent's; its proof comes late after it. In an appeal the time for
// the first instance says nothing any more.
bool is_late(const Moment& m, Side side) {
    return side == Side::Shop && m.c.phase != Phase::Appealed && comes_late(m);
}

// Staff may file for another side where the platform decides, and officers what they found.
bool may_file_for_others(const Moment& m) {
    return m.c.opening.perspective == Perspective::Tracked || m.actor.role == Role::Owner ||
           side_of(m.actor.role) == Side::Platform;
}

bool took_part_before(const Moment& m) {
    return m.c.phase == Phase::Appealed &&
           std::ranges::find(m.c.officers, m.actor.user) != m.c.officers.end();
}

}  // namespace

Decision SubmitEvidence::carry_out(const Moment& m, const SubmitEvidence& cmd) {
    TRY(check_exhibit(m, cmd.exhibit));
    const Side side = cmd.side.value_or(m.side());
    if (side != m.side() && !may_file_for_others(m)) return no(RefusalCode::NotYourRole, {"side"});
    return m.events(EvidenceSubmitted{
        .exhibit = cmd.exhibit, .side = side, .late = is_late(m, side), .excerpt = {}});
}

Decision hand_in(const Moment& m, const Opening& opening, const std::vector<HeldExhibit>& held) {
    if (held.size() > kItemsMax) return no(RefusalCode::FieldTooLong, {"exhibits"});
    Events out;
    std::set<std::string> ids;
    for (const HeldExhibit& one : held) {
        TRY(check_texts({{"exhibits.exhibit_id", one.exhibit_id.value()},
                         {"exhibits.origin", one.origin},
                         {"exhibits.purpose", one.purpose}}));
        if (!is_name(one.kind)) return no(RefusalCode::FieldInvalid, {"exhibits.kind"});
        if (one.excerpt.size() > kTextBytesMax)
            return no(RefusalCode::FieldTooLong, {"exhibits.excerpt"});
        if (!ids.insert(one.exhibit_id.value()).second)
            return no(RefusalCode::DuplicateId, {one.exhibit_id.value()});
        EvidenceSubmitted submitted{.exhibit = {.exhibit_id = one.exhibit_id,
                                                .kind = one.kind,
                                                .origin = one.origin,
                                                .purpose = one.purpose,
                                                .reference = one.reference,
                                                .file = {},
                                                .bearings = {{.allegation = {},
                                                              .showing = Showing::Confirms,
                                                              .contacts = {},
                                                              .facts = {}}}},
                                    .side = m.side(),
                                    .late = false,
                                    .excerpt = {}};
        if (!one.excerpt.empty())
            submitted.excerpt = {.person = opening.person, .text = one.excerpt};
        out.push_back(m.event(std::move(submitted)));
    }
    return out;
}

Checked GiveOpinion::guard(const Moment& m) {
    const bool any = std::ranges::any_of(
        m.c.exhibits, [&](const Exhibit& exhibit) { return exhibit.side != m.side(); });
    if (!any) return no(RefusalCode::UnknownExhibit);
    return {};
}

Decision GiveOpinion::carry_out(const Moment& m, const GiveOpinion& cmd) {
    const Exhibit* exhibit = m.c.exhibit(cmd.exhibit_id);
    if (exhibit == nullptr) return no(RefusalCode::UnknownExhibit, {cmd.exhibit_id.value()});
    // The opinion is the other side's; of one's own exhibit the purpose speaks.
    if (exhibit->side == m.side()) return no(RefusalCode::FieldInvalid, {"exhibit_id"});
    TRY(check_texts({{"words", cmd.words}}));
    return m.events(OpinionGiven{.exhibit_id = cmd.exhibit_id,
                                 .side = m.side(),
                                 .accepts = cmd.accepts,
                                 .words = m.personal(cmd.words)});
}

Checked WeighExhibit::guard(const Moment& m) {
    if (m.c.exhibits.empty()) return no(RefusalCode::UnknownExhibit);
    if (took_part_before(m)) return no(RefusalCode::AnotherOfficerMustRule);
    return {};
}

Decision WeighExhibit::carry_out(const Moment& m, const WeighExhibit& cmd) {
    const Exhibit* exhibit = m.c.exhibit(cmd.exhibit_id);
    if (exhibit == nullptr) return no(RefusalCode::UnknownExhibit, {cmd.exhibit_id.value()});
    TRY(check_texts({{"reason", cmd.reason}}));
    const auto book = TRY(demand_book(m));
    TRY(check_bearings(m, *book, cmd.findings));
    return m.events(ExhibitWeighed{.exhibit_id = cmd.exhibit_id,
                                   .admitted = cmd.admitted.value_or(true),
                                   .findings = cmd.findings,
                                   .reason = cmd.reason});
}

void EvidenceSubmitted::apply(Case& c, const EvidenceSubmitted& e, const Event& event) {
    c.exhibits.push_back({.data = e.exhibit,
                          .side = e.side,
                          .late = e.late,
                          .excerpt = e.excerpt,
                          .submitted_at = event.at,
                          .opinions = {},
                          .weighing = {},
                          .to_weigh = needs_weighing(e.exhibit.kind)});
}

void OpinionGiven::apply(Case& c, const OpinionGiven& e, const Event&) {
    for (Exhibit& exhibit : c.exhibits)
        if (exhibit.data.exhibit_id == e.exhibit_id)
            exhibit.opinions.push_back({.side = e.side, .accepts = e.accepts, .words = e.words});
}

void ExhibitWeighed::apply(Case& c, const ExhibitWeighed& e, const Event& event) {
    for (Exhibit& exhibit : c.exhibits)
        if (exhibit.data.exhibit_id == e.exhibit_id)
            exhibit.weighing = Weighing{.officer = event.by.user,
                                        .admitted = e.admitted,
                                        .findings = e.findings,
                                        .reason = e.reason};
    for (Exhibit& exhibit : c.exhibits) exhibit.to_weigh &= !exhibit.weighing;
    note_officer(c, event);
}

}  // namespace pingli::cases
