#include "api/case_answers.hpp"

#include <map>

#include "api/answers.hpp"
#include "codec/case_json.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

using cases::RefusalCode;
using codec::JsonWriter;

void instant(JsonWriter& out, std::string_view name, Instant at) {
    out.field(name, format_instant(at, std::chrono::seconds{0}));
}

void entry_json(JsonWriter& out, const app::CaseEntry& entry, codec::CaseReader reader) {
    out.begin_object();
    out.field("case_id", entry.case_id.value());
    out.field("number", entry.number);
    out.key("version");
    out.whole(entry.version);
    out.field("kind", entry.row.kind);
    out.field("phase", entry.row.phase);
    out.key("outcome");
    out.text_or_null(entry.row.outcome);
    out.key("assigned");
    out.text_or_null(entry.row.assigned);
    if (entry.row.next_due_at) instant(out, "next_due_at", *entry.row.next_due_at);
    instant(out, "opened_at", entry.row.opened_at);
    instant(out, "updated_at", entry.row.updated_at);
    out.key("summary");
    out.raw(reader.shows_personal ? entry.row.list : codec::list_without_words(entry.row.list));
    out.end_object();
}

int status_of(RefusalCode code) {
    switch (code) {
        case RefusalCode::NoSuchCase:
        case RefusalCode::NotYourCase:
            return 404;
        case RefusalCode::NotYourRole:
        case RefusalCode::OnlyClaimantWithdraws:
        case RefusalCode::AnotherOfficerMustRule:
        case RefusalCode::SecondPersonNeeded:
            return 403;
        case RefusalCode::FieldMissing:
        case RefusalCode::FieldTooLong:
        case RefusalCode::FieldInvalid:
        case RefusalCode::UnknownAllegation:
        case RefusalCode::UnknownExhibit:
        case RefusalCode::UnknownMessage:
        case RefusalCode::UnknownMask:
        case RefusalCode::UnknownRemedy:
        case RefusalCode::UnknownMeasure:
        case RefusalCode::UnknownFact:
        case RefusalCode::WrongFact:
        case RefusalCode::SpansOutsideText:
            return 422;
        default:
            return 409;
    }
}

}  // namespace

std::string case_path(const ShopId& shop, const CaseId& case_id) {
    return "/api/v1/shops/" + shop.value() + "/cases/" + case_id.value();
}

app::KeptAnswer make_receipt(const app::Done& done, const app::Appended& appended, bool opens) {
    std::string body;
    JsonWriter out{body};
    const cases::Case& state = done.after->state;
    out.begin_object();
    out.field("case_id", state.opening.case_id.value());
    out.field("number", appended.number);
    out.key("version");
    out.whole(appended.version);
    out.field("phase", to_name(state.phase));
    out.key("events");
    out.begin_array();
    for (const cases::Event& event : done.events) out.text(type_of(event));
    out.end_array();
    out.key("allowed_moves");
    codec::write_moves(out, done.moves);
    out.end_object();
    return {.status = opens ? 201 : 200, .body = std::move(body)};
}

http::Response from_refusal(const cases::Refusal& refusal) {
    const int status = status_of(refusal.code);
    std::string body;
    JsonWriter out{body};
    out.begin_object();
    out.field("type", "urn:pingli:refusal:" + std::string{to_name(refusal.code)});
    out.field("title", refusal.words.en);
    out.key("status");
    out.whole(status);
    out.key("refusal");
    codec::write_refusal(out, refusal);
    out.key("allowed_moves");
    codec::write_moves(out, refusal.moves);
    out.end_object();
    return http::answer(status, "application/problem+json", std::move(body));
}

http::Response from_faults(const Problems& faults) {
    std::string body;
    JsonWriter out{body};
    out.begin_object();
    out.field("type", "urn:pingli:problem:invalid");
    out.field("title", "A field of the request is not what was expected.");
    out.key("status");
    out.whole(422);
    out.key("errors");
    out.begin_array();
    for (const Problem& fault : faults) {
        out.begin_object();
        out.key("field");
        out.text_or_null(fault.field);
        out.field("expected", english(fault.expected));
        write_why(out, fault.expected);
        out.end_object();
    }
    out.end_array();
    out.end_object();
    return http::answer(422, "application/problem+json", std::move(body));
}

std::string page_json(const app::Page& page, codec::CaseReader reader) {
    std::string body;
    JsonWriter out{body};
    out.begin_object();
    out.key("cases");
    out.begin_array();
    for (const app::CaseEntry& entry : page.entries) entry_json(out, entry, reader);
    out.end_array();
    out.key("next");
    out.text_or_null(page.next);
    out.end_object();
    return body;
}

std::string ledger_json(const std::vector<app::LedgerLine>& lines) {
    std::map<std::string, std::int64_t> sums;
    for (const app::LedgerLine& line : lines) sums[line.entry.ledger_class] += line.entry.points;
    std::string body;
    JsonWriter out{body};
    out.begin_object();
    out.key("totals");  // the classes are never added together (H2)
    out.begin_object();
    for (const auto& [name, points] : sums) {
        out.key(name);
        out.whole(points);
    }
    out.end_object();
    out.key("entries");
    out.begin_array();
    for (const app::LedgerLine& line : lines) {
        out.begin_object();
        out.field("case_id", line.case_id.value());
        out.key("position");
        out.whole(line.position);
        out.field("class", line.entry.ledger_class);
        out.key("points");
        out.whole(line.entry.points);
        instant(out, "at", line.entry.at);
        out.key("detail");
        out.raw(line.entry.detail);
        out.end_object();
    }
    out.end_array();
    out.end_object();
    return body;
}

}  // namespace pingli::api
