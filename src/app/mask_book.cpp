#include "app/mask_book.hpp"

#include <utility>

namespace pingli::app {

namespace {

constexpr std::size_t kPage = 200;
constexpr std::string_view kReport = "review_report";
// Only what was upheld has masks (cases/masking.cpp).
constexpr std::string_view kUpheld = "upheld";

}  // namespace

void MaskBook::changed(const Published& change) {
    const std::lock_guard lock(mutex_);
    if (shops_.contains(change.shop)) changed_[change.shop].insert(change.case_id);
}

Result<std::vector<cases::Veil>> MaskBook::veils_of(const ShopId& shop,
                                                    const std::string& review_id,
                                                    const std::string& order) {
    std::shared_ptr<Shop> known;
    {
        const std::lock_guard lock(mutex_);
        auto& place = shops_[shop];
        if (!place) place = std::make_shared<Shop>();
        known = place;
    }
    const std::lock_guard lock(known->mutex);
    std::set<CaseId> changed;
    {
        const std::lock_guard all(mutex_);
        changed = std::exchange(changed_[shop], {});
    }
    if (!known->is_made) TRY(make(shop, *known));
    for (const CaseId& case_id : changed) {
        auto looked = look_at(shop, *known, case_id);
        if (looked) continue;
        known->is_made = false;  // all is looked at again
        return std::unexpected(std::move(looked.error()));
    }
    std::vector<cases::Veil> out;
    for (const auto& [case_id, names] : known->cases)
        if (names.contains(review_id) || names.contains(order))
            out.emplace_back(TRY(desk_.load(shop, case_id))->state);
    return out;
}

Result<void> MaskBook::make(const ShopId& id, Shop& shop) {
    shop.cases.clear();
    QueueQuery query{.shop = id,
                     .kind = std::string{kReport},
                     .phase = {},
                     .outcome = std::string{kUpheld},
                     .assigned = {},
                     .due_to = {},
                     .updated_from = {},
                     .opened_from = {},
                     .order = QueueOrder::Newest,
                     .cursor = {},
                     .limit = kPage};
    do {
        const auto page = TRY(store_.queue(query));
        for (const CaseEntry& entry : page.entries) TRY(look_at(id, shop, entry.case_id));
        query.cursor = page.next;
    } while (!query.cursor.empty());
    shop.is_made = true;
    return {};
}

Result<void> MaskBook::look_at(const ShopId& id, Shop& shop, const CaseId& case_id) {
    const CasePtr loaded = TRY(desk_.load(id, case_id));
    const cases::Case& c = loaded->state;
    if (!cases::Veil{c}.hides_anything()) {
        shop.cases.erase(case_id);
        return {};
    }
    std::set<std::string> names{c.opening.orders.begin(), c.opening.orders.end()};
    names.insert(c.get<cases::Report>().review->id);
    names.erase("");
    shop.cases.insert_or_assign(case_id, std::move(names));
    return {};
}

}  // namespace pingli::app
