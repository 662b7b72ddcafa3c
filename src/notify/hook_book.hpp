// The web-hooks of shops, what is to be delivered to each, and how that went. Kept in the store's
// records, so that what waits survives whatever happens to the program. Thread-safe; one program
// at a time.

#pragma once

#include <array>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/event_store.hpp"
#include "notify/limits.hpp"

namespace pingli::notify {

enum class Topic : std::uint8_t { DeadlineNear, DeadlineMissed, CaseOpened, RulingGiven, Test };
inline constexpr std::array kTopics = {Topic::DeadlineNear, Topic::DeadlineMissed,
                                       Topic::CaseOpened, Topic::RulingGiven, Topic::Test};
std::string_view to_text(Topic topic);  // "deadline_near"
std::optional<Topic> parse_topic(std::string_view text);

struct RegisteredHook {
    std::string id;
    ShopId shop;
    std::string url;
    std::string secret;  // signs what is sent; told once
    std::vector<Topic> topics;
    std::vector<Duration> leads;  // how long before a deadline it is told, the longest first
    Instant created_at;
    Instant on_since;         // nothing of before is told
    std::string off_because;  // empty: on; by_owner, gone (410), failing, maker_left
    UserId made_by{};         // empty: before that was kept
    [[nodiscard]] bool is_on() const { return off_because.empty(); }
    [[nodiscard]] bool wants(Topic topic) const;
};

// Whether who made it still has a right to it in its shop; empty: everybody has.
using MayHave = std::function<Result<bool>(const RegisteredHook&)>;

// Whose receivers wait in one line with it.
std::string account_of(const RegisteredHook& hook);

enum class DeliveryState : std::uint8_t { Waiting, Delivered, GivenUp };
std::string_view to_text(DeliveryState state);  // "given_up"

struct Delivery {
    std::string id;  // the same over all attempts
    std::string hook;
    ShopId shop;
    Topic topic{};
    Instant about;     // when that which is told came true
    std::string body;  // JSON, the same over all attempts
    Instant made_at;
    DeliveryState state{};
    unsigned attempts = 0;
    int status = 0;  // of the last answer; 0: none
    std::optional<Instant> last_at, next_at;
    // Whose receivers wait in one line: who made the hook, over all of their shops; else the shop.
    std::string account{};
};

// How long before a deadline: "24h", "90m", "2d"; 1 minute to 30 days.
std::optional<Duration> parse_lead(std::string_view text);
std::string format_lead(Duration lead);  // in hours, or in minutes

// Of what is told: whoever finds it again makes the same id. Form of a UUID, version 8.
std::string delivery_id(std::string_view hook, Topic topic, std::string_view about_what);

constexpr Duration kDeliveriesKeptFor = std::chrono::days{30};

// One place in the queue of what is to be sent.
struct Place {
    std::string key;
    Instant due;
    std::string hook;
    std::string delivery_key;
    std::string account{};  // empty: an entry of before that was kept
};

enum class HookPlace : std::uint8_t {
    Given,
    NoneInShop,   // there are kHooksAShopMax
    NoneOfPerson  // who made it has made kHooksAPersonMax
};

class HookBook {
public:
    // `records` outlives it.
    explicit HookBook(app::Records& records) : records_(records) {}

    // VersionConflict: there is one of that id.
    Result<HookPlace> add(const RegisteredHook& hook);
    Result<std::vector<RegisteredHook>> of_shop(const ShopId& shop);
    Result<std::vector<RegisteredHook>> all();
    Result<RegisteredHook> find(const ShopId& shop, const std::string& id);
    // As it is now, changed, and as it is then.
    Result<RegisteredHook> change(const ShopId& shop, const std::string& id,
                                  const std::function<void(RegisteredHook&)>& how);
    Result<bool> remove(const ShopId& shop, const std::string& id);
    // Whether the hook is on and its maker may have it; one whose maker may not is turned off,
    // unless somebody else has taken it over meanwhile.
    Result<bool> is_good(const RegisteredHook& hook, const MayHave& may_have);

    // Up to which position of its chain a shop's hooks were told.
    Result<std::optional<std::int64_t>> told_up_to(const ShopId& shop);
    Result<void> set_told_up_to(const ShopId& shop, std::int64_t position);

    // On disk, once for each id; false: it was there.
    Result<bool> enqueue(const Delivery& delivery);
    // The latest first.
    Result<std::vector<Delivery>> deliveries(const std::string& hook, std::size_t limit);
    // In order of time, behind the key `after`.
    Result<std::vector<Place>> queue(const std::string& after, std::size_t limit);
    // NotFound: nothing is to be sent at this place; it is gone then.
    Result<Delivery> take(const Place& place);
    // After an attempt: next_at says when to come back to it.
    Result<void> note(const Place& place, const Delivery& delivery);

private:
    Result<void> put_place(const Delivery& delivery);
    Result<void> put_delivery(const Delivery& delivery, app::Put when);

    app::Records& records_;
    std::mutex enqueue_mutex_;  // a place and its delivery are two records
    std::mutex change_mutex_;
};

}  // namespace pingli::notify
