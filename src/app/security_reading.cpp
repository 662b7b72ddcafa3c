// Reading the security log, and proving it.

#include <algorithm>
#include <utility>

#include "app/limits.hpp"
#include "app/security_batch.hpp"
#include "app/security_log.hpp"
#include "base/assert.hpp"

namespace pingli::app {

using namespace security;

namespace {

constexpr std::size_t kAtOnce = 20;

bool concerns(const SecurityEvent& event, const std::optional<ShopId>& shop) {
    return !shop || std::ranges::find(event.shops, shop->value()) != event.shops.end();
}

// A page, newest first. Each step ends when the page is full, or enough was looked at for once.
class Reading {
public:
    Reading(Records& records, const std::optional<ShopId>& shop, std::int64_t before,
            std::size_t limit)
        : records_(records),
          shop_(shop),
          before_(before > 0 ? std::min(before, kNumberMax) : kNumberMax),
          limit_(limit) {}

    // Every batch that begins at `floor` or after.
    Result<void> walk(std::int64_t floor) {
        // From the batch on that holds the entry before: it begins with a smaller number.
        std::string after = key_of(before_);
        while (!is_done_) {
            const auto batches = TRY(records_.list(kKind, "", after, kAtOnce));
            for (const Record& batch : batches) {
                if (is_done_) return {};
                if (number_of(batch.key) < floor) return leave(floor);
                after = batch.key;
                take(batch);
            }
            if (batches.size() < kAtOnce) return is_done_ ? Result<void>{} : leave(floor);
        }
        return {};
    }

    // The shop's own of those that the index has.
    Result<void> look_up(const Indexed& indexed) {
        const std::string prefix = index_prefix(shop_->value());
        std::string after = prefix + key_of(before_);
        while (!is_done_) {
            const auto found = TRY(records_.list(kIndexKind, prefix, after, kAtOnce));
            for (const Record& one : found) {
                if (is_done_) return {};
                after = one.key;
                const std::string key{batch_key_in(one.key)};
                if (one.key != prefix + key || !indexed.has(number_of(key))) continue;
                const auto batch = TRY(records_.list(kKind, key, "", 1));
                if (!batch.empty()) take(batch.front());
            }
            if (found.size() < kAtOnce) return is_done_ ? Result<void>{} : leave(indexed.begin);
        }
        return {};
    }

    SecurityPage page() && {
        PINGLI_ASSERT(page_.entries.size() <= limit_);
        if (!is_done_) page_.next = 0;
        return std::move(page_);
    }

private:
    Result<void> leave(std::int64_t floor) {
        before_ = std::min(before_, floor);
        return {};
    }

    void take(const Record& record) {
        const Batch batch = batch_of(record);
        for (std::size_t i = std::min(batch.entries.size(), batch.hashes.size());
             i-- > 0 && page_.entries.size() < limit_;) {
            const std::int64_t number = number_of(record.key) + static_cast<std::int64_t>(i);
            if (number >= before_) continue;
            page_.next = number;
            SecurityEvent event = event_of(batch.entries.at(i));
            if (!concerns(event, shop_)) continue;
            page_.entries.push_back(
                {.number = number, .event = std::move(event), .hash = batch.hashes.at(i)});
        }
        is_done_ = page_.entries.size() >= limit_ || ++looked_at_ >= kSecurityReadMax;
    }

    Records& records_;
    const std::optional<ShopId>& shop_;
    std::int64_t before_;
    std::size_t limit_;
    std::size_t looked_at_ = 0;
    bool is_done_ = false;
    SecurityPage page_{};
};

std::string at_entry(std::int64_t number, const std::string& what) {
    return "security log: entry " + std::to_string(number) + ": " + what;
}

// The index against the chain, both ways.
class IndexCheck {
public:
    IndexCheck(Records& records, Indexed indexed, Instant now)
        : records_(records), indexed_(std::move(indexed)), now_(now) {}

    // What the index must have of this batch.
    Result<std::optional<std::string>> take(const Record& batch) {
        const std::int64_t first = number_of(batch.key);
        const bool is_going = batch.expires_at && *batch.expires_at <= now_;
        if (!indexed_.has(first) || is_going) return std::nullopt;
        for (const RecordWrite& wanted : index_of(batch)) {
            const auto found = records_.get(kIndexKind, wanted.record.key, now_);
            if (!found && found.error().code != ErrorCode::NotFound)
                return std::unexpected{found.error()};
            if (!found) return at_entry(first, "a shop's index does not have it");
            if (found->bytes != wanted.record.bytes ||
                found->expires_at != wanted.record.expires_at)
                return at_entry(first, "a shop's index was changed");
            ++wanted_;
        }
        return std::nullopt;
    }

