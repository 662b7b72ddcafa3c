// The security log: of a shop for its owner and its auditor, of the whole server for the operator.
// A page at a time for the desk, or lines of JSON for programs.

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <utility>

#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/query.hpp"
#include "api/routes.hpp"
#include "api/security_acts.hpp"
#include "api/security_json.hpp"

namespace pingli::api {

namespace {

using accounts::Permission;
using codec::JsonWriter;

constexpr std::string_view kLines = "lines";
constexpr std::size_t kIdChars = 36;  // of an account
// Of some entries of many: so much of the log is looked at for one answer.
constexpr int kPagesLookedAtMax = 20;

// What one asks for.
struct Asked {
    std::optional<ShopId> shop;  // nothing: all, for the operator
    std::int64_t before = 0;
    bool shows_customers = false;  // whether one may know who they are
    std::function<bool()> still_may{};
    // Of all entries those alone; nothing: all.
    std::optional<std::string> what{};
    std::optional<std::string> account{};
    std::optional<bool> is_allowed{};
    [[nodiscard]] bool is_all() const { return !what && !account && !is_allowed; }
    [[nodiscard]] bool fits(const app::SecurityEvent& event) const {
        return (!what || event.what == *what) && (!account || event.account == *account) &&
               (!is_allowed || event.is_allowed == *is_allowed);
    }
};

// Names of accounts, each looked up once a page. Who acts in office is named to an auditor, who a
// customer is, is not.
class Names {
public:
    Names(const Services& services, const Asked& asked) : services_(services), asked_(asked) {}

    const std::string& of(const std::string& user) { return found(user).name; }
    // Of the ids that it is about, the first that is an account's of the shop: anybody can put the
    // id of a stranger into a path.
    std::string about(const std::string& ids) {
        std::istringstream in{ids};
        for (std::string id; in >> id;)
            if (id.size() == kIdChars && found(id).is_here) return found(id).name;
        return {};
    }

private:
    struct Found {
        std::string name;
        bool is_here = false;
    };
    const Found& found(const std::string& user) {
        const auto [at, is_new] = found_.try_emplace(user);
        if (!is_new || user.empty()) return at->second;
        const auto account = services_.accounts.account(UserId{user}, services_.now());
        if (!account) return at->second;
        const auto* place =
            asked_.shop ? accounts::find(account->memberships, *asked_.shop) : nullptr;
        at->second.is_here = !asked_.shop || place != nullptr;
        if (asked_.shows_customers || is_staff(place)) at->second.name = account->name;
        return at->second;
    }
    static bool is_staff(const accounts::Membership* place) {
        return place != nullptr && std::ranges::any_of(place->roles, [](accounts::Role role) {
                   return role != accounts::Role::Claimant;
               });
    }

    const Services& services_;
    const Asked& asked_;
    std::map<std::string, Found> found_;
};

// Fewer than `limit`, or none, where many others lie between them: `next` goes on.
Result<app::SecurityPage> read(app::SecurityLog& log, const Asked& asked, std::size_t limit) {
    if (asked.is_all()) return log.read(asked.shop, asked.before, limit);
    app::SecurityPage out{.entries = {}, .next = asked.before};
    for (int pages = 0; pages < kPagesLookedAtMax; ++pages) {
        auto page = TRY(log.read(asked.shop, out.next, app::kPageMax));
        for (app::SecurityEntry& entry : page.entries) {
            if (!asked.fits(entry.event)) continue;
            out.entries.push_back(std::move(entry));
            out.next = out.entries.back().number;
            if (out.entries.size() == limit) return out;
        }
        out.next = page.next;
        if (page.next == 0) break;
    }
    return out;
}

http::Response page(const Services& services, const http::Request& request, const Asked& asked) {
    const auto limit = limit_of(request);
    if (!limit) return limit.error();
    const auto read = api::read(services.security, asked, *limit);
    if (!read) return from_error(read.error());
    Names names{services, asked};
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.key("entries");
    out.begin_array();
    for (const app::SecurityEntry& entry : read->entries)
        write_security_entry(out, entry, asked.shop, names.of(entry.event.account),
                             names.about(entry.event.about));
    out.end_array();
    out.key("next");
    out.text_or_null(read->next > 0 ? std::to_string(read->next) : "");
    out.end_object();
    return json(200, std::move(text));
}

// One line an entry, newest first: all there are, a page at a time.
class Lines {
public:
    Lines(app::SecurityLog& log, Asked asked)
        : log_(log), asked_(std::move(asked)), before_(asked_.before) {}

