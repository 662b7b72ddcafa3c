// Whose findings of the shelf are one person's: each is sealed under a person of its own, those of
// one buyer, or of one order, are one person's all the same. Time grows with the shelf.

#pragma once

#include <optional>
#include <set>
#include <string>

#include "app/event_store.hpp"

namespace pingli::server {

// With this person; nothing when it is of no finding.
Result<std::set<PersonId>> siblings(app::Store& store, const ShopId& shop, const PersonId& person);
// The person whom a cautious hand may mean: one whose words are sealed here, by id; or a buyer by
// name, or by the number of an order, as the shelf has them. Nothing: nobody is known so. Time
// grows with the shelf.
Result<std::optional<PersonId>> person_named(app::Store& store, const ShopId& shop,
                                             const std::string& name);

}  // namespace pingli::server
