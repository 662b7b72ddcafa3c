#include "api/shared_budget.hpp"

#include "api/answers.hpp"

namespace pingli::api {

std::optional<http::Response> SharedBudget::spend(const Use& use, Instant now) {
    if (const auto used = people_.spend(use.person.value(), use.amount, use.person_max, now))
        return quota_exceeded(say(words_.of_person), use.person_max, *used);
    const auto used = shops_.spend(use.shop.value(), use.amount, use.shop_max, now);
    if (!used) return std::nullopt;
    people_.give_back(use.person.value(), use.amount, now);
    return quota_exceeded(say(words_.of_shop), use.shop_max, *used);
}

}  // namespace pingli::api
