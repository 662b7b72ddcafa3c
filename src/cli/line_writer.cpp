#include "cli/line_writer.hpp"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <condition_variable>
#include <csignal>
#include <utility>

namespace pingli::cli {

namespace {

constexpr std::chrono::milliseconds kLookedAgain{100};
constexpr std::chrono::milliseconds kTurnAwaited{2};
constexpr std::chrono::milliseconds kThreadAwaited{1'000};

// Signals are for the threads that wait for them: none is taken by a thread begun meanwhile.
class NoSignals {
public:
    NoSignals() {
        sigset_t all{};
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    NoSignals(const NoSignals&) = delete;
    NoSignals& operator=(const NoSignals&) = delete;
    ~NoSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

private:
    sigset_t before_{};
};

bool is_free(int fd, std::chrono::milliseconds patience) {
    pollfd asked{.fd = fd, .events = POLLOUT, .revents = 0};
    return ::poll(&asked, 1, static_cast<int>(patience.count())) == 1;
}

// While it lives no other writer is at this file: of this process by the mutex, of another one by a
// lock on the file, where files have such.
class Turn {
public:
    Turn(std::mutex& turn, int fd) : turn_(turn, std::try_to_lock), fd_(fd) {
        if (turn_) is_mine_ = lock(F_WRLCK) || (errno != EAGAIN && errno != EACCES);
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
        if (is_mine_) static_cast<void>(lock(F_UNLCK));
    }
    [[nodiscard]] bool is_mine() const { return is_mine_; }

private:
    [[nodiscard]] bool lock(int how) const {
        struct flock whole{};
        whole.l_type = static_cast<decltype(whole.l_type)>(how);
        whole.l_whence = SEEK_SET;
        return ::fcntl(fd_, F_SETLK, &whole) == 0;
    }
    std::unique_lock<std::mutex> turn_;
    int fd_;
    bool is_mine_ = false;
};

// Lines that a pipe takes at once; else one line.
std::size_t bytes_of_next(std::string_view lines) {
    const std::size_t last = lines.substr(0, PIPE_BUF).rfind('\n');
    return (last == std::string_view::npos ? lines.find('\n') : last) + 1;
}

bool will_nobody_read(int error) {
    return error == EPIPE || error == EBADF || error == EINVAL;
}

}  // namespace

bool are_one_file(int fd, int other) {
    struct stat one{};
    struct stat two{};
    return ::fstat(fd, &one) == 0 && ::fstat(other, &two) == 0 && one.st_dev == two.st_dev &&
           one.st_ino == two.st_ino;
}

struct LineWriter::State {
    explicit State(LineWriterOptions how) : options(std::move(how)) {}

    void run() {
        std::unique_lock lock{mutex};
        while (true) {
            changed.wait(lock, [&] { return has_work() || is_ending; });
            if (!has_work()) break;
            std::string text = std::exchange(waiting, {});
            const std::uint64_t lost = std::exchange(left_out, 0);
            is_at_work = true;
            lock.unlock();
            if (lost > 0) text.append(options.told_of_left_out(lost)).append("\n");
            write(text);
            lock.lock();
            is_at_work = false;
            changed.notify_all();
        }
        has_ended = true;
        changed.notify_all();
    }

    [[nodiscard]] bool has_work() const { return !waiting.empty() || left_out > 0; }

    void write(std::string_view text) const {
        while (!text.empty() && !is_given_up) {
            if (!is_free(options.fd, kLookedAgain)) continue;
            const Turn turn{*options.turn, options.fd};
            if (!turn.is_mine()) {
                std::this_thread::sleep_for(kTurnAwaited);
                continue;
            }
            const std::size_t next = bytes_of_next(text);
            if (!write_next(text.substr(0, next))) return;
            text.remove_prefix(next);
        }
    }

    // A pipe that is said to be free takes this much at once, also of a descriptor that blocks. On
    // a full disk it waits for room, as for a reader: what comes meanwhile waits or is counted.
    // False: nobody will read it.
    [[nodiscard]] bool write_next(std::string_view lines) const {
        while (!lines.empty() && !is_given_up) {
            if (!is_free(options.fd, kLookedAgain)) continue;
            const auto done =
                ::write(options.fd, lines.data(), std::min<std::size_t>(lines.size(), PIPE_BUF));
            if (done >= 0)
                lines.remove_prefix(static_cast<std::size_t>(done));
            else if (will_nobody_read(errno))
                return false;
            else if (errno != EINTR)
                std::this_thread::sleep_for(kLookedAgain);
        }
        return true;
    }

    const LineWriterOptions options;
    std::mutex mutex;
    std::condition_variable changed;
    std::string waiting;  // whole lines
    std::uint64_t left_out = 0;
    bool is_at_work = false;
    bool is_ending = false;
    bool has_ended = false;
    std::atomic<bool> is_given_up = false;
};

LineWriter::LineWriter(LineWriterOptions options)
    : state_(std::make_shared<State>(std::move(options))),
      last_lines_awaited_(state_->options.last_lines_awaited) {
    const NoSignals while_it_begins;
    thread_ = std::thread{[state = state_] { state->run(); }};
}

LineWriter::~LineWriter() {
    static_cast<void>(flush(last_lines_awaited_));
    std::unique_lock lock{state_->mutex};
    state_->is_ending = true;
    state_->is_given_up = true;
    state_->changed.notify_all();
    const bool has_ended =
        state_->changed.wait_for(lock, kThreadAwaited, [&] { return state_->has_ended; });
    lock.unlock();
    if (has_ended)
        thread_.join();
    else
        thread_.detach();
}

void LineWriter::put(std::string_view line) {
    const std::lock_guard lock{state_->mutex};
    // Once some were left out, so is what comes, until those are told of: the order is kept.
    const bool fits = state_->waiting.size() + line.size() < state_->options.waiting_bytes_max;
    if (!fits || state_->left_out > 0)
        ++state_->left_out;
    else
        state_->waiting.append(line).append("\n");
    state_->changed.notify_all();
}

bool LineWriter::flush(std::chrono::milliseconds patience) {
    std::unique_lock lock{state_->mutex};
    return state_->changed.wait_for(lock, patience,
                                    [&] { return !state_->has_work() && !state_->is_at_work; });
}

}  // namespace pingli::cli
