// A lock on a database file that one program holds for as long as it lives, however it ends: an
// flock on an empty file beside it, since closing any other handle of the database's own file would
// drop the locks that SQLite holds there.

#pragma once

#include <chrono>
#include <string>
#include <utility>

#include "base/result.hpp"

namespace pingli::store {

class FileLock {
public:
    // Waits up to `wait_max` for another program to end. Unavailable when it does not, or when the
    // file cannot be written.
    static Result<FileLock> take(const std::string& path, std::chrono::milliseconds wait_max);

    FileLock() = default;  // of nothing
    FileLock(FileLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
    FileLock& operator=(FileLock&& other) noexcept {
        std::swap(file_, other.file_);
        return *this;
    }
    ~FileLock();

private:
    explicit FileLock(int file) : file_(file) {}
    int file_ = -1;
};

}  // namespace pingli::store
