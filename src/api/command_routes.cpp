// Everything that changes a case: one route for each way to open one, and one for all other
// commands. Answered when the change is on disk; the thread does not wait for it.

#include <algorithm>
#include <memory>

#include "api/answers.hpp"
#include "api/budget.hpp"
#include "api/case_access.hpp"
#include "api/case_answers.hpp"
#include "api/finding_cases.hpp"
#include "api/limits.hpp"
#include "api/once.hpp"
#include "api/own_cases.hpp"
#include "api/review_json.hpp"
#include "api/routes.hpp"
#include "app/case_weight.hpp"
#include "base/sha256.hpp"
#include "codec/case_commands_json.hpp"
#include "codec/json_body.hpp"

namespace pingli::api {

namespace {

struct Asked {  // one command of one request
    std::string name;
    CaseId case_id;
    bool opens = false;
};

std::expected<std::optional<app::Identity>, http::Response> identity_of(
    const http::Request& request) {
    auto key = idempotency_key(request);
    if (!key) return std::unexpected(std::move(key.error()));
    if (!*key) return std::nullopt;
    const auto if_match = http::find(request.fields, "If-Match").value_or("");
    std::string route;
    for (const std::string& segment : request.path) route += '/' + segment;
    return app::Identity{.key = **key,
                         .route = route,
                         .body_hash = sha256_hex(std::string{if_match} + '\n' + request.body)};
}

// If-Match: "7" means only if the case is at version 7.
std::expected<std::optional<std::int64_t>, http::Response> version_of(
    const http::Request& request) {
    auto field = http::find(request.fields, "If-Match");
    if (!field || *field == "*") return std::nullopt;
    const auto wrong = from_fault({.field = "If-Match", .expected = say("ask.etag")});
    if (field->size() < 3 || field->size() > 20 || field->front() != '"' || field->back() != '"')
        return std::unexpected(wrong);
    std::int64_t version = 0;
    for (const char c : field->substr(1, field->size() - 2)) {
        if (c < '0' || c > '9') return std::unexpected(wrong);
        version = version * 10 + (c - '0');
    }
    return version;
}

// Facts of the edge that a body cannot state: a customer's case is theirs, and a file is one that
// was uploaded to this shop.
std::optional<http::Response> complete(const Services& services, const Member& member,
                                       const cases::Case& c, cases::Role role,
                                       cases::Command& command) {
    const auto own = [&](cases::Opening& opening) {
        if (role != cases::Role::Claimant) return;
        opening.person_user = member.visitor.user();
        // Their words are sealed under a key of their own: erasing them reaches their words, and no
        // others.
        opening.person = PersonId{member.visitor.user().value()};
    };
    if (auto* claim = std::get_if<cases::OpenClaim>(&command)) own(claim->opening);
    if (auto* complaint = std::get_if<cases::OpenComplaint>(&command)) own(complaint->opening);
    auto* evidence = std::get_if<cases::SubmitEvidence>(&command);
    if (evidence == nullptr || !evidence->exhibit.file) return std::nullopt;
    auto file = uploaded_file(services, member, c, evidence->exhibit.file->sha256);
    if (!file) return from_fault({.field = "file.sha256", .expected = say("field.file_of_shop")});
    evidence->exhibit.file = std::move(*file);
    return std::nullopt;
}

// `made`: the receipt, when the store has asked for one to keep.
http::Response to_response(const app::Answer& answer, const Asked& asked, const ShopId& shop,
                           const std::optional<app::KeptAnswer>& made) {
    struct Visit {
        const Asked& asked;
        const ShopId& shop;
        const std::optional<app::KeptAnswer>& made;
        http::Response operator()(const app::Carried& carried) const {
            return kept(made ? *made : make_receipt(carried.done, carried.appended, asked.opens),
                        asked.case_id);
        }
        http::Response operator()(const app::AnsweredBefore& before) const {
            // The first request's case, not the one this retry would have made.
            auto body = codec::JsonBody::parse(before.answer.body);
            const CaseId first{body ? body->text("case_id").value_or("") : std::string{}};
            auto response = kept(before.answer, first);
            response.fields.push_back({.name = "Idempotency-Replayed", .value = "true"});
            return response;
        }
        http::Response operator()(const cases::Refusal& refusal) const {
            return from_refusal(refusal);
        }
        http::Response operator()(const Error& error) const { return from_error(error); }
        [[nodiscard]] http::Response kept(const app::KeptAnswer& answer,
                                          const CaseId& case_id) const {
            auto response = json(answer.status, answer.body);
            if (asked.opens)
                response.fields.push_back({.name = "Location", .value = case_path(shop, case_id)});
            return response;
        }
    };
    return std::visit(Visit{.asked = asked, .shop = shop, .made = made}, answer);
}

std::uint64_t room_of(cases::Role role) {
    switch (role) {
        case cases::Role::Claimant:
            return kCaseBytesOfClaimantMax;
        case cases::Role::CaseOfficer:
        case cases::Role::SeniorOfficer:
            return kCaseBytesOfOthersMax;
        default:
            return kCaseBytesOfShopMax;
    }
}

// What a case can go on without.
bool only_adds(std::string_view command) {
    return command == cases::PostMessage::kName || command == cases::SubmitEvidence::kName;
}

// A case is one answer, and one text that others wait for: it has an end, for each side its own.
std::optional<http::Response> is_full(const cases::Case& state, cases::Role role,
                                      const Asked& asked, const http::Request& request) {
    const std::uint64_t customers = app::weight_of_customers(state);
    const std::uint64_t held =
        role == cases::Role::Claimant ? customers : app::weight_of(state) - customers;
    const std::uint64_t max = room_of(role);
    const std::uint64_t bytes = held + request.body.size();
    if (bytes <= (only_adds(asked.name) ? max : max + kCaseBytesReserved)) return std::nullopt;
    return quota_exceeded(say("limit.case"), max, bytes);
}

// A second report of an order finds the first.
CaseId case_to_open(const ShopId& shop, const Asked& asked, cases::Command& command) {
    auto* report = std::get_if<cases::OpenReport>(&command);
    if (!asked.opens || report == nullptr || report->opening.orders.empty()) return asked.case_id;
    report->opening.case_id = case_of_order(shop, report->opening.orders.front());
    return report->opening.case_id;
}

std::expected<app::Order, http::Response> order_of(const Services& services,
                                                   const http::Request& request,
                                                   const Member& member, const Asked& asked) {
    app::CasePtr loaded = std::make_shared<app::LoadedCase>();
    if (!asked.opens) {
        auto found = case_of(services, request, member);
        if (!found) return std::unexpected(std::move(found.error()));
        loaded = std::move(*found);
    }
    const auto role = acting_role(services, request, member, loaded->state, asked.name);
    if (!role) return std::unexpected(forbidden());
    if (auto full = is_full(loaded->state, *role, asked, request))
        return std::unexpected(*std::move(full));
    auto command = codec::parse_command(
        asked.name, request.body,
        {.case_id = asked.case_id, .shop = member.shop, .new_id = services.new_id});
    if (!command) return std::unexpected(from_faults(command.error()));
    if (auto response = complete(services, member, loaded->state, *role, *command))
        return std::unexpected(std::move(*response));
    const CaseId case_id = case_to_open(member.shop, asked, *command);
    auto identity = identity_of(request);
    if (!identity) return std::unexpected(std::move(identity.error()));
    auto version = version_of(request);
    if (!version) return std::unexpected(std::move(version.error()));
    return app::Order{.shop = member.shop,
                      .case_id = case_id,
                      .actor = {.user = member.visitor.user(), .role = *role},
                      .command = std::move(*command),
                      .expected_version = *version,
                      .identity = std::move(*identity),
                      .is_new_case = asked.opens && case_id == asked.case_id};
}

// What those write who are customers only, so that nobody fills the store with words.
std::optional<http::Response> spend_words(const Services& services, const http::Request& request,
                                          const Member& member, Budget& words) {
    const bool is_claimant = std::ranges::all_of(member.membership.roles, [](accounts::Role role) {
        return role == accounts::Role::Claimant;
    });
    if (!is_claimant) return std::nullopt;
    const auto used =
        words.spend(member.visitor.user().value(), request.body.size() + kCommandBytes,
                    kWordBytesOfClaimantMax, services.now());
    if (!used) return std::nullopt;
    return quota_exceeded(say("limit.writing"), kWordBytesOfClaimantMax, *used);
}

// A draft that is undone, or taken up again, is so on the shelf too.
std::optional<reviews::Move> shelf_move(const cases::Command& command) {
    if (std::holds_alternative<cases::UndoDraft>(command)) return reviews::Move::Undo;
    if (std::holds_alternative<cases::ResumeDraft>(command)) return reviews::Move::Report;
    return std::nullopt;
}

void follow(const Services& services, const Member& member, const app::Answer& answer,
            reviews::Move move) {
    const auto* carried = std::get_if<app::Carried>(&answer);
    if (carried == nullptr) return;
    const cases::Opening& opening = carried->done.after->state.opening;
    const auto key = reviews::subject_of(opening.person);
    if (!key) return;
    const auto row = services.reviews.note(
        member.shop, *key,
        {.deed = {.move = move, .at = services.now(), .by = member.visitor.user(), .text = {}},
         .powers = {.may_work = true, .leads = true},
         .role = carried->done.events.back().by.role,
         .case_id = opening.case_id});
    if (row && *row)
        services.hub.publish(member.shop, LiveEvent::ReviewsChanged, reviews_changed_json(**row));
}

void carry_out(const Services& services, const std::shared_ptr<http::Request>& request,
               http::Responder responder, Asked asked, Budget& words) {
    auto member = member_of(services, *request);
    if (!member) return responder.answer(std::move(member.error()));
    if (!accounts::may(member->membership, accounts::Permission::SendCommands))
        return responder.answer(forbidden());
    if (auto enough = spend_words(services, *request, *member, words))
        return responder.answer(std::move(*enough));
    auto order = order_of(services, *request, *member, asked);
    if (!order) return responder.answer(std::move(order.error()));
    asked.case_id = order->case_id;
    if (asked.opens && order->actor.role == cases::Role::Claimant) {
        const auto is_noted =
            note_own_case(services, member->shop, order->actor.user, asked.case_id);
        if (!is_noted) return responder.answer(from_error(is_noted.error()));
    }
    const bool opens = asked.opens;
    const auto held = std::make_shared<http::Responder>(std::move(responder));
    const auto made = std::make_shared<std::optional<app::KeptAnswer>>();
    const auto make = [opens, made](const app::Done& done, const app::Appended& appended) {
        return made->emplace(make_receipt(done, appended, opens));
    };
    if (const auto move = shelf_move(order->command)) {
        const app::Answer answer = services.desk.handle(std::move(*order), make);
        follow(services, *member, answer, *move);
        return held->answer(to_response(answer, asked, member->shop, *made));
    }
    services.desk.handle(
        std::move(*order), make,
        [held, made, asked = std::move(asked), shop = member->shop](const app::Answer& answer) {
            held->answer(to_response(answer, asked, shop, *made));
        });
}

}  // namespace

void add_command_routes(http::Router& router, const Services& services) {
    const std::string shop = "/api/v1/shops/{shop}";
    const auto words = std::make_shared<Budget>(kWordsCountedFor);
    struct Way {
        std::string_view path;
        std::string_view command;
    };
    for (const Way way : {Way{.path = "/claims", .command = "open_claim"},
                          Way{.path = "/reports", .command = "open_report"},
                          Way{.path = "/complaints", .command = "open_complaint"}})
        router.add_late(
            http::Method::Post, shop + std::string{way.path},
            [&services, words, command = std::string{way.command}](
                const std::shared_ptr<http::Request>& request, http::Responder responder) {
                carry_out(services, request, std::move(responder),
                          {.name = command, .case_id = CaseId{services.new_id()}, .opens = true},
                          *words);
            });
    router.add_late(
        http::Method::Post, shop + "/cases/{case}/commands/{command}",
        [&services, words](const std::shared_ptr<http::Request>& request,
                           http::Responder responder) {
            Asked asked{.name = std::string{http::path_value(*request, "command")},
                        .case_id = CaseId{std::string{http::path_value(*request, "case")}}};
            carry_out(services, request, std::move(responder), std::move(asked), *words);
        });
}

}  // namespace pingli::api
