#include "app/security_log.hpp"

#include <algorithm>
#include <utility>

#include "base/record_form.hpp"
#include "base/sha256.hpp"

namespace pingli::app {

namespace {

const std::string kKind = "security";
constexpr std::int64_t kNumberMax = 1'000'000'000'000'000;
constexpr std::size_t kKeyDigits = 16;

// Newest first in the order of keys.
std::string key_of(std::int64_t number) {
    const std::string digits = std::to_string(kNumberMax - number);
    return std::string(kKeyDigits - digits.size(), '0') + digits;
}

// The first number of a batch; 0: no key of ours.
std::int64_t number_of(std::string_view key) {
    if (key.size() != kKeyDigits || key.find_first_not_of("0123456789") != std::string_view::npos)
        return 0;
    return std::max<std::int64_t>(kNumberMax - std::stoll(std::string{key}), 0);
}

std::string bytes_of(const SecurityEvent& event) {
    RecordWriter out;
    out.add("what", event.what)
        .add("account", event.account)
        .add("whence", event.whence)
        .add("route", event.route)
        .add("about", event.about)
        .add("allowed", event.is_allowed ? "1" : "0")
        .add("count", std::to_string(event.count))
        .add("at", event.at);
    for (const std::string& shop : event.shops) out.add("shop", shop);
    return out.take();
}

SecurityEvent event_of(std::string_view bytes) {
    const RecordReader reader{bytes};
    return {.what = reader.text("what"),
            .account = reader.text("account"),
            .whence = reader.text("whence"),
            .shops = reader.texts("shop"),
            .route = reader.text("route"),
            .about = reader.text("about"),
            .is_allowed = reader.text("allowed") == "1",
            .count = reader.whole("count").value_or(1),
            .at = reader.instant("at").value_or(Instant{})};
}

std::string hash_of(const std::string& before, std::int64_t number, const std::string& bytes) {
    return sha256_hex(before + '\n' + std::to_string(number) + '\n' + bytes);
}

struct Batch {  // one record
    std::int64_t first = 0;
    std::string before;  // the hash of the entry before the first
    std::vector<std::string> entries;
    std::vector<std::string> hashes;
    [[nodiscard]] std::int64_t after() const { return first + std::ssize(entries); }
};

Batch batch_of(const Record& record) {
    const RecordReader reader{record.bytes};
    const std::int64_t first = reader.whole("first").value_or(0);
    return {.first = first > kNumberMax ? 0 : std::max<std::int64_t>(first, 0),  // damage: none
            .before = reader.text("before"),
            .entries = reader.texts("entry"),
            .hashes = reader.texts("hash")};
}

std::string bytes_of(const Batch& batch) {
    RecordWriter out;
    out.add("first", std::to_string(batch.first)).add("before", batch.before);
    for (std::size_t i = 0; i < batch.entries.size(); ++i)
        out.add("entry", batch.entries.at(i)).add("hash", batch.hashes.at(i));
    return out.take();
}

// To the byte: nothing stands in it that is not hashed.
bool holds(const Batch& batch, const Record& record) {
    if (batch.entries.empty() || batch.entries.size() != batch.hashes.size()) return false;
    if (batch.first < 1 || batch.first > kNumberMax || record.key != key_of(batch.first) ||
        record.bytes != bytes_of(batch))
        return false;
    std::string before = batch.before;
    for (std::size_t i = 0; i < batch.entries.size(); ++i) {
        before = hash_of(before, batch.first + static_cast<std::int64_t>(i), batch.entries.at(i));
        if (before != batch.hashes.at(i)) return false;
    }
    return true;
}

// Ids come in with requests: what is no plain short word says nothing.
void cut(std::string& text) {
    if (text.size() > kSecurityBytesMax) text.resize(kSecurityBytesMax);
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F) c = '?';
}

void cut(SecurityEvent& event) {
    for (std::string* text :
         {&event.what, &event.account, &event.whence, &event.route, &event.about})
        cut(*text);
    if (event.shops.size() > kSecurityShopsMax) event.shops.resize(kSecurityShopsMax);
    for (std::string& shop : event.shops) cut(shop);
}

std::string alike(const SecurityEvent& event) {
    SecurityEvent same = event;
    same.count = 0;
    same.at = {};
    return bytes_of(same);
}

bool concerns(const SecurityEvent& event, const std::optional<ShopId>& shop) {
    return !shop || std::ranges::find(event.shops, shop->value()) != event.shops.end();
}

}  // namespace

