// Records in a map, for tests.

#pragma once

#include <atomic>
#include <map>
#include <mutex>

#include "app/event_store.hpp"

namespace pingli::support {

// Thread-safe.
class MemoryRecords final : public app::Records {
public:
    Result<void> write(const std::vector<app::RecordWrite>& writes) override {
        const std::lock_guard lock(mutex_);
        if (is_full) return fail(ErrorCode::Unavailable, "the disk is full");
        auto after = kinds_;
        for (const app::RecordWrite& one : writes) {
            auto& all = after[one.kind];
            const auto at = all.find(one.record.key);
            const bool is_other = at == all.end() || at->second.bytes != one.before;
            if ((one.when == app::Put::IfAbsent && at != all.end()) ||
                (one.when == app::Put::IfUnchanged && is_other))
                return fail(ErrorCode::VersionConflict, "write");
            if (one.removes)
                all.erase(one.record.key);
            else
                all.insert_or_assign(one.record.key, one.record);
        }
        kinds_ = std::move(after);
        return {};
    }
    Result<app::Record> get(const std::string& kind, const std::string& key, Instant) override {
        const std::lock_guard lock(mutex_);
        const auto at = kinds_[kind].find(key);
        if (at == kinds_[kind].end()) return fail(ErrorCode::NotFound, "get");
        return at->second;
    }
    Result<std::vector<app::Record>> list(const std::string& kind, const std::string& prefix,
                                          const std::string& after, std::size_t limit) override {
        const std::lock_guard lock(mutex_);
        std::vector<app::Record> out;
        for (const auto& [key, record] : kinds_[kind])
            if (key > after && key.starts_with(prefix) && out.size() < limit) out.push_back(record);
        return out;
    }
    Result<bool> remove(const std::string& kind, const std::string& key) override {
        const std::lock_guard lock(mutex_);
        return kinds_[kind].erase(key) > 0;
    }
    Result<std::int64_t> purge(Instant) override { return 0; }

    std::atomic<bool> is_full = false;

private:
    std::mutex mutex_;
    std::map<std::string, std::map<std::string, app::Record>> kinds_;
};

}  // namespace pingli::support
