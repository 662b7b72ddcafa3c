#include "store/file_lock.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "support/temporary_folder.hpp"

namespace pingli::store {
namespace {

constexpr std::chrono::milliseconds kAtOnce{0};

TEST(FileLock, IsHeldByOneAndFreeAfterwards) {
    const support::TemporaryFolder folder;
    const std::string path = (folder.path() / "lock").string();
    {
        const auto first = FileLock::take(path, kAtOnce);
        ASSERT_TRUE(first.has_value()) << first.error().context;
        const auto second = FileLock::take(path, std::chrono::milliseconds{60});
        ASSERT_FALSE(second.has_value());
        EXPECT_EQ(second.error().code, ErrorCode::Unavailable);
        EXPECT_NE(second.error().context.find("at work"), std::string::npos);
    }
    EXPECT_TRUE(FileLock::take(path, kAtOnce).has_value());
    EXPECT_EQ(FileLock::take("/nowhere/lock", kAtOnce).error().code, ErrorCode::Unavailable);
}

// security finding 36: the lock is on the file itself, whatever name it goes by
TEST(FileLock, IsOneUnderEveryNameOfTheFile) {
    const support::TemporaryFolder folder;
    const auto path = folder.path() / "lock";
    const auto first = FileLock::take(path.string(), kAtOnce);
    ASSERT_TRUE(first.has_value());
    std::filesystem::create_symlink(path, folder.path() / "symbolic");
    std::filesystem::create_hard_link(path, folder.path() / "hard");
    for (const char* name : {"symbolic", "hard"})
        EXPECT_FALSE(FileLock::take((folder.path() / name).string(), kAtOnce).has_value()) << name;
    const pid_t other = ::fork();  // Another process, which does not know what this one has locked.
    if (other == 0) {
        const int file = ::open((folder.path() / "hard").c_str(), O_RDWR | O_CLOEXEC);
        std::_Exit(file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) != 0 ? 0 : 1);
    }
    int status = 1;
    ::waitpid(other, &status, 0);
    EXPECT_EQ(status, 0);
}

TEST(FileLock, IsFreeWhenItsHolderIsKilledAndWaitedFor) {
    const support::TemporaryFolder folder;
    const std::string path = (folder.path() / "lock").string();
    const pid_t holder = ::fork();
    if (holder == 0) {
        // The other one, who looks whether it is held, may hold it for a moment.
        const auto held = FileLock::take(path, std::chrono::seconds{60});
        ::pause();
        std::_Exit(held ? 0 : 1);
    }
    while (FileLock::take(path, kAtOnce)) std::this_thread::sleep_for(std::chrono::milliseconds{1});
    std::jthread killer([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
        ::kill(holder, SIGKILL);
        ::waitpid(holder, nullptr, 0);
    });
    EXPECT_TRUE(FileLock::take(path, std::chrono::seconds{60}).has_value());
}

}  // namespace
}  // namespace pingli::store
