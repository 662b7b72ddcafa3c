// Files of exhibits: streamed to disk on the way in, under their hash; on the way out only to those
// who may see the case, and never as something that a browser runs.

#include <algorithm>
#include <memory>

#include "api/answers.hpp"
#include "api/case_access.hpp"
#include "api/case_answers.hpp"
#include "api/limits.hpp"
#include "api/routes.hpp"
#include "api/scanned.hpp"
#include "api/shared_budget.hpp"
#include "cases/limits.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

constexpr std::string_view kStill = "default-src 'none'; sandbox";

std::string file_json(const cases::FileRef& file) {
    std::string text;
    codec::JsonWriter out{text};
    out.begin_object();
    out.key("sha256");
    out.text(file.sha256);
    out.key("bytes");
    out.whole(file.bytes);
    out.key("mime");
    out.text(file.mime);
    out.key("name");
    out.text(file.name);
    out.end_object();
    return text;
}

bool is_claimant_only(const Member& member) {
    return std::ranges::all_of(member.membership.roles, [](accounts::Role role) {
        return role == accounts::Role::Claimant;
    });
}

// With 0 bytes: before a file comes.
SharedBudget::Use upload_of(const Member& member, std::uint64_t bytes) {
    return {.person = member.visitor.user(),
            .shop = member.shop,
            .amount = std::max<std::uint64_t>(bytes, 1),
            .person_max =
                is_claimant_only(member) ? kUploadBytesOfClaimantMax : kUploadBytesOfPersonMax,
            .shop_max = kUploadBytesOfShopMax};
}

SharedBudget::Use one_upload_of(const Member& member) {
    return {.person = member.visitor.user(),
            .shop = member.shop,
            .amount = 1,
            .person_max = is_claimant_only(member) ? kUploadsOfClaimantMax : kUploadsOfPersonMax,
            .shop_max = kUploadsOfShopMax};
}

struct UploadBudgets {
    SharedBudget bytes{kUploadsCountedFor, kEnoughUploads};
    SharedBudget files{kUploadsCountedFor, kEnoughUploads};
};

http::Response upload(const Services& services, http::Request& request, const Member& member,
                      SharedBudget& budget) {
    if (!request.file) return from_fault({.expected = say("field.file")});
    const http::UploadedFile& file = *request.file;
    // What is kept can be handed in: the same bound as a command's.
    if (!cases::is_within(file.name, cases::kFileName))
        return from_fault({.field = "file.name", .expected = say("field.text_max", 255)});
    if (auto enough = budget.spend(upload_of(member, file.bytes), services.now()))
        return std::move(*enough);
    if (auto refused = refused_by_scanner(services, file)) return std::move(*refused);
    const auto kept = services.files.keep(member.shop, member.visitor.user(),
                                          {.path = file.file.path().string(),
                                           .sha256 = file.sha256,
                                           .bytes = static_cast<std::int64_t>(file.bytes),
                                           .name = file.name},
                                          services.now());
    if (!kept) return from_error(kept.error());
    return json(201, file_json(*kept));
}

// What a file is called when it is saved: ASCII for old readers, UTF-8 for all others (RFC 6266).
std::string disposition(const std::string& name) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : name.empty() ? std::string{"exhibit"} : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                              (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
        if (is_plain) {
            encoded += c;
        } else {
            encoded += '%';
            encoded += kHex[byte >> 4U];
            encoded += kHex[byte & 15U];
        }
    }
    return "attachment; filename=\"exhibit\"; filename*=UTF-8''" + encoded;
}

// A file is given out as it was handed in, or not at all: nothing in it can be masked.
bool holds_masked(const http::FileBody& file, const cases::Veil& veil) {
    constexpr std::size_t kPiece = std::size_t{1} << 20U;
    if (!veil.hides_anything()) return false;
    std::string bytes(kPiece + veil.word_bytes_max(), '\0');
    for (std::uint64_t at = 0; at < file.size(); at += kPiece) {
        const std::size_t read = file.read(at, bytes.data(), bytes.size());
        if (veil.is_needed_over(std::string_view{bytes}.substr(0, read))) return true;
    }
    return false;
}

http::Response download(const Services& services, http::Request& request, const Member& member) {
    const auto loaded = case_of(services, request, member);
    if (!loaded) return loaded.error();
    if (!may_read_words(member, (*loaded)->state)) return forbidden();
    const cases::Exhibit* exhibit = (*loaded)->state.exhibit(
        cases::ExhibitId{std::string{http::path_value(request, "exhibit")}});
    if (exhibit == nullptr || !exhibit->data.file) return not_found();
    const auto path = file_of(services, member.shop, *exhibit);
    if (!path) return path.error();
    auto file = http::FileBody::open(*path);
    if (!file) return from_error(file.error());
    if (holds_masked(*file, cases::Veil{(*loaded)->state, sight_of(member)}))
        return conflict(say("conflict.masked"));
    auto response = http::file_answer(request, std::move(*file), exhibit->data.file->mime);
    response.fields.push_back(
        {.name = "Content-Disposition", .value = disposition(exhibit->data.file->name)});
    response.fields.push_back({.name = "Content-Security-Policy", .value = std::string{kStill}});
    response.fields.push_back({.name = "Cache-Control", .value = "private, no-store"});
    return response;
}

// Before the first byte of a body: nobody fills the disk without a log-in.
std::optional<http::Response> may_upload(const Services& services, const http::Request& request,
                                         UploadBudgets& budgets) {
    auto member = member_of(services, request);
    if (!member) return std::move(member.error());
    if (!accounts::may(member->membership, accounts::Permission::SendCommands)) return forbidden();
    if (auto enough = budgets.bytes.spend(upload_of(*member, 0), services.now())) return enough;
    return budgets.files.spend(one_upload_of(*member), services.now());
}

}  // namespace

std::optional<cases::FileRef> uploaded_file(const Services& services, const Member& member,
                                            const cases::Case& c, const std::string& sha256) {
    const bool is_held = std::ranges::any_of(c.exhibits, [&](const cases::Exhibit& exhibit) {
        return exhibit.data.file && exhibit.data.file->sha256 == sha256;
    });
    const bool is_theirs =
        accounts::may(member.membership, accounts::Permission::ReadCases) || is_held ||
        services.files.is_by(member.shop, member.visitor.user(), sha256, services.now());
    if (!is_theirs) return std::nullopt;
    auto file = services.files.find(member.shop, sha256, services.now());
    return file ? std::optional{std::move(*file)} : std::nullopt;
}

void add_file_routes(http::Router& router, const Services& services) {
    const std::string shop = "/api/v1/shops/{shop}";
    const auto budgets = std::make_shared<UploadBudgets>();
    router.add(
        http::Method::Post, shop + "/files",
        for_members(services, accounts::Permission::SendCommands,
                    [budgets](const Services& all, http::Request& request, const Member& member) {
                        return upload(all, request, member, budgets->bytes);
                    }),
        {.takes_upload = true, .gate = [&services, budgets](const http::Request& request) {
             return may_upload(services, request, *budgets);
         }});
    router.add(http::Method::Get, shop + "/cases/{case}/exhibits/{exhibit}/file",
               for_members(services, std::nullopt, download));
}

}  // namespace pingli::api
