// What triage found, as people work through it: pages, one finding with all that is known of it,
// and what is done about it.

#include <algorithm>
#include <array>

#include "api/answers.hpp"
#include "api/case_access.hpp"
#include "api/case_answers.hpp"
#include "api/finding_cases.hpp"
#include "api/query.hpp"
#include "api/review_json.hpp"
#include "api/routes.hpp"
#include "codec/json_writer.hpp"
#include "reviews/draft_coach.hpp"

namespace pingli::api {

namespace {

using accounts::Permission;
using reviews::Move;

constexpr std::size_t kReasonBytesMax = 2'000;

reviews::Powers powers_of(const Member& member) {
    const auto has = [&](cases::Role role) {
        return std::ranges::find(member.membership.roles, role) != member.membership.roles.end();
    };
    const bool leads = has(cases::Role::Owner) || has(cases::Role::Supervisor);
    const bool may_write = member.visitor.has_session || member.visitor.caller.may_write();
    return {.may_work = may_write && (leads || has(cases::Role::Agent)), .leads = leads};
}

// In which he works with reviews.
cases::Role role_of(const Member& member) {
    const auto& roles = member.membership.roles;
    for (const auto role : {cases::Role::Owner, cases::Role::Supervisor})
        if (std::ranges::find(roles, role) != roles.end()) return role;
    return cases::Role::Agent;
}

app::ReviewKey key_of(const http::Request& request) {
    return {.kind = std::string{http::path_value(request, "kind")},
            .id = std::string{http::path_value(request, "review")}};
}

template <class Name>
bool is_one_of(const std::optional<std::string>& text, const Name& names) {
    return !text || std::ranges::find(names, *text) != std::ranges::end(names);
}

std::expected<app::ShelfQuery, http::Response> query_of(const http::Request& request,
                                                        const Member& member) {
    const auto fault = [](std::string field, Said expected) {
        return std::unexpected(
            from_fault({.field = std::move(field), .expected = std::move(expected)}));
    };
    constexpr std::array<std::string_view, 2> kOrders{"due", "newest"};
    constexpr std::array<std::string_view, 2> kFlags{"true", "false"};
    const auto limit = limit_of(request);
    if (!limit) return std::unexpected(limit.error());
    const auto order = text_of(request, "order");
    if (!is_one_of(order, kOrders)) return fault("order", say("ask.review_order"));
    const auto reportable = text_of(request, "reportable");
    if (!is_one_of(reportable, kFlags)) return fault("reportable", say("field.truth"));
    const auto made_from = time_of(request, "made_from");
    if (!made_from) return std::unexpected(made_from.error());
    const auto made_before = time_of(request, "made_before");
    if (!made_before) return std::unexpected(made_before.error());
    app::ShelfQuery query{
        .shop = member.shop,
        .kind = text_of(request, "kind"),
        .verdict = text_of(request, "verdict"),
        .ground = text_of(request, "ground"),
        .state = text_of(request, "state"),
        .is_reportable = {},
        .sku = text_of(request, "sku"),
        .courier = text_of(request, "courier"),
        .agent = text_of(request, "agent"),
        .import_id = text_of(request, "import"),
        .made_from = *made_from,
        .made_before = *made_before,
        .causes = 0,
        .order = order == "newest" ? app::ShelfOrder::Newest : app::ShelfOrder::Due,
        .cursor = text_of(request, "cursor").value_or(""),
        .limit = *limit};
    if (query.state == "any") query.state.reset();  // as the desk's links say it
    if (reportable) query.is_reportable = *reportable == "true";
    if (const auto cause = text_of(request, "cause")) {
        const auto bit = reviews::cause_bit(*cause);
        if (!bit) return fault("cause", say("ask.cause"));
        query.causes = *bit;
    }
    return query;
}

http::Response list(const Services& services, http::Request& request, const Member& member) {
    const auto query = query_of(request, member);
    if (!query) return query.error();
    const auto page = services.reviews.page(*query);
    if (!page) return from_error(page.error());
    const auto counts = services.store.count_reviews(*query);
    if (!counts) return from_error(counts.error());
    return json(200, review_list_json(*page, *counts));
}

// Where a shop has officers they rule; elsewhere the platform does, and the report is tracked.
Result<cases::Perspective> usual_perspective(const Services& services, const ShopId& shop) {
    const auto people = services.accounts.all();
    if (!people) return std::unexpected{people.error()};
    const bool has_officer = std::ranges::any_of(*people, [&](const accounts::Account& account) {
        const auto* membership = accounts::find(account.memberships, shop);
        return membership != nullptr && !account.is_disabled &&
               std::ranges::any_of(membership->roles, [](accounts::Role role) {
                   return role == accounts::Role::CaseOfficer ||
                          role == accounts::Role::SeniorOfficer;
               });
    });
    return has_officer ? cases::Perspective::Decided : cases::Perspective::Tracked;
}

http::Response show(const Services& services, http::Request& request, const Member& member) {
    const auto found = services.reviews.find(member.shop, key_of(request));
    if (!found) return from_error(found.error());
    const auto report_as = usual_perspective(services, member.shop);
    if (!report_as) return from_error(report_as.error());
    return json(200, review_page_json(*found, powers_of(member), *report_as));
}

http::Response not_allowed(const Bilingual& why) {
    std::string body;
    codec::JsonWriter out{body};
    out.begin_object();
    out.field("type", "urn:pingli:problem:not-now");
    out.field("title", why.en);
    out.field("status", std::int64_t{409});
    out.key("why");
    out.bilingual(why);
    out.end_object();
    return http::answer(409, "application/problem+json", std::move(body));
}

std::expected<reviews::ShownRow, http::Response> note(const Services& services,
                                                      const http::Request& request,
                                                      const Member& member, Move move,
                                                      std::string text, CaseId case_id = {}) {
    auto noted = services.reviews.note(member.shop, key_of(request),
                                       {.deed = {.move = move,
                                                 .at = services.now(),
                                                 .by = member.visitor.user(),
                                                 .text = std::move(text)},
                                        .powers = powers_of(member),
                                        .role = role_of(member),
                                        .case_id = std::move(case_id)});
    if (!noted) return std::unexpected(from_error(noted.error()));
    if (!*noted) return std::unexpected(not_allowed(noted->error()));
    services.hub.publish(member.shop, LiveEvent::ReviewsChanged, reviews_changed_json(**noted));
    return std::move(**noted);
}

http::Response noted(const Services& services, const http::Request& request, const Member& member,
                     Move move, std::string text) {
    const auto row = note(services, request, member, move, std::move(text));
    return row ? json(200, review_row_json(*row)) : row.error();
}

std::optional<http::Response> refuse_early(const reviews::ShownReview& found, Move move,
                                           const Member& member) {
    if (!powers_of(member).may_work) return forbidden();
    if (const auto why = reviews::why_not(move, found.row.entry, powers_of(member)))
        return not_allowed(*why);
    return std::nullopt;
}

// A receipt for a case that was opened before.
http::Response receipt_of(const Services& services, const Member& member, const CaseId& case_id,
                          cases::Role role) {
    const auto loaded = services.desk.load(member.shop, case_id);
    if (!loaded) return from_error(loaded.error());
    const auto entry = services.store.find(member.shop, case_id);
    if (!entry) return from_error(entry.error());
    const cases::Rules rules{.library = &services.library, .totals = {}};
    const auto moves = cases::allowed_moves(
        (*loaded)->state, {.user = member.visitor.user(), .role = role}, rules, services.now());
    const app::Done done{.before = *loaded, .after = *loaded, .events = {}, .moves = moves};
    const auto receipt = make_receipt(done,
                                      {.version = (*loaded)->version,
                                       .position = 0,
                                       .hash = {},
                                       .number = entry->number,
                                       .first_answer = {}},
                                      true);
    return json(receipt.status, receipt.body);
}

// How the report is to be opened, if the body says so.
struct ReportWish {
    std::optional<cases::Perspective> perspective;
    Language language = Language::Chinese;
};
std::expected<ReportWish, http::Response> wish_of(const http::Request& request) {
    auto body = codec::JsonBody::parse(request.body.empty() ? "{}" : request.body);
    if (!body) return std::unexpected{from_fault(body.error())};
    const auto perspective = body->text("perspective");
    const std::string language = body->text("language").value_or("zh");
    if (const auto fault = body->fault()) return std::unexpected{from_fault(*fault)};
    if (language != "zh" && language != "en")
        return std::unexpected{from_fault({.field = "language", .expected = say("ask.language")})};
    ReportWish wish{.perspective = {},
                    .language = language == "en" ? Language::English : Language::Chinese};
    if (perspective) {
        wish.perspective = cases::parse_name<cases::Perspective>(*perspective);
        if (!wish.perspective)
            return std::unexpected{
                from_fault({.field = "perspective", .expected = say("ask.perspective")})};
    }
    return wish;
}

bool was_undone(const Services& services, const ShopId& shop, const CaseId& case_id) {
    const auto loaded = services.desk.load(shop, case_id);
    const auto* report = loaded ? (*loaded)->state.get_if<cases::Report>() : nullptr;
    return report != nullptr && report->is_undone;
}

// The report, a second time the same one.
http::Response report(const Services& services, http::Request& request, const Member& member) {
    const auto found = services.reviews.find(member.shop, key_of(request));
    if (!found) return from_error(found.error());
    if (auto refused = refuse_early(*found, Move::Report, member)) return std::move(*refused);
    if (!found->body) return conflict(say("conflict.erased"));
    const auto wish = wish_of(request);
    if (!wish) return wish.error();
    const auto line = codec::parse_finding_line(found->body->finding);
    const auto shop = services.shops.find(member.shop, services.now());
    if (!shop) return from_error(shop.error());
    if (!line) return from_error({.code = ErrorCode::Corrupt, .context = "a shelved finding"});
    const auto role = acting_role(services, request, member, {}, "open_report");
    if (!role) return forbidden();
    const auto usual = usual_perspective(services, member.shop);
    if (!usual) return from_error(usual.error());
    const auto found_id = case_of_finding(services.store, member.shop, *line);
    if (!found_id) return from_error(found_id.error());
    const CaseId& case_id = *found_id;
    app::Order order{.shop = member.shop,
                     .case_id = case_id,
                     .actor = {.user = member.visitor.user(), .role = *role},
                     .command = report_of(*line, case_id, *shop, wish->perspective.value_or(*usual),
                                          wish->language),
                     .expected_version = {},
                     .identity = {},
                     .brings_words = true};
    app::Answer answer = services.desk.handle(order);
    if (was_undone(services, member.shop, case_id)) {
        order.command = cases::ResumeDraft{};
        answer = services.desk.handle(std::move(order));
    }
    http::Response response = not_found();
    if (const auto* carried = std::get_if<app::Carried>(&answer)) {
        const auto receipt = make_receipt(carried->done, carried->appended, true);
        response = json(receipt.status, receipt.body);
    } else if (const auto* refusal = std::get_if<cases::Refusal>(&answer)) {
        if (refusal->code != cases::RefusalCode::AlreadyOpen) return from_refusal(*refusal);
        response = receipt_of(services, member, case_id, *role);
    } else if (const auto* error = std::get_if<Error>(&answer)) {
        return from_error(*error);
    }
    const auto row = note(services, request, member, Move::Report, {}, case_id);
    if (!row) return row.error();
    response.fields.push_back({.name = "Location", .value = case_path(member.shop, case_id)});
    return response;
}

http::Response stopped_draft(const replies::DraftCheck& check) {
    std::string body;
    codec::JsonWriter out{body};
    out.begin_object();
    out.field("type", "urn:pingli:problem:draft-stopped");
    out.field("title", "This answer must not be given as it is.");
    out.field("status", std::int64_t{422});
    out.key("check");
    out.raw(draft_check_json(check));
    out.end_object();
    return http::answer(422, "application/problem+json", std::move(body));
}

// A draft of the body, or the answer to one that cannot be.
std::expected<std::string, http::Response> draft_of(codec::JsonBody& body) {
    std::string text = body.needed_text("text");
    if (const auto fault = body.fault()) return std::unexpected(from_fault(*fault));
    if (text.size() > reviews::kDraftBytesMax)
        return std::unexpected(
            from_fault({.field = "text", .expected = say("field.bytes_max", "8,192")}));
    return text;
}

http::Response answer(const Services& services, http::Request& request, const Member& member) {
    const auto found = services.reviews.find(member.shop, key_of(request));
    if (!found) return from_error(found.error());
    if (auto refused = refuse_early(*found, Move::Answer, member)) return std::move(*refused);
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    auto text = draft_of(*body);
    if (!text) return std::move(text.error());
    const auto check = services.drafts.check(*text, found->body, services.now());
    if (!check) return from_error(check.error());
    if (check->stopped()) return stopped_draft(*check);
    return noted(services, request, member, Move::Answer, std::move(*text));
}

// What is proven is left with a reason only (B20).
http::Response leave(const Services& services, http::Request& request, const Member& member) {
    const auto found = services.reviews.find(member.shop, key_of(request));
    if (!found) return from_error(found.error());
    if (auto refused = refuse_early(*found, Move::Leave, member)) return std::move(*refused);
    auto body = codec::JsonBody::parse(request.body.empty() ? "{}" : request.body);
    if (!body) return from_fault(body.error());
    std::string reason = body->text("reason").value_or("");
    if (const auto fault = body->fault()) return from_fault(*fault);
    const bool is_needed = reviews::is_proven(found->row.entry.finding);
    if (reason.size() > kReasonBytesMax || (is_needed && reason.empty()))
        return from_fault(
            {.field = "reason",
             .expected = is_needed ? say("field.reason_proven") : say("field.bytes_max", "2,000")});
    return noted(services, request, member, Move::Leave, std::move(reason));
}

http::Response resume(const Services& services, http::Request& request, const Member& member) {
    const auto found = services.reviews.find(member.shop, key_of(request));
    if (!found) return from_error(found.error());
    if (auto refused = refuse_early(*found, Move::Resume, member)) return std::move(*refused);
    return noted(services, request, member, Move::Resume, {});
}

// The draft goes with the mark: first the case, which knows whether it was handed in.
http::Response undo(const Services& services, http::Request& request, const Member& member) {
    const auto found = services.reviews.find(member.shop, key_of(request));
    if (!found) return from_error(found.error());
    if (auto refused = refuse_early(*found, Move::Undo, member)) return std::move(*refused);
    const CaseId& case_id = found->row.entry.mark.case_id;
    const auto role = acting_role(services, request, member, {}, cases::OpenReport::kName);
    if (!role) return forbidden();
    if (!was_undone(services, member.shop, case_id)) {
        const auto answer =
            services.desk.handle({.shop = member.shop,
                                  .case_id = case_id,
                                  .actor = {.user = member.visitor.user(), .role = *role},
                                  .command = cases::UndoDraft{},
                                  .expected_version = {},
                                  .identity = {}});
        if (const auto* refusal = std::get_if<cases::Refusal>(&answer))
            return from_refusal(*refusal);
        if (const auto* error = std::get_if<Error>(&answer)) return from_error(*error);
    }
    return noted(services, request, member, Move::Undo, {});
}

http::Response check_draft(const Services& services, http::Request& request, const Member& member) {
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const auto kind = body->text("review_kind");
    const auto id = body->text("review_id");
    const auto text = draft_of(*body);
    if (!text) return text.error();
    if (kind.has_value() != id.has_value())
        return from_fault({.field = "review_id", .expected = say("field.review_or_none")});
    std::optional<reviews::ReviewBody> about;
    if (kind) {
        auto found = services.reviews.find(member.shop, {.kind = *kind, .id = *id});
        if (!found) return from_error(found.error());
        about = std::move(found->body);
    }
    const auto check = services.drafts.check(*text, about, services.now());
    return check ? json(200, draft_check_json(*check)) : from_error(check.error());
}

}  // namespace

void add_review_routes(http::Router& router, const Services& services) {
    using enum http::Method;
    const std::string shop = "/api/v1/shops/{shop}";
    const std::string one = shop + "/reviews/{kind}/{review}";
    const auto add = [&](http::Method method, const std::string& path, MemberRoute route) {
        router.add(method, path, for_members(services, Permission::ReadPersonal, std::move(route)));
    };
    add(Get, shop + "/reviews", list);
    add(Get, one, show);
    add(Post, one + "/report", report);
    add(Post, one + "/answer", answer);
    add(Post, one + "/leave", leave);
    add(Post, one + "/resume", resume);
    add(Post, one + "/undo", undo);
    add(Post, shop + "/drafts/check", check_draft);
}

}  // namespace pingli::api
