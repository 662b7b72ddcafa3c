#include "notify/courier.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/barrier.hpp"
#include "base/fair_share.hpp"
#include "notify/delivery.hpp"
#include "notify/signature.hpp"

namespace pingli::notify {

namespace {

constexpr std::size_t kPage = 200;
constexpr std::size_t kLookedAtMax = 200;  // deliveries, to tell whether a hook fails altogether

}  // namespace

Courier::Courier(HookBook& book, CourierOptions options)
    : book_(book), options_(std::move(options)) {
    for (std::size_t i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { run(); });
}

Courier::~Courier() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    stopping_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void Courier::run() {
    auto sender = Sender::open(options_.reach);
    if (!sender) {
        options_.note("web-hooks: " + sender.error().context);
        return;
    }
    while (!is_stopping_) {
        bool is_more = false;
        if (const auto cause = guarded([&] { is_more = run_once(*sender); })) note_fault(*cause);
        if (is_more) continue;
        std::unique_lock lock(mutex_);
        stopping_.wait_for(lock, options_.look_every, [this] { return is_stopping_.load(); });
    }
}

// Whether there was something to do, so that there may be more.
bool Courier::run_once(Sender& sender) {
    const Instant now = options_.now();
    const auto place = claim(now);
    if (!place) return false;
    // A hook at which the program fails rests like one whose receiver does.
    Result<bool> is_well = false;
    if (const auto cause = guarded([&] { is_well = deliver(sender, *place); })) note_fault(*cause);
    if (!is_well) options_.note("web-hooks: the store does not answer");
    release(*place, now, is_well && *is_well);
    return is_well.has_value();
}

void Courier::note_fault(const std::string& cause) {
    options_.note("web-hooks: a fault of the program: " + cause);
}

std::optional<Place> Courier::claim(Instant now) {
    const std::lock_guard lock(mutex_);
    std::optional<Place> chosen;  // the first of those that may begin, unless one has none at work
    std::string after;
    for (bool is_last = false; !is_last;) {
        auto places = book_.queue(after, kPage);
        if (!places) break;
        is_last = places->size() < kPage;
        if (!is_last) after = places->back().key;
        for (Place& place : *places) {
            is_last = is_last || place.due > now;
            if (place.due > now) break;
            if (!may_begin(place, now)) continue;
            const bool has_none = !at_work_.contains(place.account);
            if (has_none || !chosen) chosen = std::move(place);
            if (has_none) is_last = true;
            if (has_none) break;
        }
    }
    if (chosen) begin(*chosen);
    return chosen;
}

bool Courier::may_begin(const Place& place, Instant now) const {
    if (busy_.contains(place.hook)) return false;
    const auto rests = rests_.find(place.hook);
    if (rests != rests_.end() && rests->second.until > now) return false;
    const auto held = at_work_.find(place.account);
    const std::size_t of_account = held == at_work_.end() ? 0 : held->second;
    return leaves_room(of_account, options_.threads - busy_.size());
}

void Courier::begin(const Place& place) {
    busy_.insert(place.hook);
    ++at_work_[place.account];
}

void Courier::release(const Place& place, Instant now, bool is_well) {
    const std::lock_guard lock(mutex_);
    busy_.erase(place.hook);
    if (--at_work_[place.account] == 0) at_work_.erase(place.account);
    if (is_well) {
        rests_.erase(place.hook);
        return;
    }
    Rest& rest = rests_[place.hook];  // from the beginning of the attempt
    rest.length = std::clamp(rest.length * 2, kRest, kRestMax);
    rest.until = now + rest.length;
}

// Whether the receiver is well. Fails with what the store says.
Result<bool> Courier::deliver(Sender& sender, const Place& place) {
    auto taken = book_.take(place);
    if (!taken && taken.error().code == ErrorCode::NotFound) return true;
    Delivery delivery = TRY(std::move(taken));
    const auto hook = book_.find(delivery.shop, delivery.hook);
    if (!hook && hook.error().code != ErrorCode::NotFound) return std::unexpected{hook.error()};
    const bool is_good =
        hook && (delivery.topic == Topic::Test || TRY(book_.is_good(*hook, options_.may_have)));
    if (!is_good) {
        delivery.state = DeliveryState::GivenUp;
        delivery.next_at.reset();
        TRY(book_.note(place, delivery));
        return true;
    }
    const std::array secrets{hook->secret};
    const auto status = sender.send(
        {.url = hook->url,
         .body = delivery.body,
         .fields = {{"Pingli-Event", std::string{to_text(delivery.topic)}},
                    {"Pingli-Delivery", delivery.id},
                    {std::string{kSignatureField}, sign(secrets, delivery.body, options_.now())}}},
        &is_stopping_);
    if (!status && is_stopping_) return true;  // it stays where it is
    const int answered = status.value_or(0);
    TRY(conclude(place, std::move(delivery), answered));
    return judge(answered) == Verdict::Delivered;
}

Result<void> Courier::conclude(const Place& place, Delivery delivery, int status) {
    const Instant now = options_.now();
    ++delivery.attempts;
    delivery.status = status;
    delivery.last_at = now;
    delivery.next_at.reset();
    const Verdict verdict = judge(status);
    std::string_view off_because;
    if (verdict == Verdict::Delivered) {
        delivery.state = DeliveryState::Delivered;
    } else if (verdict == Verdict::Gone) {
        delivery.state = DeliveryState::GivenUp;
        off_because = "gone";
    } else {
        delivery.next_at = next_attempt_at(delivery.attempts, now, options_.random());
        if (!delivery.next_at) {
            delivery.state = DeliveryState::GivenUp;
            if (TRY(is_failing(delivery))) off_because = "failing";
        }
    }
    TRY(book_.note(place, delivery));
    if (off_because.empty()) return {};
    const auto changed = book_.change(delivery.shop, delivery.hook, [&](RegisteredHook& hook) {
        if (hook.is_on()) hook.off_because = off_because;
    });
    if (!changed && changed.error().code != ErrorCode::NotFound)
        return std::unexpected{changed.error()};
    return {};
}

// Nothing else came through since this one was made.
Result<bool> Courier::is_failing(const Delivery& delivery) {
    const auto others = TRY(book_.deliveries(delivery.hook, kLookedAtMax));
    return std::ranges::none_of(others, [&](const Delivery& other) {
        return other.state == DeliveryState::Delivered && other.last_at &&
               *other.last_at >= delivery.made_at;
    });
}

}  // namespace pingli::notify
