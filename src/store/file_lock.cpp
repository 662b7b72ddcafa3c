#include "store/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>

namespace pingli::store {

namespace {

constexpr std::chrono::milliseconds kLookEvery{50};

std::unexpected<Error> failed(const std::string& path, int code) {
    return fail(ErrorCode::Unavailable, path + ": " + std::generic_category().message(code));
}

// What this process has locked: such a file is not even opened again.
class OwnLocks {
public:
    static OwnLocks& all() {
        static OwnLocks locks;
        return locks;
    }
    bool has(dev_t device, ino_t inode) {
        const std::lock_guard lock{mutex_};
        return files_.contains({device, inode});
    }
    bool add(dev_t device, ino_t inode) {
        const std::lock_guard lock{mutex_};
        return files_.insert({device, inode}).second;
    }
    void remove(dev_t device, ino_t inode) {
        const std::lock_guard lock{mutex_};
        files_.erase({device, inode});
    }

private:
    std::mutex mutex_;
    std::set<std::pair<dev_t, ino_t>> files_;
};

}  // namespace

Result<FileLock::Tried> FileLock::try_once(const std::string& path) {
    constexpr int kOwnerOnly = 0600;
    struct stat about{};
    if (::stat(path.c_str(), &about) == 0 && OwnLocks::all().has(about.st_dev, about.st_ino))
        return Tried::Taken;
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
    if (file < 0) return failed(path, errno);
    if (::fstat(file, &about) != 0 || ::flock(file, LOCK_EX | LOCK_NB) != 0) {
        const int code = errno;
        ::close(file);
        if (code == EWOULDBLOCK || code == EINTR) return Tried::Taken;
        return failed(path, code);
    }
    file_ = file;
    device_ = about.st_dev;
    inode_ = about.st_ino;
    OwnLocks::all().add(device_, inode_);
    return Tried::Held;
}

Result<FileLock> FileLock::take(const std::string& path, std::chrono::milliseconds wait_max) {
    FileLock lock;
    const auto end = std::chrono::steady_clock::now() + wait_max;
    while (TRY(lock.try_once(path)) == Tried::Taken) {
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
    if (file_ < 0) return;
    OwnLocks::all().remove(device_, inode_);
    ::close(file_);
}

}  // namespace pingli::store
