#include "app/case_cache.hpp"

namespace pingli::app {

CasePtr CaseCache::find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto it = places_.find(key);
    if (it == places_.end()) return nullptr;
    by_age_.splice(by_age_.end(), by_age_, it->second.age);
    return it->second.loaded;
}

void CaseCache::put(const std::string& key, CasePtr loaded) {
    const std::lock_guard lock(mutex_);
    const auto [it, is_new] = places_.try_emplace(key);
    if (is_new)
        it->second.age = by_age_.insert(by_age_.end(), key);
    else
        by_age_.splice(by_age_.end(), by_age_, it->second.age);
    it->second.loaded = std::move(loaded);
    while (places_.size() > cases_max_) {
        places_.erase(by_age_.front());
        by_age_.pop_front();
    }
}

void CaseCache::forget(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto it = places_.find(key);
    if (it == places_.end()) return;
    by_age_.erase(it->second.age);
    places_.erase(it);
}

void CaseCache::clear() {
    const std::lock_guard lock(mutex_);
    places_.clear();
    by_age_.clear();
}

}  // namespace pingli::app
