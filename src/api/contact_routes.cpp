// The register of the numbers that a shop owns, and what register, carrier's list and contact log
// say of the contacts that a claimant alleges (H12).

#include "api/answers.hpp"
#include "api/case_access.hpp"
#include "api/case_answers.hpp"
#include "api/routes.hpp"
#include "codec/contacts_json.hpp"

namespace pingli::api {

namespace {

using accounts::Permission;

http::Response show_register(const Services& services, http::Request&, const Member& member) {
    const auto shop = services.shops.find(member.shop, services.now());
    return shop ? json(200, codec::register_json(shop->numbers)) : from_error(shop.error());
}

http::Response put_register(const Services& services, http::Request& request,
                            const Member& member) {
    auto numbers = codec::parse_register(request.body);
    if (!numbers) return from_faults(numbers.error());
    const auto done = services.shops.set_numbers(member.shop, *numbers, services.now());
    if (!done && done.error().code == ErrorCode::Invalid)
        return from_fault({.field = done.error().context, .expected = say("ask.own_number")});
    return done ? show_register(services, request, member) : from_error(done.error());
}

struct Table {  // an exhibit of the case that is to be read
    const Services& services;
    const Member& member;
    const cases::Case& c;

    // `how` reads the lines of the file at a path.
    template <class How>
    [[nodiscard]] auto read(std::string_view field, const codec::AskedPaper& paper, How how) const
        -> std::expected<typename std::invoke_result_t<How, const std::string&>::value_type,
                         http::Response> {
        const cases::Exhibit* exhibit = c.exhibit(cases::ExhibitId{paper.exhibit});
        const auto no_table = [&] {
            return std::unexpected(from_fault({.field = std::string{field} + ".exhibit",
                                               .expected = say("field.table_exhibit")}));
        };
        if (exhibit == nullptr || !exhibit->data.file) return no_table();
        const auto path = file_of(services, member.shop, *exhibit);
        if (!path) return std::unexpected(path.error());
        auto lines = how(*path);
        if (!lines && lines.error().code == ErrorCode::Invalid) return no_table();
        if (!lines) return std::unexpected(from_error(lines.error()));
        return std::move(*lines);
    }
};

std::vector<std::string> numbers_of(std::span<const contacts::OwnNumber> owned) {
    std::vector<std::string> out;
    out.reserve(owned.size());
    for (const contacts::OwnNumber& one : owned) out.push_back(one.number);
    return out;
}

http::Response reconcile(const Services& services, http::Request& request, const Member& member) {
    const auto loaded = seen_case_of(services, request, member);
    if (!loaded) return loaded.error();
    auto asked = codec::parse_reconciliation(request.body);
    if (!asked) return from_faults(asked.error());
    const Instant now = services.now();
    const auto shop = services.shops.find(member.shop, now);
    if (!shop) return from_error(shop.error());
    const auto numbers = services.shops.owned_numbers(member.shop, now);
    if (!numbers) return from_error(numbers.error());
    contacts::Papers papers{.numbers = *numbers,
                            .person_number = std::move(asked->person_number),
                            .list = {},
                            .log = {}};
    codec::Unreadable unreadable;
    const Table table{.services = services, .member = member, .c = (*loaded)->state};
    if (auto& paper = asked->carrier_list) {
        const std::vector<std::string> own =
            paper->numbers.empty() ? numbers_of(*numbers) : paper->numbers;
        auto read = table.read("carrier_list", *paper, [&](const std::string& path) {
            return services.papers.carrier_list(path, shop->zone, own);
        });
        if (!read) return std::move(read.error());
        unreadable.carrier_list = read->unreadable;
        papers.list = {.calls = std::move(read->lines),
                       .numbers = std::move(paper->numbers),
                       .covers = paper->covers,
                       .unreadable = read->unreadable};
    }
    if (const auto& paper = asked->contact_log) {
        auto read = table.read("contact_log", *paper, [&](const std::string& path) {
            return services.papers.contact_log(path, shop->zone);
        });
        if (!read) return std::move(read.error());
        unreadable.contact_log = read->unreadable;
        papers.log = {.entries = std::move(read->lines),
                      .covers = paper->covers,
                      .unreadable = read->unreadable};
    }
    return json(
        200, codec::reconciliation_json(contacts::reconcile(papers, asked->alleged), unreadable));
}

}  // namespace

void add_contact_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string shop = "/api/v1/shops/{shop}";
    router.add(Method::Get, shop + "/register",
               for_members(services, Permission::ReadPersonal, show_register));
    router.add(Method::Put, shop + "/register",
               for_members(services, Permission::Import, put_register));
    router.add(Method::Post, shop + "/cases/{case}/reconciliation",
               for_members(services, Permission::ReadPersonal, reconcile));
}

}  // namespace pingli::api
