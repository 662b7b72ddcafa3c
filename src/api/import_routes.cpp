// Imports: a shop's files uploaded, looked at, read and judged (reviews/imports.hpp).

#include <algorithm>
#include <map>
#include <memory>

#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/limits.hpp"
#include "api/once.hpp"
#include "api/query.hpp"
#include "api/review_json.hpp"
#include "api/routes.hpp"
#include "api/scanned.hpp"
#include "api/shared_budget.hpp"
#include "base/time.hpp"

namespace pingli::api {

namespace {

using accounts::Permission;

constexpr std::size_t kChosenColumnsMax = 512;

std::string import_id(const http::Request& request) {
    return std::string{http::path_value(request, "import")};
}

// Each asked for once.
NameOf names_of(const Services& services) {
    return [&services, known = std::map<UserId, std::string>{}](const UserId& user) mutable {
        const auto [at, is_new] = known.try_emplace(user);
        if (is_new)
            if (const auto account = services.accounts.account(user, services.now()))
                at->second = account->name;
        return at->second;
    };
}

// With what stands in its files.
http::Response shown(const Services& services, int status, const reviews::ImportRecord& record) {
    const auto files = services.imports.files(record.shop, record.id);
    if (!files) return from_error(files.error());
    std::vector<ShownFile> with_previews;
    std::size_t room = reviews::kPreviewsBytesMax;
    for (const reviews::ImportedFile& file : *files) {
        with_previews.push_back(
            {.file = file, .preview = services.imports.preview(record, file.name, room)});
    }
    return json(status, import_json(record, with_previews, names_of(services)));
}

http::Response answer(const Services& services, int status,
                      const Result<reviews::ImportRecord>& record) {
    return record ? shown(services, status, *record) : from_told(record.error());
}

http::Response shown_file(const Services& services, int status, const reviews::ImportRecord& record,
                          const std::string& name) {
    const auto files = services.imports.files(record.shop, record.id);
    if (!files) return from_error(files.error());
    for (const reviews::ImportedFile& file : *files) {
        if (file.name != name) continue;
        std::size_t room = reviews::kPreviewsBytesMax;
        return json(status,
                    import_file_json(
                        {.file = file, .preview = services.imports.preview(record, name, room)}));
    }
    return not_found();
}

http::Response list(const Services& services, http::Request&, const Member& member) {
    const auto records = services.imports.list(member.shop);
    return records ? json(200, imports_json(*records, names_of(services)))
                   : from_error(records.error());
}

http::Response make(const Services& services, http::Request&, const Member& member) {
    return answer(services, 201,
                  services.imports.make(member.shop, member.visitor.user(), services.new_id()));
}

http::Response show(const Services& services, http::Request& request, const Member& member) {
    return answer(services, 200, services.imports.find(member.shop, import_id(request)));
}

http::Response remove(const Services& services, http::Request& request, const Member& member) {
    const auto done = services.imports.remove(member.shop, import_id(request));
    return done ? http::no_content() : from_told(done.error());
}

std::expected<std::string, http::Response> file_name(const http::Request& request) {
    auto name = text_of(request, "name").value_or("");
    if (auto fault = reviews::shop_name_fault(name); !fault.empty())
        return std::unexpected(from_fault({.field = "name", .expected = std::move(fault)}));
    return name;
}

// With 0 bytes: before a file comes.
SharedBudget::Use upload_of(const Member& member, std::uint64_t bytes) {
    return {.person = member.visitor.user(),
            .shop = member.shop,
            .amount = std::max<std::uint64_t>(bytes, 1),
            .person_max = kImportBytesOfPersonMax,
            .shop_max = kImportBytesOfShopMax};
}

http::Response add_file(const Services& services, http::Request& request, const Member& member,
                        SharedBudget& budget) {
    if (!request.file) return from_fault({.expected = say("field.file")});
    const auto name = file_name(request);
    if (!name) return name.error();
    if (auto enough = budget.spend(upload_of(member, request.file->bytes), services.now()))
        return std::move(*enough);
    if (auto refused = refused_by_scanner(services, *request.file)) return std::move(*refused);
    const auto taken = services.imports.add_file(member.shop, import_id(request), *name,
                                                 request.file->file.path());
    if (!taken) return from_told(taken.error());
    const auto record = services.imports.find(member.shop, import_id(request));
    if (!record) return from_error(record.error());
    return shown_file(services, 201, *record, *name);
}

http::Response remove_file(const Services& services, http::Request& request, const Member& member) {
    const auto name = file_name(request);
    if (!name) return name.error();
    const auto done = services.imports.remove_file(member.shop, import_id(request), *name);
    return done ? http::no_content() : from_told(done.error());
}

bool is_known(intake::FileKind kind, const std::string& column) {
    for (const intake::KnownColumn& known : intake::known_columns(kind))
        if (known.name == column) return true;
    return column.empty();
}

http::Response match_columns(const Services& services, http::Request& request,
                             const Member& member) {
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const std::string file = body->needed_text("file");
    const auto kind_name = body->text("kind");
    auto columns = body->texts_by_name("columns");
    if (const auto fault = body->fault()) return from_fault(*fault);
    const auto record = services.imports.find(member.shop, import_id(request));
    if (!record) return from_error(record.error());
    intake::FileChoice choice;
    if (kind_name) {
        choice.kind = intake::parse_file_kind(*kind_name);
        if (!choice.kind) return from_fault({.field = "kind", .expected = say("ask.file_kind")});
    }
    std::size_t room = reviews::kPreviewsBytesMax;
    const auto kind =
        choice.kind ? choice.kind : services.imports.preview(*record, file, room).kind;
    if (!columns || columns->size() > kChosenColumnsMax)
        return from_fault({.field = "columns", .expected = say("ask.columns")});
    for (auto& [header, column] : *columns) {
        if (!kind || !is_known(*kind, column))
            return from_fault({.field = "columns", .expected = say("ask.column")});
        choice.columns.emplace(header, std::move(column));
    }
    const auto chosen = services.imports.choose(member.shop, import_id(request), file, choice);
    return chosen ? shown_file(services, 200, *chosen, file) : from_told(chosen.error());
}

http::Response run(const Services& services, http::Request& request, const Member& member) {
    auto body = codec::JsonBody::parse(request.body.empty() ? "{}" : request.body);
    if (!body) return from_fault(body.error());
    const auto as_of = body->text("as_of");
    if (const auto fault = body->fault()) return from_fault(*fault);
    std::optional<Instant> at;
    if (as_of) {
        const auto written = parse_time(*as_of);
        if (!written || !written->offset)
            return from_fault({.field = "as_of", .expected = say("field.time_such")});
        at = Instant{written->local.time_since_epoch() - *written->offset};
    }
    return answer(services, 202,
                  services.imports.run(member.shop, member.visitor.user(), import_id(request), at));
}

http::Response stop(const Services& services, http::Request& request, const Member& member) {
    return answer(services, 200, services.imports.stop(member.shop, import_id(request)));
}

http::Response problems(const Services& services, http::Request& request, const Member& member) {
    const auto limit = limit_of(request);
    if (!limit) return limit.error();
    const std::string cursor = text_of(request, "cursor").value_or("0");
    constexpr std::size_t kDigitsMax = 15;
    if (cursor.size() > kDigitsMax || cursor.find_first_not_of("0123456789") != std::string::npos)
        return from_error({.code = ErrorCode::Invalid, .context = {}});
    const auto record = services.imports.find(member.shop, import_id(request));
    if (!record) return from_error(record.error());
    const auto page =
        services.imports.problems(member.shop, record->id, std::stoull(cursor), *limit);
    return page ? json(200, import_problems_json(*record, *page)) : from_error(page.error());
}

// Before the first byte of a body: nobody fills the disk who may not import.
std::optional<http::Response> may_upload(const Services& services, const http::Request& request,
                                         SharedBudget& budget) {
    auto member = member_of(services, request);
    if (!member) return std::move(member.error());
    if (!accounts::may(member->membership, Permission::Import)) return forbidden();
    if (const auto name = file_name(request); !name) return name.error();
    const auto record = services.imports.find(member->shop, import_id(request));
    if (!record) return from_error(record.error());
    if (reviews::is_at_work(record->state)) return conflict(say("import.at_work"));
    return budget.spend(upload_of(*member, 0), services.now());
}

}  // namespace

void add_import_routes(http::Router& router, const Services& services) {
    using enum http::Method;
    const std::string shop = "/api/v1/shops/{shop}";
    const std::string one = shop + "/imports/{import}";
    const auto add = [&](http::Method method, const std::string& path, MemberRoute route,
                         http::RouteOptions options = {}) {
        router.add(method, path, for_members(services, Permission::Import, std::move(route)),
                   std::move(options));
    };
    add(Get, shop + "/imports", list);
    add(Post, shop + "/imports", once(make));
    add(Get, one, show);
    add(Delete, one, remove);
    const auto budget = std::make_shared<SharedBudget>(kUploadsCountedFor, kEnoughUploads);
    add(Post, one + "/files",
        [budget](const Services& all, http::Request& request, const Member& member) {
            return add_file(all, request, member, *budget);
        },
        {.takes_upload = true, .gate = [&services, budget](const http::Request& request) {
             return may_upload(services, request, *budget);
         }});
    add(Delete, one + "/files", remove_file);
    add(Put, one + "/columns", match_columns);
    add(Post, one + "/run", run);
    add(Post, one + "/stop", stop);
    add(Get, one + "/problems", problems);
}

}  // namespace pingli::api
