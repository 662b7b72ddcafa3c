#include "intake/links.hpp"

#include <algorithm>
#include <utility>

#include "intake/partitions.hpp"

namespace pingli::intake {

void Links::want(Persons& persons, std::string_view name) {
    if (!name.empty()) persons.try_emplace(hash_of(name));
}

void Links::offer(Persons& persons, std::string_view name, KnownOrder order) {
    const auto person = persons.find(hash_of(name));
    if (person == persons.end()) return;
    auto& orders = person->second;
    const auto same = std::ranges::find(orders, order.id, &KnownOrder::id);
    if (same != orders.end()) {
        if (order.is_review) return;
        if (!order.at && !same->is_review) order.at = same->at;  // A later row may say less.
        *same = std::move(order);
        return;
    }
    if (orders.size() < kOrdersPerPersonMax) {
        orders.push_back(std::move(order));
        return;
    }
    const auto oldest = std::ranges::min_element(orders, {}, &KnownOrder::at);
    if (oldest->at < order.at) *oldest = std::move(order);
}

void Links::offer_buyer(std::string_view buyer, std::string_view order, std::optional<Instant> at,
                        bool is_review) {
    if (buyers_.empty() || buyer.empty() || !buyers_.contains(hash_of(buyer))) return;
    offer(buyers_, buyer, {.id = std::string{order}, .at = at, .is_review = is_review});
}

void Links::offer_phone(std::string_view normalized, std::string_view order,
                        std::optional<Instant> at) {
    if (normalized.empty() || !phones_.contains(hash_of(normalized))) return;
    offer(phones_, normalized, {.id = std::string{order}, .at = at});
}

const std::vector<KnownOrder>& Links::find(const Persons& persons, std::string_view name) {
    static const std::vector<KnownOrder> kNone;
    const auto person = persons.find(hash_of(name));
    return person == persons.end() ? kNone : person->second;
}

const std::vector<KnownOrder>& Links::orders_of_buyer(std::string_view buyer) const {
    return find(buyers_, buyer);
}

const std::vector<KnownOrder>& Links::orders_of_phone(std::string_view phone) const {
    return find(phones_, phone);
}

const KnownOrder* Links::order_for_chat(std::string_view buyer, std::optional<Instant> end) const {
    const KnownOrder* before = nullptr;
    const KnownOrder* after = nullptr;
    const KnownOrder* timeless = nullptr;
    const KnownOrder* reviewed = nullptr;
    const auto distance = [&](const KnownOrder* order) {
        return order->at && end ? std::chrono::abs(*order->at - *end) : Duration::max();
    };
    for (const KnownOrder& order : orders_of_buyer(buyer)) {
        if (order.is_review) {
            if (reviewed == nullptr || distance(&order) < distance(reviewed)) reviewed = &order;
        } else if (!order.at) {
            timeless = &order;
        } else if (!end || *order.at <= *end) {
            if (before == nullptr || *before->at < *order.at) before = &order;
        } else if (*order.at - *end <= kQuestionsBeforeOrder) {
            if (after == nullptr || *order.at < *after->at) after = &order;
        }
    }
    for (const KnownOrder* order : {before, after, timeless, reviewed})
        if (order != nullptr) return order;
    return nullptr;
}

}  // namespace pingli::intake
