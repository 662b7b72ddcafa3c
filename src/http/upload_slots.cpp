#include "http/upload_slots.hpp"

#include <map>

namespace pingli::http {

std::unique_ptr<UploadSlots::Slot> UploadSlots::take(const Share& share,
                                                     std::function<void()> evict,
                                                     Clock::time_point now) {
    std::function<void()> send_away;
    std::unique_ptr<Slot> slot;
    {
        const std::lock_guard lock{mutex_};
        if (held(share.group, &share.member) >= of_one_max_) return nullptr;
        const std::size_t of_group = held(share.group, nullptr);
        const std::size_t free = all_max_ - slots_.size();
        if (free == 0) {
            Slot* const slowest = slowest_of_largest(now, of_group + 1);
            if (slowest == nullptr) return nullptr;
            slowest->is_evicted_ = true;
            slots_.remove(slowest);
            send_away = slowest->evict_;
        } else if (!leaves_room(of_group, free)) {
            return nullptr;
        }
        slot = std::make_unique<Slot>(*this, share, now, std::move(evict));
        slots_.push_back(slot.get());
    }
    if (send_away) send_away();
    return slot;
}

std::size_t UploadSlots::taken() const {
    const std::lock_guard lock{mutex_};
    return slots_.size();
}

std::size_t UploadSlots::held(const std::string& group, const std::string* member) const {
    std::size_t count = 0;
    for (const Slot* const slot : slots_)
        if (slot->share_.group == group && (member == nullptr || slot->share_.member == *member))
            ++count;
    return count;
}

UploadSlots::Slot* UploadSlots::slowest_of_largest(Clock::time_point now,
                                                   std::size_t more_than) const {
    std::map<std::string, std::size_t> sizes;
    for (const Slot* const slot : slots_) ++sizes[slot->share_.group];
    Slot* found = nullptr;
    std::size_t largest = 0;
    double slowest = 0;
    for (Slot* const slot : slots_) {
        const std::size_t size = sizes[slot->share_.group];
        const double seconds = std::chrono::duration<double>(now - slot->since_).count() + 0.001;
        const double rate = static_cast<double>(slot->bytes_) / seconds;
        if (size <= more_than) continue;
        const bool is_better = size > largest || (size == largest && rate < slowest);
        if (found != nullptr && !is_better) continue;
        found = slot;
        largest = size;
        slowest = rate;
    }
    return found;
}

void UploadSlots::give_back(Slot& slot) {
    const std::lock_guard lock{mutex_};
    if (!slot.is_evicted_) slots_.remove(&slot);
}

}  // namespace pingli::http
