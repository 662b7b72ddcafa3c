// Lines for the terminal, written by a thread of their own: whoever says one never waits for
// whoever reads, be it a pipe that nobody empties or a terminal that stands still. What is not
// taken in time is left out, counted, and told of once there is room again, in a pipe as on a disk.
// A line is never mixed with another one, of another process neither.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace pingli::cli {

constexpr std::size_t kLinesWaitingBytesMax = std::size_t{1} << 20;
constexpr std::chrono::milliseconds kLastLinesAwaited{2'000};

struct LineWriterOptions {
    int fd = -1;
    // One for all writers of this process whose descriptors are of one file.
    std::shared_ptr<std::mutex> turn;
    std::function<std::string(std::uint64_t)> told_of_left_out;  // a line, without its end
    std::size_t waiting_bytes_max = kLinesWaitingBytesMax;
    std::chrono::milliseconds last_lines_awaited = kLastLinesAwaited;
};

bool are_one_file(int fd, int other);

class LineWriter {
public:
    explicit LineWriter(LineWriterOptions options);
    // Waits for a reader as long as `last_lines_awaited`, no longer.
    ~LineWriter();
    LineWriter(const LineWriter&) = delete;
    LineWriter& operator=(const LineWriter&) = delete;

    // Never blocks. The line comes without its end.
    void put(std::string_view line);
    // Whether all that was put is written, after so long at most.
    bool flush(std::chrono::milliseconds patience);

private:
    struct State;
    std::shared_ptr<State> state_;  // the thread's too, should it hang in the system for ever
    std::chrono::milliseconds last_lines_awaited_;
    std::thread thread_;
};

}  // namespace pingli::cli
