#include "store/queue_statements.hpp"

namespace pingli::store {

namespace {

ListOrder order_of(app::QueueOrder order) {
    switch (order) {
        case app::QueueOrder::Due:
            break;
        case app::QueueOrder::Updated:
            return {.letter = 'u', .column = "updated_at", .rises = false};
        case app::QueueOrder::Newest:
            return {.letter = 'n', .column = CaseTable::kPlace, .rises = false};
    }
    return {.letter = 'd', .column = "next_due_at", .rises = true};
}

}  // namespace

Filters filters_of(const app::QueueQuery& query) {
    using Is = Filter::Is;
    return Filters{}
        .equal("kind", query.kind)
        .equal("phase", query.phase)
        .equal("outcome", query.outcome)
        .equal("assigned", query.assigned)
        .instant("next_due_at", Is::AtMost, query.due_to)
        .instant("updated_at", Is::AtLeast, query.updated_from)
        .instant("opened_at", Is::AtLeast, query.opened_from);
}

Result<Listing> listing_of(const app::QueueQuery& query) {
    return listing(query.shop.value(), filters_of(query), order_of(query.order), query.cursor,
                   query.limit);
}

// A page of a search ends at a place in the order of cases.
Result<Listing> listing_of(const app::SearchQuery& query) {
    return listing(query.shop.value(), {},
                   {.letter = 's', .column = CaseTable::kPlace, .rises = false}, query.cursor,
                   query.limit);
}

Filters key_of(const CaseId& case_id) {
    return Filters{}.equal("case_id", std::string_view{case_id.value()});
}

Filters key_of(const UserId& user, const std::string& request_key) {
    return Filters{}
        .equal("user_id", std::string_view{user.value()})
        .equal("key", std::string_view{request_key});
}

Filters number_is(const std::pair<int, std::int64_t>& number) {
    return Filters{}.equal("year", std::int64_t{number.first}).equal("number", number.second);
}

app::Page page_of(Listed<CaseLine> listed) {
    app::Page page{.entries = {}, .next = std::move(listed.next)};
    for (CaseLine& line : listed.rows) page.entries.push_back(entry_of(std::move(line)));
    return page;
}

std::vector<app::PhaseCount> phases_of(const std::vector<Counted>& counted) {
    std::vector<app::PhaseCount> phases;
    for (const Counted& one : counted) phases.push_back({.phase = one.text(0), .count = one.count});
    return phases;
}

Filters year_is(int year) {
    return Filters{}.equal("year", std::int64_t{year});
}

std::vector<app::LedgerLine> lines_of(std::vector<LedgerStored> stored) {
    std::vector<app::LedgerLine> lines;
    for (LedgerStored& one : stored) lines.push_back(line_of(std::move(one)));
    return lines;
}

}  // namespace pingli::store
