// Reading connections, opened as they are needed and kept; who finds all in use waits. T is one
// connection, which says itself whether it is lost: then it is not kept.

#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "base/result.hpp"

namespace pingli::store {

template <class T>
class Pool {
public:
    using Open = std::function<Result<T>()>;
    Pool(Open open, std::size_t count_max) : open_(std::move(open)), count_max_(count_max) {}

    // A connection for the life of the lease.
    class Lease {
    public:
        Lease(Pool& pool, std::unique_ptr<T> db) : pool_(&pool), db_(std::move(db)) {}
        Lease(Lease&&) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease() {
            if (db_) pool_->give_back(std::move(db_));
        }
        T* operator->() const { return db_.get(); }
        T& operator*() const { return *db_; }

    private:
        Pool* pool_;
        std::unique_ptr<T> db_;
    };

    Result<Lease> lease() {
        std::unique_lock lock(mutex_);
        is_back_.wait(lock, [this] { return !idle_.empty() || count_ < count_max_; });
        if (!idle_.empty()) {
            auto db = std::move(idle_.back());
            idle_.pop_back();
            return Lease{*this, std::move(db)};
        }
        ++count_;
        lock.unlock();
        auto opened = open_();
        if (opened) return Lease{*this, std::make_unique<T>(std::move(*opened))};
        lock.lock();
        --count_;
        is_back_.notify_one();
        return std::unexpected(opened.error());
    }

private:
    void give_back(std::unique_ptr<T> db) {
        {
            const std::lock_guard lock(mutex_);
            if (db->is_lost()) {
                --count_;
            } else {
                idle_.push_back(std::move(db));
            }
        }
        is_back_.notify_one();
    }

    Open open_;
    std::size_t count_max_;
    std::mutex mutex_;
    std::condition_variable is_back_;
    std::vector<std::unique_ptr<T>> idle_;  // guarded by mutex_
    std::size_t count_ = 0;                 // guarded by mutex_; idle and lent
};

}  // namespace pingli::store