    // What the index has and the chain has not; `newest` of the chain, 0: there is none.
    Result<std::optional<std::string>> finish(std::int64_t newest) {
        if (!indexed_.bytes.empty() && indexed_.bytes != bytes_of(indexed_))
            return at_entry(indexed_.begin, "where the index of shops begins was changed");
        if (newest > 0 && indexed_.end > newest)
            return at_entry(indexed_.end, "only the index of shops has it");
        std::int64_t there = 0;
        std::optional<std::int64_t> oldest;
        std::optional<std::int64_t> latest;
        TRY(each([&](const Record& one) -> Result<void> {
            const std::int64_t first = number_of(batch_key_in(one.key));
            if (indexed_.has(first)) ++there;
            oldest = std::min(oldest.value_or(first), first);
            latest = std::max(latest.value_or(first), first);
            return {};
        }));
        // It may have gone further meanwhile.
        const Indexed now = TRY(read_indexed(records_));
        for (const auto& one : {oldest, latest})
            if (one && !now.may_have(*one) && !indexed_.may_have(*one))
                return at_entry(*one, "a shop's index has it, which does not go so far");
        if (there <= wanted_) return std::nullopt;
        std::optional<std::string> fault;
        const auto name = [this, &fault](const Record& one) -> Result<void> {
            const std::string key{batch_key_in(one.key)};
            if (!indexed_.has(number_of(key))) return {};
            const auto batch = TRY(records_.list(kKind, key, "", 1));
            const bool is_wanted =
                !batch.empty() &&
                std::ranges::any_of(index_of(batch.front()), [&one](const RecordWrite& write) {
                    return write.record.key == one.key;
                });
            if (!is_wanted && !fault)
                fault = at_entry(number_of(key), "only a shop's index has it");
            return {};
        };
        TRY(each(name));
        return fault;
    }

private:
    Result<void> each(const std::function<Result<void>(const Record&)>& look) {
        for (std::string after;;) {
            const auto records = TRY(records_.list(kIndexKind, "", after, kPageMax));
            for (const Record& one : records) {
                after = one.key;
                const bool is_going = one.expires_at && *one.expires_at <= now_;
                if (!is_indexed_mark(one.key) && !is_going) TRY(look(one));
            }
            if (records.size() < kPageMax) return {};
        }
    }

    Records& records_;
    Indexed indexed_;
    Instant now_;
    std::int64_t wanted_ = 0;
};

}  // namespace

Result<SecurityPage> SecurityLog::read(const std::optional<ShopId>& shop, std::int64_t before,
                                       std::size_t limit) {
    Reading reading{records_, shop, before, limit};
    if (shop) {
        const Indexed indexed = TRY(read_indexed(records_));
        TRY(reading.walk(indexed.end + 1));
        if (indexed.begin > 0) TRY(reading.look_up(indexed));
    }
    TRY(reading.walk(0));
    return std::move(reading).page();
}

Result<SecurityCheck> SecurityLog::verify() {
    SecurityCheck check;
    const auto fault = [&check](std::string what) {
        check.fault = std::move(what);
        return check;
    };
    IndexCheck index{records_, TRY(read_indexed(records_)), now_()};
    std::int64_t newest = 0;
    std::int64_t next = 0;  // the number that the older ones end before; 0: not known yet
    std::string hash;
    std::string after;
    while (true) {
        const auto records = TRY(records_.list(kKind, "", after, kPageMax));
        for (const Record& record : records) {
            after = record.key;
            const Batch batch = batch_of(record);
            if (!holds(batch, record)) return fault(at_entry(batch.first, "was changed"));
            if (next != 0 && batch.after() != next) return fault(at_entry(next - 1, "is missing"));
            if (next != 0 && batch.hashes.back() != hash)
                return fault(at_entry(next - 1, "is another than it was"));
            if (newest == 0) newest = batch.after() - 1;
            next = batch.first;
            hash = batch.before;
            check.entries += std::ssize(batch.entries);
            if (auto found = TRY(index.take(record))) return fault(*std::move(found));
        }
        if (records.size() < kPageMax) break;
    }
    if (auto found = TRY(index.finish(newest))) return fault(*std::move(found));
    return check;
}

}  // namespace pingli::app
