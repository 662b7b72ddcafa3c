#include "store/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <thread>

namespace pingli::store {

namespace {

constexpr std::chrono::milliseconds kLookEvery{50};

std::unexpected<Error> failed(const std::string& path, int code) {
    return fail(ErrorCode::Unavailable, path + ": " + std::generic_category().message(code));
}

}  // namespace

Result<FileLock> FileLock::take(const std::string& path, std::chrono::milliseconds wait_max) {
    constexpr int kOwnerOnly = 0600;
    FileLock lock{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly)};
    if (lock.file_ < 0) return failed(path, errno);
    const auto end = std::chrono::steady_clock::now() + wait_max;
    while (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) return failed(path, errno);
        if (std::chrono::steady_clock::now() >= end)
            return fail(ErrorCode::Unavailable,
                        path +
                            ": the server or another program is at work on this database; let "
                            "it end first");
        std::this_thread::sleep_for(kLookEvery);
    }
    return lock;
}

FileLock::~FileLock() {
    if (file_ >= 0) ::close(file_);
}

}  // namespace pingli::store
