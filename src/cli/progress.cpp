#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <ostream>

#include "cli/findings_table.hpp"
#include "report/display_width.hpp"
#include "report/markup.hpp"

namespace pingli::cli {

namespace {

constexpr std::chrono::milliseconds kRedraw{100};
// Nobody needs a line for a run that is over before it is read.
constexpr std::chrono::milliseconds kFirst{400};

// The only state that a signal handler may touch.
std::atomic<bool> stop_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void on_signal(int) {
    stop_asked.store(true, std::memory_order_relaxed);
}

std::string amount(std::uint64_t value, ProgressUnit unit) {
    constexpr double kMegabyte = 1e6;
    if (unit == ProgressUnit::Bytes)
        return fmt::format("{:.1f} MB", static_cast<double>(value) / kMegabyte);
    return report::with_commas(value);
}

std::string clock(std::uint64_t seconds) {
    if (seconds >= 3600)
        return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::uint64_t seconds_for(std::uint64_t steps, double rate) {
    return static_cast<std::uint64_t>(std::llround(static_cast<double>(steps) / rate));
}

}  // namespace

std::string progress_line(const ProgressState& state, std::size_t columns, Language language) {
    const bool is_chinese = language == Language::Chinese;
    std::string line = state.phase;
    const std::uint64_t done = state.total > 0 ? std::min(state.done, state.total) : state.done;
    if (state.total > 0)
        line += fmt::format("  {:3}%", static_cast<int>(100.0 * static_cast<double>(done) /
                                                        static_cast<double>(state.total)));
    line += "  " + amount(done, state.unit);
    const auto milliseconds = static_cast<double>(state.elapsed.count());
    if (milliseconds >= 1 && done > 0) {
        const double rate = static_cast<double>(done) * 1000.0 / milliseconds;
        line += fmt::format("  {}/{}", amount(static_cast<std::uint64_t>(rate), state.unit),
                            is_chinese ? "秒" : "s");
        if (state.total > done)
            line += fmt::format("  {} {}", is_chinese ? "还需" : "ETA",
                                clock(seconds_for(state.total - done, rate)));
    }
    line += is_chinese ? "  （Ctrl-C 停止）" : "  (Ctrl-C stops)";
    return report::cut_to_width(line, columns);
}

Progress::Progress(std::ostream& err, int descriptor)
    : err_(err), is_shown_(isatty(descriptor) == 1) {
    const TableStyle style = table_style_of(descriptor);
    columns_ = style.columns;
    language_ = style.language;
}

Progress::~Progress() {
    clear();
}

void Progress::begin(const Bilingual& phase, std::uint64_t total, ProgressUnit unit) {
    state_ = {
        .phase = in(language_, phase), .done = 0, .total = total, .unit = unit, .elapsed = {}};
    began_ = std::chrono::steady_clock::now();
    drawn_ = began_ + kFirst - kRedraw;
}

void Progress::at(std::uint64_t done) {
    state_.done = done;
    if (!is_shown_) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - drawn_ >= kRedraw) draw(now);
}

void Progress::draw(std::chrono::steady_clock::time_point now) {
    state_.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - began_);
    // One column stays free: a full line would make some terminals wrap.
    err_ << "\r\x1b[2K" << progress_line(state_, columns_ - 1, language_) << std::flush;
    drawn_ = now;
    is_drawn_ = true;
}

void Progress::clear() {
    if (!is_drawn_) return;
    err_ << "\r\x1b[2K" << std::flush;
    is_drawn_ = false;
}

StopOnInterrupt::StopOnInterrupt() {
    stop_asked.store(false);
    struct sigaction action{};
    action.sa_handler = on_signal;  // NOLINT(cppcoreguidelines-pro-type-union-access)
    action.sa_flags = static_cast<int>(SA_RESETHAND);  // the second one ends the program
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

StopOnInterrupt::~StopOnInterrupt() {
    static_cast<void>(std::signal(SIGINT, SIG_DFL));
    static_cast<void>(std::signal(SIGTERM, SIG_DFL));
}

// NOLINTNEXTLINE(readability-convert-member-functions-to-static): there is no flag without one.
const std::atomic<bool>* StopOnInterrupt::flag() const {
    return &stop_asked;
}

}  // namespace pingli::cli
