#include "api/own_cases.hpp"

#include <algorithm>

namespace pingli::api {

namespace {

const std::string kKind = "own_case";

// The ids of cases grow with time, and so do the keys of one customer.
std::string prefix_of(const ShopId& shop, const UserId& user) {
    return shop.value() + '/' + user.value() + '/';
}

bool fits(const std::optional<std::string>& wanted, const std::string& is) {
    return !wanted || *wanted == is;
}

bool fits(const app::QueueQuery& query, const app::QueueRow& row) {
    return fits(query.kind, row.kind) && fits(query.phase, row.phase) &&
           fits(query.outcome, row.outcome) &&
           (!query.due_to || (row.next_due_at && *row.next_due_at <= *query.due_to)) &&
           (!query.updated_from || row.updated_at >= *query.updated_from) &&
           (!query.opened_from || row.opened_at >= *query.opened_from);
}

Result<std::vector<CaseId>> noted(app::Records& records, const std::string& prefix) {
    std::vector<CaseId> out;
    std::string after;
    while (true) {
        const auto page = TRY(records.list(kKind, prefix, after, kPageMax));
        for (const app::Record& one : page) out.emplace_back(one.key.substr(prefix.size()));
        if (page.size() < kPageMax) break;
        after = page.back().key;
    }
    std::ranges::reverse(out);
    if (out.size() > kOwnCasesMax) out.resize(kOwnCasesMax);
    return out;
}

}  // namespace

Result<void> note_own_case(const Services& services, const ShopId& shop, const UserId& user,
                           const CaseId& case_id) {
    return services.store.put(
        kKind, {.key = prefix_of(shop, user) + case_id.value(), .bytes = "{}", .expires_at = {}},
        app::Put::Always);
}

Result<app::Page> own_cases(const Services& services, const UserId& user,
                            const app::QueueQuery& query) {
    app::Page page;
    for (const CaseId& id : TRY(noted(services.store, prefix_of(query.shop, user)))) {
        auto entry = services.store.find(query.shop, id);
        if (!entry && entry.error().code == ErrorCode::NotFound) continue;
        if (!entry) return std::unexpected(std::move(entry.error()));
        if (fits(query, entry->row)) page.entries.push_back(std::move(*entry));
    }
    return page;
}

}  // namespace pingli::api
