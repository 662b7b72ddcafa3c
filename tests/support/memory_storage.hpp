// accounts::Storage in memory, for tests.

#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "accounts/storage.hpp"

namespace pingli::support {

class MemoryStorage : public accounts::Storage {
public:
    Result<void> put(const std::string& kind, const accounts::Item& item,
                     accounts::Put when) override {
        const std::lock_guard lock{mutex_};
        if (is_broken) return fail(ErrorCode::Unavailable, "broken for a test");
        const bool is_there = items_.contains({kind, item.key});
        if (when == accounts::Put::IfAbsent && is_there)
            return fail(ErrorCode::VersionConflict, "it is there");
        items_[{kind, item.key}] = item;
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

private:
    std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, accounts::Item> items_;
};

}  // namespace pingli::support