    // Empty: that was all. Reading takes as long as the reader likes, and the right may end before.
    Result<std::string> next() {
        std::string text;
        while (text.empty() && !is_over_) {
            if (!asked_.still_may())
                return fail(ErrorCode::Invalid, "the reader of the security log may no longer");
            const auto page = TRY(log_.read(asked_.shop, before_, app::kPageMax));
            for (const app::SecurityEntry& entry : page.entries)
                if (asked_.fits(entry.event)) text += security_line(entry, asked_.shop);
            before_ = page.next;
            is_over_ = page.next == 0;
        }
        return text;
    }

private:
    app::SecurityLog& log_;
    Asked asked_;
    std::int64_t before_ = 0;
    bool is_over_ = false;
};

http::Response lines(const Services& services, const http::Request& request, const Asked& asked) {
    const auto all = std::make_shared<Lines>(services.security, asked);
    // What stands against reading is said with the answer.
    auto first = all->next();
    if (!first) return from_error(first.error());
    request.asker.detail = kLines;
    http::Response response;
    http::add_field(response.fields, "Content-Type", "application/x-ndjson; charset=utf-8");
    http::add_field(response.fields, "Cache-Control", "no-store");
    response.body = std::make_shared<http::Pieces>(
        [all, waiting = std::optional{*std::move(first)}]() mutable -> Result<std::string> {
            if (!waiting) return all->next();
            return *std::exchange(waiting, std::nullopt);
        });
    http::add_field(response.fields, "Content-Disposition",
                    "attachment; filename=\"security.ndjson\"");
    return response;
}

bool is_act(std::string_view what) {
    for (std::string_view rest = kSecurityActs; !rest.empty();) {
        const std::string_view one = rest.substr(0, rest.find(' '));
        if (one == what) return true;
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    }
    return false;
}

// Which of all entries; or the answer that something of it is nothing one can ask for.
std::optional<http::Response> take_wishes(const http::Request& request, Asked& asked) {
    asked.what = text_of(request, "what");
    if (asked.what && !is_act(*asked.what))
        return from_fault({.field = "what", .expected = say("ask.act")});
    const auto outcome = text_of(request, "outcome");
    if (outcome && *outcome != "allowed" && *outcome != "refused")
        return from_fault({.field = "outcome", .expected = say("ask.log_result")});
    if (outcome) asked.is_allowed = *outcome == "allowed";
    asked.account = text_of(request, "account");
    return std::nullopt;
}

http::Response answer(const Services& services, const http::Request& request, Asked asked) {
    const auto before = number_cursor_of(request);
    if (!before) return before.error();
    asked.before = before->value_or(0);
    const auto form = text_of(request, "form");
    if (form && *form != kLines) return from_fault({.field = "form", .expected = say("ask.lines")});
    if (auto fault = take_wishes(request, asked)) return *std::move(fault);
    // Who looks at the log sees it as it is now.
    if (const auto done = services.security.flush(); !done) return from_error(done.error());
    return form ? lines(services, request, asked) : page(services, request, asked);
}

http::Response of_shop(const Services& services, http::Request& request, const Member& member) {
    return answer(services, request,
                  {.shop = member.shop,
                   .before = 0,
                   .shows_customers = accounts::may(member.membership, Permission::ReadPersonal),
                   .still_may = still_may(services, member, Permission::VerifyAudit)});
}

http::Response of_server(const Services& services, http::Request& request, const Visitor& visitor) {
    return answer(services, request,
                  {.shop = {},
                   .before = 0,
                   .shows_customers = true,
                   .still_may = still_operates(services, visitor)});
}

}  // namespace

void add_security_routes(http::Router& router, const Services& services) {
    using http::Method;
    router.add(Method::Get, "/api/v1/shops/{shop}/security",
               for_members(services, Permission::VerifyAudit, of_shop));
    router.add(Method::Get, "/api/v1/security", for_operators(services, of_server));
}

}  // namespace pingli::api
