// What triage found becomes cases: one tracked report for each finding that can be reported. A
// finding is known by its subject, so that a shop folder may be sent again and again.

#include <condition_variable>
#include <map>
#include <mutex>

#include "api/answers.hpp"
#include "api/case_access.hpp"
#include "api/finding_cases.hpp"
#include "api/guard.hpp"
#include "api/routes.hpp"
#include "codec/finding_line.hpp"
#include "codec/json_writer.hpp"
#include "codec/limits.hpp"
#include "http/lines.hpp"

namespace pingli::api {

namespace {

constexpr std::size_t kFindingsBytesMax = 32 << 20;
constexpr std::size_t kFaultsShownMax = 50;
constexpr std::size_t kAtOnceMax = 64;  // waiting for the disk; they share the store's groups

class Import {
public:
    Import(const Services& services, app::ShopRecord shop, cases::Actor actor)
        : services_(services), shop_(std::move(shop)), actor_(std::move(actor)) {}
    Import(const Import&) = delete;
    Import& operator=(const Import&) = delete;
    ~Import() { wait_until(0); }

    void take(std::size_t number, std::string_view text) {
        const auto finding = codec::parse_finding_line(text);
        if (!finding)
            fault(number, finding.error());
        else if (!finding->reportable)
            skip("not_reportable");
        else if (finding->admissible == false)
            skip(finding->refusal.empty() ? "not_admissible" : finding->refusal);
        else
            open(*finding);
    }

    // After the last line: the answer.
    http::Response finish() {
        wait_until(0);
        const std::lock_guard lock(mutex_);
        if (error_) return from_error(*error_);
        return json(200, told());
    }

private:
    void open(const codec::FindingLine& finding) {
        const auto found = case_of_finding(services_.store, shop_.id, finding);
        wait_until(kAtOnceMax - 1);
        {
            const std::lock_guard lock(mutex_);
            if (!found && !error_) error_ = found.error();
            if (error_) return;
            ++waiting_;
        }
        const CaseId& case_id = *found;
        services_.desk.handle(
            {.shop = shop_.id,
             .case_id = case_id,
             .actor = actor_,
             .command =
                 report_of(finding, case_id, shop_, cases::Perspective::Tracked, Language::Chinese),
             .expected_version = {},
             .identity = {}},
            {}, [this, case_id](const app::Answer& answer) { note(case_id, answer); });
    }

    void note(const CaseId& case_id, const app::Answer& answer) {
        const std::lock_guard lock(mutex_);
        if (std::holds_alternative<app::Carried>(answer)) {
            opened_.push_back(case_id);
        } else if (const auto* refusal = std::get_if<cases::Refusal>(&answer)) {
            if (refusal->code == cases::RefusalCode::AlreadyOpen)
                ++known_;
            else
                ++skipped_[std::string{cases::to_name(refusal->code)}];
        } else if (const auto* error = std::get_if<Error>(&answer)) {
            if (error->code == ErrorCode::VersionConflict)  // another import was first
                ++known_;
            else
                error_ = *error;
        }
        --waiting_;
        less_wait_.notify_all();
    }

    void skip(const std::string& reason) {
        const std::lock_guard lock(mutex_);
        ++skipped_[reason];
    }
    void fault(std::size_t number, const Problem& what) {
        const std::lock_guard lock(mutex_);
        ++skipped_["not_a_finding"];
        if (faults_.size() < kFaultsShownMax) faults_.emplace_back(number, what);
    }
    void wait_until(std::size_t most) {
        std::unique_lock lock(mutex_);
        less_wait_.wait(lock, [&] { return waiting_ <= most; });
    }

    [[nodiscard]] std::string told() const {
        std::string body;
        codec::JsonWriter out{body};
        const auto whole = [&](std::string_view name, std::size_t value) {
            out.key(name);
            out.whole(static_cast<std::int64_t>(value));
        };
        out.begin_object();
        whole("opened", opened_.size());
        whole("known", known_);
        out.key("skipped");
        out.begin_array();
        for (const auto& [reason, count] : skipped_) {
            out.begin_object();
            out.key("reason");
            out.text(reason);
            whole("count", count);
            out.end_object();
        }
        out.end_array();
        out.key("faults");
        out.begin_array();
        for (const auto& [number, what] : faults_) {
            out.begin_object();
            whole("line", number);
            out.key("expected");
            out.text((what.field.empty() ? "" : what.field + ": ") + english(what.expected));
            out.end_object();
        }
        out.end_array();
        out.key("case_ids");
        out.begin_array();
        for (const CaseId& case_id : opened_) out.text(case_id.value());
        out.end_array();
        out.end_object();
        return body;
    }

    const Services& services_;
    const app::ShopRecord shop_;
    const cases::Actor actor_;
    std::mutex mutex_;  // guards all below: answers come from the writer's thread
    std::condition_variable less_wait_;
    std::size_t waiting_ = 0;
    std::vector<CaseId> opened_;
    std::size_t known_ = 0;
    std::map<std::string, std::size_t> skipped_;
    std::vector<std::pair<std::size_t, Problem>> faults_;
    std::optional<Error> error_;
};

http::Response import_findings(const Services& services, http::Request& request,
                               const Member& member) {
    auto shop = services.shops.find(member.shop, services.now());
    if (!shop) return from_error(shop.error());
    const auto role = acting_role(services, request, member, {}, "open_report");
    if (!role) return forbidden();
    Import import{services, std::move(*shop), {.user = member.visitor.user(), .role = *role}};
    if (!request.file) return from_fault({.expected = say("field.file")});
    const auto read = http::each_line(
        *request.file, codec::kFindingLineBytesMax,
        [&](std::size_t number, std::string_view line) { import.take(number, line); });
    return read ? import.finish() : from_error(read.error());
}

// Before the first byte of a body: nobody fills the memory without a log-in.
std::optional<http::Response> may_import(const Services& services, const http::Request& request) {
    auto member = member_of(services, request);
    if (!member) return std::move(member.error());
    if (!accounts::may(member->membership, accounts::Permission::Import)) return forbidden();
    return std::nullopt;
}

}  // namespace

void add_finding_routes(http::Router& router, const Services& services) {
    router.add(http::Method::Post, "/api/v1/shops/{shop}/findings",
               for_members(services, accounts::Permission::Import, import_findings),
               {.body_bytes_max = kFindingsBytesMax,
                .spools_body = true,
                .gate = [&services](const http::Request& request) {
                    return may_import(services, request);
                }});
}

}  // namespace pingli::api
