#include "app/case_cache.hpp"

#include <utility>

#include "app/case_weight.hpp"
#include "base/assert.hpp"

namespace pingli::app {

CasePtr CaseCache::find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto it = places_.find(key);
    if (it == places_.end()) return nullptr;
    by_age_.splice(by_age_.end(), by_age_, it->second.age);
    return it->second.loaded;
}

void CaseCache::put(const std::string& key, CasePtr loaded) {
    const std::size_t bytes = key.size() * 2 + weight_of(loaded->state);
    const std::lock_guard lock(mutex_);
    const auto [it, is_new] = places_.try_emplace(key);
    if (is_new)
        it->second.age = by_age_.insert(by_age_.end(), key);
    else
        by_age_.splice(by_age_.end(), by_age_, it->second.age);
    it->second.loaded = std::move(loaded);
    bytes_ += bytes - std::exchange(it->second.bytes, bytes);
    while (places_.size() > cases_max_ || bytes_ > bytes_max_) drop(places_.find(by_age_.front()));
    PINGLI_ASSERT(places_.size() == by_age_.size());
}

void CaseCache::forget(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto it = places_.find(key);
    if (it != places_.end()) drop(it);
}

void CaseCache::drop(std::unordered_map<std::string, Place>::iterator place) {
    PINGLI_ASSERT(place != places_.end() && bytes_ >= place->second.bytes);
    bytes_ -= place->second.bytes;
    by_age_.erase(place->second.age);
    places_.erase(place);
    PINGLI_ASSERT(!places_.empty() || bytes_ == 0);
}

std::size_t CaseCache::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

void CaseCache::clear() {
    const std::lock_guard lock(mutex_);
    places_.clear();
    by_age_.clear();
    bytes_ = 0;
}

}  // namespace pingli::app
