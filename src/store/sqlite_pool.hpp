// Reading connections, opened as they are needed and kept; who finds all in use waits.

#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "store/sqlite_database.hpp"

namespace pingli::store::sqlite {

class Pool {
public:
    Pool(OpenOptions options, std::size_t count_max)
        : options_(std::move(options)), count_max_(count_max) {}

    // A connection for the life of the lease.
    class Lease {
    public:
        Lease(Pool& pool, std::unique_ptr<Database> db) : pool_(&pool), db_(std::move(db)) {}
        Lease(Lease&&) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease() {
            if (db_) pool_->give_back(std::move(db_));
        }
        Database* operator->() const { return db_.get(); }

    private:
        Pool* pool_;
        std::unique_ptr<Database> db_;
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
        auto opened = Database::open(options_);
        if (opened) return Lease{*this, std::make_unique<Database>(std::move(*opened))};
        lock.lock();
        --count_;
        is_back_.notify_one();
        return std::unexpected(opened.error());
    }

private:
    void give_back(std::unique_ptr<Database> db) {
        {
            const std::lock_guard lock(mutex_);
            idle_.push_back(std::move(db));
        }
        is_back_.notify_one();
    }

    OpenOptions options_;
    std::size_t count_max_;
    std::mutex mutex_;
    std::condition_variable is_back_;
    std::vector<std::unique_ptr<Database>> idle_;  // guarded by mutex_
    std::size_t count_ = 0;                        // guarded by mutex_; idle and lent
};

}  // namespace pingli::store::sqlite
