#include "cli/line_writer.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "support/temporary_folder.hpp"

namespace pingli::cli {
namespace {

using namespace std::chrono_literals;

// A pipe with both its ends.
class Pipe {
public:
    Pipe() {
        if (::pipe2(ends_.data(), O_CLOEXEC) != 0) std::abort();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        ::close(ends_[1]);
        ::close(ends_[0]);
    }
    [[nodiscard]] int in() const { return ends_[1]; }
    // At least so much, or till nothing comes for a second.
    std::string read(std::size_t bytes, int idle_max = 100) {
        std::string out;
        ::fcntl(ends_[0], F_SETFL, O_NONBLOCK);
        for (int idle = 0; out.size() < bytes && idle < idle_max;) {
            std::array<char, 4096> buffer{};
            const auto got = ::read(ends_[0], buffer.data(), buffer.size());
            if (got > 0) {
                out.append(buffer.data(), static_cast<std::size_t>(got));
                idle = 0;
            } else {
                ++idle;
                std::this_thread::sleep_for(10ms);
            }
        }
        return out;
    }

private:
    std::array<int, 2> ends_{};
};

LineWriterOptions to(int fd) {
    return {
        .fd = fd,
        .turn = std::make_shared<std::mutex>(),
        .told_of_left_out = [](std::uint64_t lines) { return std::to_string(lines) + " left out"; },
        .waiting_bytes_max = 10'000,
        .last_lines_awaited = 200ms};
}

std::string line_of(int number) {
    return std::to_string(number) + ' ' + std::string(90, '.');
}

struct Counted {
    int whole = 0;
    int left_out = 0;
};

Counted counted(const std::string& text) {
    Counted out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const std::string line = text.substr(at, end - at);
        const int number = std::atoi(line.c_str());  // NOLINT(cert-err34-c): ours
        if (line.ends_with(" left out"))
            out.left_out += number;
        else
            out.whole += line == line_of(number) ? 1 : 0;
        at = end + 1;
    }
    return out;
}

TEST(LineWriter, WritesInOrder) {
    Pipe pipe;
    LineWriter lines{to(pipe.in())};
    lines.put("one");
    lines.put("two");
    EXPECT_TRUE(lines.flush(10s));
    EXPECT_EQ(pipe.read(8), "one\ntwo\n");
}

// security finding: a server whose stdout nobody takes stood still for all
TEST(LineWriter, NeverWaitsForAReaderAndTellsHowManyWereLeftOut) {
    Pipe pipe;
    LineWriter lines{to(pipe.in())};
    constexpr int kLines = 20'000;  // some 1.9 MB: a pipe takes 64 KiB
    const auto begun = std::chrono::steady_clock::now();
    for (int i = 0; i < kLines; ++i) lines.put(line_of(i));
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s);
    EXPECT_FALSE(lines.flush(50ms));
    const std::string text = pipe.read(kLines * 100);
    EXPECT_TRUE(text.starts_with(line_of(0) + '\n'));
    const Counted told = counted(text);
    EXPECT_GT(told.left_out, 0);
    EXPECT_EQ(told.whole + told.left_out, kLines);
    lines.put("again");
    EXPECT_TRUE(lines.flush(10s));
    EXPECT_EQ(pipe.read(6), "again\n");
}

TEST(LineWriter, EndsWithoutAReader) {
    Pipe pipe;
    const auto begun = std::chrono::steady_clock::now();
    {
        LineWriter lines{to(pipe.in())};
        for (int i = 0; i < 5'000; ++i) lines.put(line_of(i));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 10s);
}

TEST(LineWriter, OneThatStandsStillDoesNotHoldAnother) {
    Pipe full, empty;
    ASSERT_FALSE(are_one_file(full.in(), empty.in()));
    LineWriter stuck{to(full.in())};
    LineWriter free{to(empty.in())};
    for (int i = 0; i < 5'000; ++i) stuck.put(line_of(i));
    free.put("heard");
    EXPECT_TRUE(free.flush(10s));
    EXPECT_EQ(empty.read(6), "heard\n");
}

// A reviewer's finding (12): what was to be written when the disk was full was dropped, uncounted.
TEST(LineWriter, WaitsForRoomOnADiskAndTellsHowManyWereLeftOut) {
    support::TemporaryFolder folder;
    const auto path = folder.write("log", "");
    const int disk = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    ASSERT_GE(disk, 0);
    constexpr int kLines = 500;  // some 48 kB; 10 kB may wait
    {
        LineWriter lines{to(disk)};
        for (int i = 0; i < kLines; ++i) lines.put(line_of(i));
        EXPECT_FALSE(lines.flush(300ms));
        const int empty = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
        ASSERT_EQ(::dup2(empty, disk), disk);
        ::close(empty);
        EXPECT_TRUE(lines.flush(10s));
    }
    ::close(disk);
    std::ifstream written{path};
    const Counted told =
        counted({std::istreambuf_iterator<char>{written}, std::istreambuf_iterator<char>{}});
    EXPECT_GT(told.whole, 0);
    EXPECT_GT(told.left_out, 0);
    EXPECT_EQ(told.whole + told.left_out, kLines);
}

// A reviewer's finding (12): lines longer than a pipe takes at once were mixed with those of
// another process.
TEST(LineWriter, MixesNoLinesOfTwoProcesses) {
    constexpr int kLines = 50;
    constexpr std::size_t kLineBytes = 3 * std::size_t{PIPE_BUF};
    Pipe pipe;
    auto how = to(pipe.in());
    how.waiting_bytes_max = std::size_t{1} << 20U;
    const auto write_all = [&](char letter) {
        LineWriter lines{how};
        for (int i = 0; i < kLines; ++i) lines.put(std::string(kLineBytes, letter));
        return lines.flush(30s);
    };
    const pid_t other = ::fork();
    ASSERT_GE(other, 0);
    if (other == 0) ::_exit(write_all('b') ? 0 : 1);
    bool is_written = false;
    std::thread mine{[&] { is_written = write_all('a'); }};
    const std::string text = pipe.read(2 * kLines * (kLineBytes + 1), 1'000);
    mine.join();
    int status = -1;
    EXPECT_EQ(::waitpid(other, &status, 0), other);
    EXPECT_TRUE(is_written && status == 0);
    ASSERT_EQ(text.size(), 2 * kLines * (kLineBytes + 1));
    for (std::size_t at = 0; at < text.size(); at += kLineBytes + 1) {
        ASSERT_EQ(text.substr(at, kLineBytes + 1).find_first_not_of(text[at]), kLineBytes);
        ASSERT_EQ(text[at + kLineBytes], '\n');
    }
}

}  // namespace
}  // namespace pingli::cli
