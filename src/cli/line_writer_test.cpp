#include "cli/line_writer.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

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
    std::string read(std::size_t bytes) {
        std::string out;
        ::fcntl(ends_[0], F_SETFL, O_NONBLOCK);
        for (int idle = 0; out.size() < bytes && idle < 100;) {
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
    int whole = 0;
    int left_out = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const std::string line = text.substr(at, end - at);
        if (line.ends_with(" left out"))
            left_out += std::atoi(line.c_str());  // NOLINT(cert-err34-c): ours
        else
            whole += line == line_of(std::atoi(line.c_str())) ? 1 : 0;  // NOLINT(cert-err34-c)
        at = end + 1;
    }
    EXPECT_GT(left_out, 0);
    EXPECT_EQ(whole + left_out, kLines);
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
    const auto turn = std::make_shared<std::mutex>();
    auto how = to(full.in());
    how.turn = turn;
    LineWriter stuck{how};
    how.fd = empty.in();
    LineWriter free{how};
    for (int i = 0; i < 5'000; ++i) stuck.put(line_of(i));
    free.put("heard");
    EXPECT_TRUE(free.flush(10s));
    EXPECT_EQ(empty.read(6), "heard\n");
}

}  // namespace
}  // namespace pingli::cli
