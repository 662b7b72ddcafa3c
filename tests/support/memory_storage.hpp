// accounts::Storage in memory, for tests.

#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accounts/storage.hpp"

namespace pingli::support {

class MemoryStorage : public accounts::Storage {
public:
    Result<void> write(const std::vector<accounts::Write>& all) override {
        if (before_write) before_write();
        const std::lock_guard lock{mutex_};
        if (is_broken) return fail(ErrorCode::Unavailable, "broken for a test");
        auto after = items_;
        for (const accounts::Write& one : all) {
            const auto at = after.find({one.kind, one.item.key});
            const bool is_there = at != after.end();
            if (one.when == accounts::Put::IfAbsent && is_there)
                return fail(ErrorCode::VersionConflict, "it is there");
            if (one.when == accounts::Put::IfUnchanged &&
                (!is_there || at->second.bytes != one.before))
                return fail(ErrorCode::VersionConflict, "it is another now");
            if (one.removes)
                after.erase({one.kind, one.item.key});
            else
                after.insert_or_assign({one.kind, one.item.key}, one.item);
        }
        items_ = std::move(after);
        return {};
    }
    Result<accounts::Item> get(const std::string& kind, const std::string& key,
                               Instant now) override {
        const std::lock_guard lock{mutex_};
        if (is_broken) return fail(ErrorCode::Unavailable, "broken for a test");
        const auto at = items_.find({kind, key});
        if (at == items_.end() || (at->second.expires_at && *at->second.expires_at < now))
            return fail(ErrorCode::NotFound, "not there");
        return at->second;
    }
    Result<std::vector<accounts::Item>> list(const std::string& kind,
                                             const std::string& prefix) override {
        const std::lock_guard lock{mutex_};
        std::vector<accounts::Item> out;
        for (const auto& [key, item] : items_)
            if (key.first == kind && key.second.starts_with(prefix)) out.push_back(item);
        return out;
    }
    Result<bool> remove(const std::string& kind, const std::string& key) override {
        const std::lock_guard lock{mutex_};
        return items_.erase({kind, key}) > 0;
    }
    // All bytes that are stored, keys included: to look for what must not be there.
    std::string everything() {
        const std::lock_guard lock{mutex_};
        std::string out;
        for (const auto& [key, item] : items_)
            out.append(key.first).append(key.second).append(item.bytes).append("\n");
        return out;
    }

    bool is_broken = false;
    std::function<void()> before_write{};  // called before each write, outside the lock

private:
    std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, accounts::Item> items_;
};

// Whether what `change` says was written; it is asked anew when another was faster.
inline bool is_written(
    accounts::Storage& storage,
    const std::function<Result<std::optional<std::vector<accounts::Write>>>()>& change) {
    for (int i = 0; i < accounts::kWriteTriesMax; ++i) {
        const auto writes = change();
        if (!writes || !*writes) return false;
        const auto done = storage.write(**writes);
        if (done || done.error().code != ErrorCode::VersionConflict) return done.has_value();
    }
    return false;
}

}  // namespace pingli::support
