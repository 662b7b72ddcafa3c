#include "app/security_batch.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/assert.hpp"
#include "base/record_form.hpp"
#include "base/sha256.hpp"

namespace pingli::app::security {

namespace {

const std::string kIndexedKey = "indexed";  // no shop's: those have a '/'

}  // namespace

std::string key_of(std::int64_t number) {
    const auto within = std::clamp<std::int64_t>(number, 0, kNumberMax);
    const std::string digits = std::to_string(kNumberMax - within);
    PINGLI_ASSERT(digits.size() <= kKeyDigits);
    std::string key = std::string(kKeyDigits - digits.size(), '0') + digits;
    PINGLI_ASSERT(number_of(key) == within);
    return key;
}

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

Batch batch_of(const Record& record) {
    const RecordReader reader{record.bytes};
    const std::int64_t first = reader.whole("first").value_or(0);
    return {.first = first > kNumberMax ? 0 : std::max<std::int64_t>(first, 0),  // damage: none
            .before = reader.text("before"),
            .entries = reader.texts("entry"),
            .hashes = reader.texts("hash")};
}

std::string bytes_of(const Batch& batch) {
    PINGLI_ASSERT(batch.entries.size() == batch.hashes.size());
    RecordWriter out;
    out.add("first", std::to_string(batch.first)).add("before", batch.before);
    for (std::size_t i = 0; i < batch.entries.size(); ++i)
        out.add("entry", batch.entries.at(i)).add("hash", batch.hashes.at(i));
    return out.take();
}

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

std::string index_prefix(std::string_view shop) {
    return std::string{shop} + '/';
}

std::string_view batch_key_in(std::string_view index_key) {
    return index_key.substr(index_key.size() - std::min(kKeyDigits, index_key.size()));
}

std::vector<RecordWrite> index_of(const Record& batch) {
    std::set<std::string> shops;
    for (const std::string& entry : batch_of(batch).entries)
        for (std::string& shop : event_of(entry).shops) shops.insert(std::move(shop));
    std::vector<RecordWrite> writes;
    writes.reserve(shops.size());
    for (const std::string& shop : shops)
        writes.push_back({.kind = kIndexKind,
                          .record = {.key = index_prefix(shop) + batch.key,
                                     .bytes = std::to_string(number_of(batch.key)),
                                     .expires_at = batch.expires_at}});
    return writes;
}

Result<Indexed> read_indexed(Records& records) {
    const auto record = records.get(kIndexKind, kIndexedKey, Instant{});
    if (!record && record.error().code == ErrorCode::NotFound) return Indexed{};
    if (!record) return std::unexpected{record.error()};
    const RecordReader reader{record->bytes};
    const auto number = [&reader](std::string_view name) {
        return std::clamp<std::int64_t>(reader.whole(name).value_or(0), 0, kNumberMax);
    };
    return Indexed{.begin = number("first"),
                   .end = number("last"),
                   .stale = number("stale"),
                   .bytes = record->bytes};
}

std::string bytes_of(const Indexed& indexed) {
    RecordWriter out;
    out.add("first", std::to_string(indexed.begin)).add("last", std::to_string(indexed.end));
    if (indexed.stale > 0) out.add("stale", std::to_string(indexed.stale));
    return out.take();
}

bool is_indexed_mark(std::string_view index_key) {
    return index_key == kIndexedKey;
}

RecordWrite write_indexed(const Indexed& before, std::int64_t begin, std::int64_t end) {
    std::int64_t stale = before.stale;
    if (before.begin > 0 && begin > before.begin)
        stale = stale > 0 ? std::min(stale, before.begin) : before.begin;
    if (begin <= stale) stale = 0;
    PINGLI_ASSERT(stale < begin || stale == 0);
    return {.kind = kIndexKind,
            .record = {.key = kIndexedKey,
                       .bytes = bytes_of(Indexed{.begin = begin, .end = end, .stale = stale}),
                       .expires_at = {}},
            .when = before.bytes.empty() ? Put::IfAbsent : Put::IfUnchanged,
            .before = before.bytes};
}

Result<void> forget_index(Records& records) {
    while (true) {
        const auto some = TRY(records.list(kIndexKind, "", "", kPageMax));
        std::vector<RecordWrite> writes;
        writes.reserve(some.size());
        for (const Record& one : some)
            writes.push_back({.kind = kIndexKind, .record = {.key = one.key}, .removes = true});
        if (writes.empty()) return {};
        TRY(records.write(writes));
    }
}

}  // namespace pingli::app::security
