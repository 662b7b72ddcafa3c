#include "app/security_log.hpp"

#include <algorithm>
#include <utility>

#include "app/limits.hpp"
#include "app/security_batch.hpp"
#include "base/assert.hpp"
#include "base/sha256.hpp"

namespace pingli::app {

using namespace security;

namespace {

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
    for (std::string& shop : event.shops) cut(shop);
}

// How many of `events` make one record: not without end, however many shops they have.
std::size_t so_many_together(const std::vector<SecurityEvent>& events) {
    std::size_t count = 0;
    std::size_t shops = 0;
    while (count < std::min(events.size(), kSecurityTogetherMax)) {
        shops += events.at(count).shops.size();
        if (count > 0 && shops > kSecurityShopsTogetherMax) break;
        ++count;
    }
    return count;
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
    const auto left = add(std::move(event), how);
    const std::lock_guard lock{mutex_};
    lost_ += std::ssize(left);
}

// What finds no place.
std::vector<SecurityEvent> SecurityLog::add(SecurityEvent event, Gather how) {
    cut(event);
    if (event.at == Instant{}) event.at = now_();
    std::vector<SecurityEvent> left;
    const std::lock_guard lock{mutex_};
    const auto put = [&](SecurityEvent one) {
        if (how != Gather::Each) return noise_.add(std::move(one), how);
        (waiting_.size() < kSecurityWaitingMax ? waiting_ : left).push_back(std::move(one));
    };
    while (event.shops.size() > kSecurityShopsMax) {
        SecurityEvent part = event;
        part.shops.resize(kSecurityShopsMax);
        event.shops.erase(event.shops.begin(), event.shops.begin() + kSecurityShopsMax);
        put(std::move(part));
    }
    put(std::move(event));
    return left;
}

// Many at once share a write: who waited finds it done. Who found no place has one once the others
// are on disk; where that takes nothing, no such act comes to anything either.
Result<void> SecurityLog::note_at_once(SecurityEvent event) {
    std::vector<SecurityEvent> left = add(std::move(event), Gather::Each);
    const std::lock_guard one_at_a_time{flushing_};
    const auto done = write_waiting(false);
    if (left.empty()) return done;
    {
        const std::lock_guard lock{mutex_};
        if (!done)
            lost_ += std::ssize(left);
        else
            std::ranges::move(left, std::back_inserter(waiting_));
    }
    return done ? write_waiting(false) : done;
}

std::vector<SecurityEvent> SecurityLog::take(bool is_last) {
    const std::lock_guard lock{mutex_};
    std::vector<SecurityEvent> events = std::exchange(waiting_, {});
    const Instant now = now_();
    // Where nothing can be written, noise goes on being gathered.
    const bool has_room = events.size() < kSecurityWaitingMax;
    if (is_last || (has_room && noise_.is_over(now)))
        std::ranges::move(noise_.take(), std::back_inserter(events));
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

// The first of `events`, as one record, with its part of the index; they are taken off when they
// are on disk.
Result<void> SecurityLog::write_some(std::vector<SecurityEvent>& events) {
    // Another program may write as well, the operator's at the terminal: then once more.
    for (int tries = 0; tries < kWriteTriesMax; ++tries) {
        const Indexed indexed = TRY(read_indexed(records_));
        Head last = TRY(head());
        const std::int64_t first = last.number + 1;
        const std::size_t count = so_many_together(events);
        PINGLI_ASSERT(count > 0 && count <= kSecurityTogetherMax);
        Batch batch{.first = first, .before = last.hash};
        for (std::size_t i = 0; i < count; ++i) {
            batch.entries.push_back(bytes_of(events.at(i)));
            last.hash = hash_of(last.hash, ++last.number, batch.entries.back());
            batch.hashes.push_back(last.hash);
        }
        const Record record{.key = key_of(first),
                            .bytes = bytes_of(batch),
                            .expires_at = now_() + kSecurityKeptFor};
        // What is before it was written by a program without the index, or is damaged.
        const bool goes_on = indexed.begin > 0 && indexed.end == first - 1;
        std::vector<RecordWrite> writes = index_of(record);
        writes.push_back({.kind = kKind, .record = record, .when = Put::IfAbsent});
        writes.push_back(write_indexed(indexed, goes_on ? indexed.begin : first, last.number));
        auto done = records_.write(writes);
        if (!done && done.error().code == ErrorCode::VersionConflict) continue;
        if (!done) return done;
        is_indexed_ = is_indexed_ && goes_on;
        events.erase(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(count));
        return {};
    }
    return fail(ErrorCode::Unavailable, "security log: others write without end");
}

// Of a log that was begun before there was an index: a piece at a time, the newest first.
Result<void> SecurityLog::index_older() {
    if (is_indexed_) return {};
    const Indexed indexed = TRY(read_indexed(records_));
    std::int64_t begin = indexed.begin;
    std::int64_t end = indexed.end;
    if (begin == 0) {
        end = TRY(head()).number;
        begin = end + 1;
    }
    const auto older = TRY(records_.list(kKind, "", key_of(begin), kSecurityIndexedAtOnce));
    std::vector<RecordWrite> writes;
    std::size_t looked_at = 0;
    for (; looked_at < older.size() && writes.size() < kSecurityIndexWritesMax; ++looked_at) {
        const Record& batch = older.at(looked_at);
        if (number_of(batch.key) == 0) continue;
        begin = number_of(batch.key);
        std::ranges::move(index_of(batch), std::back_inserter(writes));
    }
    if (looked_at > 0) {
        writes.push_back(write_indexed(indexed, begin, end));
        const auto done = records_.write(writes);
        if (!done && done.error().code == ErrorCode::VersionConflict) return {};  // the next time
        if (!done) return done;
    }
    is_indexed_ = looked_at == older.size() && older.size() < kSecurityIndexedAtOnce;
    return {};
}

// Under flushing_.
Result<void> SecurityLog::write_waiting(bool is_last) {
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

Result<void> SecurityLog::flush(bool is_last) {
    const std::lock_guard one_at_a_time{flushing_};
    TRY(write_waiting(is_last));
    return index_older();
}

}  // namespace pingli::app
