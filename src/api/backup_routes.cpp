// Backups over HTTP, for the operator of the server: a backup holds every shop.

#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/routes.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

using codec::JsonWriter;

void write_backup(JsonWriter& out, const Backup& backup) {
    out.begin_object();
    out.field("id", backup.id);
    out.field("state", to_name(backup.state));
    if (!backup.step.empty()) out.field("step", backup.step);
    out.field("started_at", backup.started_at);
    if (backup.ended_at) out.field("ended_at", *backup.ended_at);
    out.field("bytes", static_cast<std::int64_t>(backup.bytes));
    out.field("shops", backup.shops);
    out.field("files", backup.files);
    out.end_object();
}

http::Response make(const Services& services, http::Request& request, const Visitor&) {
    const auto backup = services.office.back_up();
    if (!backup && backup.error().code == ErrorCode::VersionConflict)
        return conflict(say("conflict.backup"));
    if (!backup && backup.error().code == ErrorCode::Invalid)
        return conflict(say("conflict.postgres"));
    if (!backup) return from_error(backup.error());
    request.asker.detail = backup->id;
    std::string text;
    JsonWriter out{text};
    write_backup(out, *backup);
    return json(202, std::move(text));
}

http::Response list(const Services& services, http::Request&, const Visitor&) {
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.key("backups");
    out.begin_array();
    for (const Backup& backup : services.office.backups()) write_backup(out, backup);
    out.end_array();
    out.field("kept_max", static_cast<std::int64_t>(kBackupsKept));
    out.end_object();
    return json(200, std::move(text));
}

http::Response download(const Services& services, http::Request& request, const Visitor& visitor) {
    const std::string id{http::path_value(request, "backup")};
    auto file = services.office.backup_file(id);
    if (!file) return from_error(file.error());
    auto response = http::file_answer(request, file->as_long_as(still_operates(services, visitor)),
                                      "application/x-tar");
    http::add_field(response.fields, "Content-Disposition",
                    "attachment; filename=\"pingli-" + id + ".tar\"");
    http::add_field(response.fields, "Cache-Control", "no-store");
    return response;
}

http::Response remove(const Services& services, http::Request& request, const Visitor&) {
    const auto done =
        services.office.remove_backup(std::string{http::path_value(request, "backup")});
    return done ? http::no_content() : from_error(done.error());
}

}  // namespace

void add_backup_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string all = "/api/v1/backups";
    const auto add = [&](Method method, const std::string& path, VisitorRoute route) {
        router.add(method, path, for_operators(services, std::move(route)));
    };
    add(Method::Post, all, make);
    add(Method::Get, all, list);
    add(Method::Get, all + "/{backup}/file", download);
    add(Method::Delete, all + "/{backup}", remove);
}

}  // namespace pingli::api
