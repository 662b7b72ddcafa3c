// Who ordered what, for the few persons that someone asked for: chats, calls, contacts and notes
// that name a buyer or a number but no order. Memory grows with those, not with the orders.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.hpp"
#include "intake/limits.hpp"

namespace pingli::intake {

// A chat this long before the first order that follows it is taken for questions before that order.
constexpr std::chrono::days kQuestionsBeforeOrder{7};

struct KnownOrder {
    std::string id;
    std::optional<Instant> at;  // created; or, if only a review is known, when that was made
    bool is_review = false;
};

class Links {
public:
    void want_buyer(std::string_view buyer) { want(buyers_, buyer); }
    void want_phone(std::string_view normalized) { want(phones_, normalized); }
    [[nodiscard]] bool wants_phones() const { return !phones_.empty(); }

    // Tells of an order; kept only when its buyer or phone is wanted.
    void offer_buyer(std::string_view buyer, std::string_view order, std::optional<Instant> at,
                     bool is_review);
    void offer_phone(std::string_view normalized, std::string_view order,
                     std::optional<Instant> at);

    // The buyer's order that a chat is about: the latest made before the chat's end; else the first
    // made within kQuestionsBeforeOrder after it; else one whose time is not known; else, where
    // only reviews tell of orders, the nearest of those. Nothing when there is none.
    [[nodiscard]] const KnownOrder* order_for_chat(std::string_view buyer,
                                                   std::optional<Instant> end) const;
    [[nodiscard]] const std::vector<KnownOrder>& orders_of_buyer(std::string_view buyer) const;
    [[nodiscard]] const std::vector<KnownOrder>& orders_of_phone(std::string_view phone) const;

private:
    using Persons = std::unordered_map<std::uint64_t, std::vector<KnownOrder>>;
    static void want(Persons& persons, std::string_view name);
    static void offer(Persons& persons, std::string_view name, KnownOrder order);
    static const std::vector<KnownOrder>& find(const Persons& persons, std::string_view name);
    Persons buyers_;
    Persons phones_;
};

}  // namespace pingli::intake
