#include "cases/exhibit.hpp"

#include <algorithm>
#include <set>

#include "cases/clocks.hpp"
#include "cases/moment.hpp"
#include "cases/statements.hpp"

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

std::optional<Refusal> check_exhibit(const Moment& m, const ExhibitData& exhibit) {
    if (auto refusal = check_texts({{"exhibit_id", exhibit.exhibit_id.value()},
                                    {"origin", exhibit.origin},
                                    {"purpose", exhibit.purpose}}))
        return refusal;
    if (!is_name(exhibit.kind)) return refuse(RefusalCode::FieldInvalid, {"kind"});
    if (m.c.exhibit(exhibit.exhibit_id) != nullptr)
        return refuse(RefusalCode::DuplicateId, {exhibit.exhibit_id.value()});
    if (exhibit.file && (!is_hash(exhibit.file->sha256) || exhibit.file->bytes < 0 ||
                         exhibit.file->bytes > kFileBytesMax))
        return refuse(RefusalCode::FieldInvalid, {"file"});
    const auto book = judging_book(m);
    if (!book) return refuse(RefusalCode::NoRulebookInForce);
    return check_bearings(m, *book, exhibit.bearings);
}

// The answer window is the respondent's; its proof comes late after it. In an appeal the time for
// the first instance says nothing any more.
bool is_late(const Moment& m, Side side) {
    const Clock* clock = m.c.clock("answer_due");
    return side == Side::Shop && m.c.phase != Phase::Appealed && clock != nullptr &&
           is_past(*clock, m.now);
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

Decision carry_out(const Moment& m, const SubmitEvidence& cmd) {
    if (auto refusal = check_exhibit(m, cmd.exhibit)) return std::unexpected{std::move(*refusal)};
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
        if (auto refusal = check_texts({{"exhibits.exhibit_id", one.exhibit_id.value()},
                                        {"exhibits.origin", one.origin},
                                        {"exhibits.purpose", one.purpose}}))
            return std::unexpected{std::move(*refusal)};
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

std::optional<Refusal> guard(const Moment& m, std::type_identity<GiveOpinion>) {
    const bool any = std::ranges::any_of(
        m.c.exhibits, [&](const Exhibit& exhibit) { return exhibit.side != m.side(); });
    if (!any) return refuse(RefusalCode::UnknownExhibit);
    return std::nullopt;
}

Decision carry_out(const Moment& m, const GiveOpinion& cmd) {
    const Exhibit* exhibit = m.c.exhibit(cmd.exhibit_id);
    if (exhibit == nullptr) return no(RefusalCode::UnknownExhibit, {cmd.exhibit_id.value()});
    // The opinion is the other side's; of one's own exhibit the purpose speaks.
    if (exhibit->side == m.side()) return no(RefusalCode::FieldInvalid, {"exhibit_id"});
    if (auto refusal = check_texts({{"words", cmd.words}}))
        return std::unexpected{std::move(*refusal)};
    return m.events(OpinionGiven{.exhibit_id = cmd.exhibit_id,
                                 .side = m.side(),
                                 .accepts = cmd.accepts,
                                 .words = m.personal(cmd.words)});
}

std::optional<Refusal> guard(const Moment& m, std::type_identity<WeighExhibit>) {
    if (m.c.exhibits.empty()) return refuse(RefusalCode::UnknownExhibit);
    if (took_part_before(m)) return refuse(RefusalCode::AnotherOfficerMustRule);
    return std::nullopt;
}

Decision carry_out(const Moment& m, const WeighExhibit& cmd) {
    const Exhibit* exhibit = m.c.exhibit(cmd.exhibit_id);
    if (exhibit == nullptr) return no(RefusalCode::UnknownExhibit, {cmd.exhibit_id.value()});
    if (auto refusal = check_texts({{"reason", cmd.reason}}))
        return std::unexpected{std::move(*refusal)};
    const auto book = judging_book(m);
    if (!book) return no(RefusalCode::NoRulebookInForce);
    if (auto refusal = check_bearings(m, *book, cmd.findings))
        return std::unexpected{std::move(*refusal)};
    return m.events(ExhibitWeighed{.exhibit_id = cmd.exhibit_id,
                                   .admitted = cmd.admitted.value_or(true),
                                   .findings = cmd.findings,
                                   .reason = cmd.reason});
}

void apply(Case& c, const EvidenceSubmitted& e, const Event& event) {
    c.exhibits.push_back({.data = e.exhibit,
                          .side = e.side,
                          .late = e.late,
                          .excerpt = e.excerpt,
                          .submitted_at = event.at,
                          .opinions = {},
                          .weighing = {}});
}

void apply(Case& c, const OpinionGiven& e, const Event&) {
    for (Exhibit& exhibit : c.exhibits)
        if (exhibit.data.exhibit_id == e.exhibit_id)
            exhibit.opinions.push_back({.side = e.side, .accepts = e.accepts, .words = e.words});
}

void apply(Case& c, const ExhibitWeighed& e, const Event& event) {
    for (Exhibit& exhibit : c.exhibits)
        if (exhibit.data.exhibit_id == e.exhibit_id)
            exhibit.weighing = Weighing{.officer = event.by.user,
                                        .admitted = e.admitted,
                                        .findings = e.findings,
                                        .reason = e.reason};
    note_officer(c, event);
}

}  // namespace pingli::cases
