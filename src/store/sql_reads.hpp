// What a database of either dialect answers from its declared tables in the same way. `Self` has
//
//   page<T>(listing), rows_that_fit<T>(scope, filters, order)
//   count(table, scope, filters, by)

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "store/queue_statements.hpp"
#include "store/shelf_statements.hpp"

namespace pingli::store {

template <class Self>
class SqlReads : public app::Store {
public:
    Result<std::vector<app::StoredEvent>> read_case(const ShopId& shop,
                                                    const CaseId& case_id) override {
        auto events = TRY(rows<EventTable>(shop, key_of(case_id), "version"));
        if (events.empty()) return fail(ErrorCode::NotFound, "read_case: no such case");
        return events;
    }
    Result<std::optional<app::KeptAnswer>> kept_answer(const app::RequestKey& request,
                                                       Instant now) override {
        auto found = TRY(rows<AnswerTable>(request.shop, key_of(request.user, request.key)));
        if (found.empty()) return std::nullopt;
        return answer_in(kept_of(std::move(found.front())), request.route, request.body_hash, now);
    }
    Result<app::Page> queue(const app::QueueQuery& query) override {
        const Listing asked = TRY(listing_of(query));
        return page_of(TRY(self().template page<CaseTable>(asked)));
    }
    Result<std::int64_t> count_cases(const app::QueueQuery& query) override {
        const auto counted =
            TRY(self().count(table<CaseTable>(), query.shop.value(), filters_of(query), {}));
        return counted.empty() ? 0 : counted.front().count;
    }
    Result<std::vector<app::PhaseCount>> count_phases(const ShopId& shop) override {
        return phases_of(TRY(self().count(table<CaseTable>(), shop.value(), {}, kByPhase)));
    }
    Result<app::CaseEntry> find(const ShopId& shop, const CaseId& case_id) override {
        auto found = TRY(rows<CaseTable>(shop, key_of(case_id)));
        if (found.empty()) return fail(ErrorCode::NotFound, "find: no such case");
        return entry_of(std::move(found.front()));
    }
    Result<app::CaseEntry> find_number(const ShopId& shop, const std::string& number) override {
        const auto parts = parse_number(number);
        if (!parts) return fail(ErrorCode::NotFound, "find_number: not a number of a case");
        auto found = TRY(rows<CaseTable>(shop, number_is(*parts)));
        if (found.empty()) return fail(ErrorCode::NotFound, "find_number: no such case");
        return entry_of(std::move(found.front()));
    }
    Result<std::vector<app::LedgerLine>> ledger(const ShopId& shop, int year) override {
        return lines_of(TRY(rows<LedgerTable>(shop, year_is(year), kLedgerOrder)));
    }
    Result<app::ShelfPage> reviews(const app::ShelfQuery& query) override {
        const Listing asked = TRY(listing_of(query));
        return page_of(TRY(self().template page<ShelfTable>(asked)));
    }
    Result<app::ShelfEntry> review(const ShopId& shop, const app::ReviewKey& key) override {
        auto found = TRY(rows<ShelfTable>(shop, key_of(key)));
        if (found.empty()) return fail(ErrorCode::NotFound, "review: no such finding");
        return std::move(found.front());
    }
    Result<std::vector<app::ShelfCount>> count_reviews(const app::ShelfQuery& query) override {
        const Filters filters = filters_of(query).without(kShelfFacets);
        return shelf_counts(
            TRY(self().count(table<ShelfTable>(), query.shop.value(), filters, kShelfFacets)));
    }

private:
    Self& self() { return static_cast<Self&>(*this); }
    template <class T>
    Result<std::vector<typename T::Row>> rows(const ShopId& shop, const Filters& filters,
                                              std::string_view order = {}) {
        return self().template rows_that_fit<T>(shop.value(), filters, order);
    }
};

}  // namespace pingli::store
