#include "notify/hook_book.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/record_form.hpp"
#include "base/sha256.hpp"

namespace pingli::notify {

namespace {

const std::string kHookKind = "hook";           // shop/hook
const std::string kToldKind = "hook_told";      // shop: position
const std::string kQueueKind = "hook_queue";    // time/hook/delivery: key of the delivery
constexpr char kAccountMark = '\n';             // behind the key of a delivery
const std::string kSentKind = "hook_delivery";  // hook/time, the latest first/delivery

constexpr std::array<std::string_view, kTopics.size()> kTopicNames = {
    "deadline_near", "deadline_missed", "case_opened", "ruling_given", "test"};
constexpr std::array<std::string_view, 3> kStateNames = {"waiting", "delivered", "given_up"};

// Twelve digits, so that keys are in the order of time.
constexpr std::int64_t kLastSecond = 999'999'999'999;
std::string digits_of(std::int64_t seconds) {
    const std::string text = std::to_string(std::clamp<std::int64_t>(seconds, 0, kLastSecond));
    return std::string(12 - text.size(), '0') + text;
}

std::string seconds_of(Duration duration) {
    return std::to_string(duration.count());
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// Of the front of a place's key; what is no such second was never due.
std::int64_t parse_digits(std::string_view text) {
    return std::clamp<std::int64_t>(parse_whole(text).value_or(0), 0, kLastSecond);
}

constexpr Duration kLeadMin = std::chrono::minutes{1};
constexpr Duration kLeadMax = std::chrono::days{30};

std::string hook_key(const ShopId& shop, const std::string& id) {
    return shop.value() + '/' + id;
}

std::string delivery_key(const Delivery& delivery) {
    const std::int64_t about = delivery.about.time_since_epoch().count();
    return delivery.hook + '/' + digits_of(kLastSecond - about) + '/' + delivery.id;
}

std::string place_key(const Delivery& delivery) {
    const Instant at = delivery.next_at.value_or(delivery.made_at);
    return digits_of(at.time_since_epoch().count()) + '/' + delivery.hook + '/' + delivery.id;
}

std::string encode(const RegisteredHook& hook) {
    RecordWriter out;
    out.add("url", hook.url).add("secret", hook.secret);
    for (const Topic topic : hook.topics) out.add("topic", to_text(topic));
    for (const Duration lead : hook.leads) out.add("lead", seconds_of(lead));
    return out.add("created_at", hook.created_at)
        .add("on_since", hook.on_since)
        .add("off_because", hook.off_because)
        .add("made_by", hook.made_by.value())
        .take();
}

RegisteredHook decode_hook(const app::Record& record) {
    const RecordReader reader{record.bytes};
    const std::size_t slash = record.key.rfind('/');
    RegisteredHook hook{.id = record.key.substr(slash + 1),
                        .shop = ShopId{record.key.substr(0, slash)},
                        .url = reader.text("url"),
                        .secret = reader.text("secret"),
                        .topics = {},
                        .leads = {},
                        .created_at = reader.instant("created_at").value_or(Instant{}),
                        .on_since = reader.instant("on_since").value_or(Instant{}),
                        .off_because = reader.text("off_because"),
                        .made_by = UserId{reader.text("made_by")}};
    for (const std::string& name : reader.texts("topic"))
        if (const auto topic = parse_topic(name)) hook.topics.push_back(*topic);
    for (const std::string& text : reader.texts("lead"))
        if (const auto seconds = parse_whole(text);
            seconds && *seconds >= kLeadMin.count() && *seconds <= kLeadMax.count())
            hook.leads.emplace_back(*seconds);
    return hook;
}

std::string encode(const Delivery& delivery) {
    return RecordWriter{}
        .add("id", delivery.id)
        .add("hook", delivery.hook)
        .add("shop", delivery.shop.value())
        .add("topic", to_text(delivery.topic))
        .add("about", delivery.about)
        .add("body", delivery.body)
        .add("made_at", delivery.made_at)
        .add("state", to_text(delivery.state))
        .add("attempts", std::to_string(delivery.attempts))
        .add("status", std::to_string(delivery.status))
        .add("last_at", delivery.last_at)
        .add("next_at", delivery.next_at)
        .add("account", delivery.account)
        .take();
}

Delivery decode_delivery(const app::Record& record) {
    const RecordReader reader{record.bytes};
    const auto* const state = std::ranges::find(kStateNames, reader.text("state"));
    return {.id = reader.text("id"),
            .hook = reader.text("hook"),
            .shop = ShopId{reader.text("shop")},
            .topic = parse_topic(reader.text("topic")).value_or(Topic::Test),
            .about = reader.instant("about").value_or(Instant{}),
            .body = reader.text("body"),
            .made_at = reader.instant("made_at").value_or(Instant{}),
            .state = state == kStateNames.end()
                         ? DeliveryState::GivenUp
                         : static_cast<DeliveryState>(state - kStateNames.begin()),
            .attempts = static_cast<unsigned>(reader.whole("attempts").value_or(0)),
            .status = static_cast<int>(reader.whole("status").value_or(0)),
            .last_at = reader.instant("last_at"),
            .next_at = reader.instant("next_at"),
            .account = reader.text("account")};
}

Result<std::vector<app::Record>> list_all(app::Records& records, const std::string& kind,
                                          const std::string& prefix) {
    std::vector<app::Record> out;
    std::string after;
    while (true) {
        auto page = TRY(records.list(kind, prefix, after, app::kPageMax));
        const bool is_last = page.size() < app::kPageMax;
        if (!page.empty()) after = page.back().key;
        std::ranges::move(page, std::back_inserter(out));
        if (is_last) return out;
    }
}

Result<std::vector<RegisteredHook>> hooks_in(app::Records& records, const std::string& prefix) {
    std::vector<RegisteredHook> out;
    for (const app::Record& record : TRY(list_all(records, kHookKind, prefix)))
        out.push_back(decode_hook(record));
    return out;
}

}  // namespace

std::string account_of(const RegisteredHook& hook) {
    return hook.made_by.value().empty() ? hook.shop.value() : hook.made_by.value();
}

std::string_view to_text(Topic topic) {
    return kTopicNames.at(static_cast<std::size_t>(topic));
}

std::optional<Topic> parse_topic(std::string_view text) {
    const auto* const at = std::ranges::find(kTopicNames, text);
    if (at == kTopicNames.end()) return std::nullopt;
    return kTopics.at(static_cast<std::size_t>(at - kTopicNames.begin()));
}

std::string_view to_text(DeliveryState state) {
    return kStateNames.at(static_cast<std::size_t>(state));
}

bool RegisteredHook::wants(Topic topic) const {
    return topic == Topic::Test || std::ranges::find(topics, topic) != topics.end();
}

std::optional<Duration> parse_lead(std::string_view text) {
    using namespace std::chrono_literals;
    struct Unit {
        char letter;
        Duration length;
    };
    constexpr std::array kUnits = {Unit{'m', 1min}, Unit{'h', 1h}, Unit{'d', 24h}};
    if (text.empty()) return std::nullopt;
    const auto* const unit = std::ranges::find(kUnits, text.back(), &Unit::letter);
    const auto count = parse_whole(text.substr(0, text.size() - 1));
    if (unit == kUnits.end() || !count || *count < 1 || *count > kLeadMax / unit->length)
        return std::nullopt;
    return unit->length * *count;
}

std::string format_lead(Duration lead) {
    const std::int64_t minutes = std::chrono::duration_cast<std::chrono::minutes>(lead).count();
    return minutes % 60 == 0 ? std::to_string(minutes / 60) + 'h' : std::to_string(minutes) + 'm';
}

std::string delivery_id(std::string_view hook, Topic topic, std::string_view about_what) {
    std::string hex = sha256_hex(std::string{hook} + '\n' + std::string{to_text(topic)} + '\n' +
                                 std::string{about_what});
    constexpr std::size_t kVersionAt = 12;
    constexpr std::size_t kVariantAt = 16;
    hex[kVersionAt] = '8';
    hex[kVariantAt] = 'a';
    return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' +
           hex.substr(16, 4) + '-' + hex.substr(20, 12);
}

// Counted and added under one lock: of many at once no more than fit get in.
Result<HookPlace> HookBook::add(const RegisteredHook& hook) {
    const std::lock_guard lock(change_mutex_);
    const auto hooks = TRY(all());
    if (std::ranges::any_of(hooks, [&](const RegisteredHook& one) {
            return one.shop == hook.shop && one.id == hook.id;
        }))
        return fail(ErrorCode::VersionConflict, "add: there is a hook of that id");
    const auto of_shop = std::ranges::count(hooks, hook.shop, &RegisteredHook::shop);
    if (std::cmp_greater_equal(of_shop, kHooksAShopMax)) return HookPlace::NoneInShop;
    const auto of_person = std::ranges::count(hooks, hook.made_by, &RegisteredHook::made_by);
    if (!hook.made_by.value().empty() && std::cmp_greater_equal(of_person, kHooksAPersonMax))
        return HookPlace::NoneOfPerson;
    TRY(records_.put(
        kHookKind,
        {.key = hook_key(hook.shop, hook.id), .bytes = encode(hook), .expires_at = std::nullopt},
        app::Put::IfAbsent));
    return HookPlace::Given;
}

Result<std::vector<RegisteredHook>> HookBook::of_shop(const ShopId& shop) {
    return hooks_in(records_, shop.value() + '/');
}

Result<std::vector<RegisteredHook>> HookBook::all() {
    return hooks_in(records_, {});
}

Result<RegisteredHook> HookBook::find(const ShopId& shop, const std::string& id) {
    return decode_hook(TRY(records_.get(kHookKind, hook_key(shop, id), Instant::min())));
}

Result<RegisteredHook> HookBook::change(const ShopId& shop, const std::string& id,
                                        const std::function<void(RegisteredHook&)>& how) {
    const std::lock_guard lock(change_mutex_);
    const auto before = TRY(records_.get(kHookKind, hook_key(shop, id), Instant::min()));
    RegisteredHook hook = decode_hook(before);
    how(hook);
    TRY(records_.put(kHookKind,
                     {.key = before.key, .bytes = encode(hook), .expires_at = std::nullopt},
                     app::Put::IfUnchanged, before.bytes));
    return hook;
}

// Its deliveries expire by themselves; what waits finds no hook.
Result<bool> HookBook::remove(const ShopId& shop, const std::string& id) {
    const std::lock_guard lock(change_mutex_);
    return records_.remove(kHookKind, hook_key(shop, id));
}

Result<bool> HookBook::is_good(const RegisteredHook& hook, const MayHave& may_have) {
    if (!hook.is_on()) return false;
    if (!may_have || TRY(may_have(hook))) return true;
    const auto changed = change(hook.shop, hook.id, [&](RegisteredHook& one) {
        if (one.is_on() && one.made_by == hook.made_by) one.off_because = "maker_left";
    });
    if (!changed && changed.error().code != ErrorCode::NotFound)
        return std::unexpected{changed.error()};
    return false;
}

Result<std::optional<std::int64_t>> HookBook::told_up_to(const ShopId& shop) {
    const auto record = records_.get(kToldKind, shop.value(), Instant::min());
    if (!record && record.error().code == ErrorCode::NotFound) return std::optional<std::int64_t>{};
    if (!record) return std::unexpected{record.error()};
    return parse_whole(record->bytes);
}

Result<void> HookBook::set_told_up_to(const ShopId& shop, std::int64_t position) {
    return records_.put(
        kToldKind,
        {.key = shop.value(), .bytes = std::to_string(position), .expires_at = std::nullopt},
        app::Put::Always);
}

Result<void> HookBook::put_place(const Delivery& delivery) {
    return records_.put(kQueueKind,
                        {.key = place_key(delivery),
                         .bytes = delivery_key(delivery) + kAccountMark + delivery.account,
                         .expires_at = delivery.made_at + kDeliveriesKeptFor},
                        app::Put::Always);
}

Result<void> HookBook::put_delivery(const Delivery& delivery, app::Put when) {
    return records_.put(kSentKind,
                        {.key = delivery_key(delivery),
                         .bytes = encode(delivery),
                         .expires_at = delivery.made_at + kDeliveriesKeptFor},
                        when);
}

Result<bool> HookBook::enqueue(const Delivery& delivery) {
    const std::lock_guard lock(enqueue_mutex_);
    const auto before = records_.get(kSentKind, delivery_key(delivery), delivery.made_at);
    if (before) return false;
    if (before.error().code != ErrorCode::NotFound) return std::unexpected{before.error()};
    // The place first: a place without a delivery is dropped, a delivery without one would never
    // be sent.
    TRY(put_place(delivery));
    TRY(put_delivery(delivery, app::Put::IfAbsent));
    return true;
}

Result<std::vector<Delivery>> HookBook::deliveries(const std::string& hook, std::size_t limit) {
    std::vector<Delivery> out;
    for (const app::Record& record : TRY(records_.list(kSentKind, hook + '/', {}, limit)))
        out.push_back(decode_delivery(record));
    return out;
}

Result<std::vector<Place>> HookBook::queue(const std::string& after, std::size_t limit) {
    std::vector<Place> out;
    for (app::Record& record : TRY(records_.list(kQueueKind, {}, after, limit))) {
        const std::size_t first = record.key.find('/');
        const std::size_t second = record.key.find('/', first + 1);
        const std::int64_t due = parse_digits(std::string_view{record.key}.substr(0, first));
        const std::size_t mark = std::min(record.bytes.find(kAccountMark), record.bytes.size());
        out.push_back({.key = record.key,
                       .due = Instant{Duration{due}},
                       .hook = record.key.substr(first + 1, second - first - 1),
                       .delivery_key = record.bytes.substr(0, mark),
                       .account = record.bytes.substr(std::min(mark + 1, record.bytes.size()))});
    }
    return out;
}

Result<Delivery> HookBook::take(const Place& place) {
    auto record = records_.get(kSentKind, place.delivery_key, Instant::min());
    if (!record && record.error().code == ErrorCode::NotFound) {
        // It may be about to be written.
        const std::lock_guard lock(enqueue_mutex_);
        record = records_.get(kSentKind, place.delivery_key, Instant::min());
        if (!record && record.error().code == ErrorCode::NotFound)
            TRY(records_.remove(kQueueKind, place.key));
    }
    if (!record) return std::unexpected{record.error()};
    Delivery delivery = decode_delivery(*record);
    const bool is_waiting = delivery.state == DeliveryState::Waiting;
    if (is_waiting && place_key(delivery) == place.key) return delivery;
    // An attempt was noted, but the program ended before the places were changed.
    if (is_waiting) TRY(put_place(delivery));
    TRY(records_.remove(kQueueKind, place.key));
    return fail(ErrorCode::NotFound, "nothing is to be sent");
}

Result<void> HookBook::note(const Place& place, const Delivery& delivery) {
    TRY(put_delivery(delivery, app::Put::Always));
    const bool is_waiting = delivery.state == DeliveryState::Waiting;
    if (is_waiting && place_key(delivery) == place.key) return {};
    if (is_waiting) TRY(put_place(delivery));
    TRY(records_.remove(kQueueKind, place.key));
    return {};
}

}  // namespace pingli::notify