std::string network_of(std::string_view address) {
    if (!address.contains(':')) {
        const std::size_t last = address.rfind('.');
        return last == std::string_view::npos ? std::string{}
                                              : std::string{address.substr(0, last)} + ".0/24";
    }
    // The first three groups.
    std::size_t end = 0;
    for (int groups = 0; groups < 3 && end < address.size(); ++groups) {
        if (address.substr(end).starts_with(':')) break;
        end = std::min(address.find(':', end), address.size() - 1) + 1;
    }
    return std::string{address.substr(0, end)} + (end == 0 ? "::/48" : ":/48");
}

std::string mark_of(const ShopId& shop, const PersonId& person) {
    constexpr std::size_t kDigits = 16;
    return "person:" + sha256_hex(shop.value() + '\n' + person.value()).substr(0, kDigits);
}

SecurityLog::SecurityLog(Records& records, std::function<Instant()> now)
    : records_(records), now_(std::move(now)) {}

void SecurityLog::note(SecurityEvent event, Gather how) {
    cut(event);
    if (event.at == Instant{}) event.at = now_();
    const std::lock_guard lock{mutex_};
    if (how != Gather::Each) return gather(std::move(event), how);
    if (!has_share(event, how)) return count_with_others(event);
    if (waiting_.size() < kSecurityWaitingMax) return waiting_.push_back(std::move(event));
    ++lost_;
}

bool SecurityLog::has_share(const SecurityEvent& event, Gather how) {
    const Instant day = std::chrono::floor<std::chrono::days>(event.at);
    if (std::exchange(shares_of_, day) != day) shares_.clear();
    const std::string whose = how == Gather::Strangers ? "" : event.account;
    if (shares_.size() >= kSecuritySharesMax && !shares_.contains(whose)) return false;
    std::size_t& used = shares_[whose];
    if (used >= (whose.empty() ? kSecurityStrangersDayMax : kSecurityAccountDayMax)) return false;
    ++used;
    return true;
}

// A clock that was set back makes no minute longer.
void SecurityLog::begin_gathering(Instant at) {
    gathering_since_ = gathered_.empty() ? at : std::min(gathering_since_, at);
}

void SecurityLog::gather(SecurityEvent event, Gather how) {
    begin_gathering(event.at);
    std::string key = alike(event);
    if (const auto found = gathered_.find(key); found != gathered_.end()) {
        ++found->second.count;
        return;
    }
    const bool is_stranger = how == Gather::Strangers;
    const bool is_full = gathered_.size() >= kGatheredMax ||
                         (is_stranger && gathered_strangers_ >= kGatheredStrangersMax);
    if (is_full || !has_share(event, how)) return count_with_others(event);
    if (is_stranger) ++gathered_strangers_;
    gathered_.emplace(std::move(key), std::move(event));
}

// Too many different ones: counted by kind alone.
void SecurityLog::count_with_others(const SecurityEvent& event) {
    begin_gathering(event.at);
    SecurityEvent rest{
        .what = event.what, .route = "others", .is_allowed = event.is_allowed, .at = event.at};
    const auto [at, is_new] = gathered_.emplace(alike(rest), rest);
    if (!is_new) ++at->second.count;
}

std::vector<SecurityEvent> SecurityLog::take(bool is_last) {
    const std::lock_guard lock{mutex_};
    std::vector<SecurityEvent> events = std::exchange(waiting_, {});
    const Instant now = now_();
    const bool is_over = now - gathering_since_ >= kGatheredFor || now < gathering_since_;
    if (is_last || is_over) {
        for (auto& [key, event] : gathered_) events.push_back(std::move(event));
        gathered_.clear();
        gathered_strangers_ = 0;
    }
    if (lost_ > 0)
        events.push_back({.what = "not_written", .count = std::exchange(lost_, 0), .at = now});
    std::ranges::stable_sort(events, {}, &SecurityEvent::at);
    return events;
}

// Where the next batch goes on. One that was changed past the program stays for verify() to name:
// what comes after it is written all the same, beyond what it can have held.
Result<SecurityLog::Head> SecurityLog::head() {
    const auto newest = TRY(records_.list(kKind, "", "", 1));
    if (newest.empty()) return Head{};
    const Record& record = newest.front();
    const Batch batch = batch_of(record);
    if (holds(batch, record)) return Head{.number = batch.after() - 1, .hash = batch.hashes.back()};
    return Head{.number = number_of(record.key) + static_cast<std::int64_t>(kSecurityTogetherMax),
                .hash = sha256_hex(record.bytes)};
}

