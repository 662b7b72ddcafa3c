// A lock on a database file that one program holds for as long as it lives, however it ends. It is
// on the file itself (flock on its inode), whatever name it goes by: a second name by a hard or
// symbolic link is the same file.
//
// Closing any handle of a file drops the locks that SQLite holds on it in the same process, so the
// lock must outlive every connection to the file, and a process that has it does not open it again.

#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <utility>

#include "base/result.hpp"

namespace pingli::store {

class FileLock {
public:
    // Waits up to `wait_max` for another program to end. The file is made when there is none.
    // Unavailable when the other does not end, or when the file cannot be written.
    static Result<FileLock> take(const std::string& path, std::chrono::milliseconds wait_max);

    FileLock() = default;  // of nothing
    FileLock(FileLock&& other) noexcept
        : file_(std::exchange(other.file_, -1)), device_(other.device_), inode_(other.inode_) {}
    FileLock& operator=(FileLock&& other) noexcept {
        std::swap(file_, other.file_);
        std::swap(device_, other.device_);
        std::swap(inode_, other.inode_);
        return *this;
    }
    ~FileLock();

private:
    enum class Tried : std::uint8_t { Held, Taken };
    Result<Tried> try_once(const std::string& path);
    int file_ = -1;
    dev_t device_ = 0;
    ino_t inode_ = 0;
};

}  // namespace pingli::store
