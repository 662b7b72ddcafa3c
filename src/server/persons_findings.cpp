#include "server/persons_findings.hpp"

#include <functional>
#include <string>

#include "app/key_ring.hpp"
#include "reviews/shelved.hpp"
#include "server/random.hpp"

namespace pingli::server {

namespace {

constexpr std::size_t kFindingsAtOnce = 200;

// Every row of the shop's shelf, with the buyer's name where it can still be read.
Result<void> each_finding(
    app::Store& store, const ShopId& shop,
    const std::function<void(const app::ShelvedFinding&, const std::string& buyer)>& seen) {
    const app::Random random = fill_random;
    app::ShelfQuery query;
    query.shop = shop;
    query.order = app::ShelfOrder::Newest;
    query.limit = kFindingsAtOnce;
    do {
        const auto page = TRY(store.reviews(query));
        app::KeyRing ring{store, random, shop};
        for (const app::ShelfEntry& entry : page.entries) {
            const auto words = reviews::words_of(entry.finding, ring);
            seen(entry.finding, words ? words->buyer : std::string{});
        }
        query.cursor = page.next;
    } while (!query.cursor.empty());
    return {};
}

}  // namespace

Result<std::set<PersonId>> siblings(app::Store& store, const ShopId& shop, const PersonId& person) {
    std::set<PersonId> found;
    std::string order;
    std::string buyer;
    TRY(each_finding(store, shop, [&](const app::ShelvedFinding& row, const std::string& name) {
        if (reviews::person_of(row.key) != person) return;
        order = reviews::facts_of(row).order;
        buyer = name;
    }));
    if (order.empty() && buyer.empty()) return found;
    TRY(each_finding(store, shop, [&](const app::ShelvedFinding& row, const std::string& name) {
        const bool is_same_buyer = !buyer.empty() && name == buyer;
        const bool is_same_order = !order.empty() && reviews::facts_of(row).order == order;
        if (is_same_buyer || is_same_order) found.insert(reviews::person_of(row.key));
    }));
    return found;
}

Result<std::optional<PersonId>> person_named(app::Store& store, const ShopId& shop,
                                             const std::string& name) {
    const auto key = TRY(store.person_key(shop, app::key_name(PersonId{name}, 0)));
    if (key.state != app::KeyState::None) return PersonId{name};
    std::optional<PersonId> found;
    TRY(each_finding(store, shop, [&](const app::ShelvedFinding& row, const std::string& buyer) {
        if (buyer == name || reviews::facts_of(row).order == name)
            found = reviews::person_of(row.key);
    }));
    return found;
}

}  // namespace pingli::server