// The first of `events`, as one record; they are taken off when they are on disk.
Result<void> SecurityLog::write_some(std::vector<SecurityEvent>& events) {
    // Another program may write as well, the operator's at the terminal: then once more.
    for (int tries = 0; tries < kWriteTriesMax; ++tries) {
        Head last = TRY(head());
        const std::int64_t first = last.number + 1;
        const std::size_t count = std::min(events.size(), kSecurityTogetherMax);
        Batch batch{.first = first, .before = last.hash, .entries = {}, .hashes = {}};
        for (std::size_t i = 0; i < count; ++i) {
            batch.entries.push_back(bytes_of(events.at(i)));
            last.hash = hash_of(last.hash, ++last.number, batch.entries.back());
            batch.hashes.push_back(last.hash);
        }
        const Record record{.key = key_of(first),
                            .bytes = bytes_of(batch),
                            .expires_at = now_() + kSecurityKeptFor};
        auto done = records_.put(kKind, record, Put::IfAbsent);
        if (!done && done.error().code == ErrorCode::VersionConflict) continue;
        if (done) events.erase(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(count));
        return done;
    }
    return fail(ErrorCode::Unavailable, "security log: others write without end");
}

Result<void> SecurityLog::flush(bool is_last) {
    const std::lock_guard one_at_a_time{flushing_};
    std::vector<SecurityEvent> events = take(is_last);
    while (!events.empty()) {
        auto done = write_some(events);
        if (done) continue;
        const std::lock_guard lock{mutex_};
        waiting_.insert(waiting_.begin(), std::make_move_iterator(events.begin()),
                        std::make_move_iterator(events.end()));
        return done;
    }
    return {};
}

namespace {

// Gathers a page: what is before `before` and of `shop`.
struct Reading {
    const std::optional<ShopId>& shop;
    std::int64_t before = 0;
    std::size_t limit = 0;
    SecurityPage page{};

    // Whether the page is full.
    bool add(const Batch& batch) {
        for (std::size_t i = std::min(batch.entries.size(), batch.hashes.size()); i-- > 0;) {
            const std::int64_t number = batch.first + static_cast<std::int64_t>(i);
            if (before > 0 && number >= before) continue;
            page.next = number;
            SecurityEvent event = event_of(batch.entries.at(i));
            if (!concerns(event, shop)) continue;
            page.entries.push_back(
                {.number = number, .event = std::move(event), .hash = batch.hashes.at(i)});
            if (page.entries.size() == limit) return true;
        }
        return false;
    }
};

}  // namespace

Result<SecurityPage> SecurityLog::read(const std::optional<ShopId>& shop, std::int64_t before,
                                       std::size_t limit) {
    constexpr std::size_t kAtOnce = 20;
    Reading reading{.shop = shop, .before = before, .limit = limit};
    std::string after;
    // From the batch on that holds the entry before: it begins with a smaller number or the same.
    if (before > 0) after = key_of(std::min(before, kNumberMax));
    for (std::size_t read = 0; read < kSecurityReadMax; read += kAtOnce) {
        const auto records = TRY(records_.list(kKind, "", after, kAtOnce));
        for (const Record& record : records) {
            after = record.key;
            if (reading.add(batch_of(record))) return std::move(reading.page);
        }
        if (records.size() < kAtOnce) {
            reading.page.next = 0;
            break;
        }
    }
    return std::move(reading.page);
}

Result<SecurityCheck> SecurityLog::verify() {
    SecurityCheck check;
    const auto fault = [&check](std::int64_t number, const std::string& what) {
        check.fault = "security log: entry " + std::to_string(number) + ": " + what;
        return check;
    };
    std::int64_t next = 0;  // the number that the older ones end before; 0: not known yet
    std::string hash;
    std::string after;
    while (true) {
        const auto records = TRY(records_.list(kKind, "", after, kPageMax));
        for (const Record& record : records) {
            after = record.key;
            const Batch batch = batch_of(record);
            if (!holds(batch, record)) return fault(batch.first, "was changed");
            if (next != 0 && batch.after() != next) return fault(next - 1, "is missing");
            if (next != 0 && batch.hashes.back() != hash)
                return fault(next - 1, "is another than it was");
            next = batch.first;
            hash = batch.before;
            check.entries += std::ssize(batch.entries);
        }
        if (records.size() < kPageMax) return check;
    }
}

}  // namespace pingli::app
