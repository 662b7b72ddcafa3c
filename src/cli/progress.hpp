// A line on standard error that says how far a long run has come, when somebody watches; and
// Ctrl-C as a value that the run looks at, so that it can stop between two dossiers and still
// write what it has.

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include "report/words.hpp"

namespace pingli::cli {

enum class ProgressUnit : std::uint8_t { Steps, Bytes };

struct ProgressState {
    std::string phase;
    std::uint64_t done = 0;
    std::uint64_t total = 0;  // 0 = not known
    ProgressUnit unit = ProgressUnit::Steps;
    std::chrono::milliseconds elapsed{};
};
// "reading  42%  153,000/s  ETA 0:12", at most `columns` wide.
std::string progress_line(const ProgressState& state, std::size_t columns, Language language);

class Progress {
public:
    // Silent unless `descriptor` (2) is a terminal.
    Progress(std::ostream& err, int descriptor);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // Begins a phase of `total` steps or bytes; 0 = not known.
    void begin(const Bilingual& phase, std::uint64_t total,
               ProgressUnit unit = ProgressUnit::Steps);
    // Cheap: redraws at most ten times a second.
    void at(std::uint64_t done);
    // Removes the line, so that what is printed next starts clean.
    void clear();

private:
    void draw(std::chrono::steady_clock::time_point now);

    std::ostream& err_;
    bool is_shown_;
    bool is_drawn_ = false;
    std::size_t columns_;
    Language language_;
    ProgressState state_;
    std::chrono::steady_clock::time_point began_, drawn_;
};

// From construction on, the first Ctrl-C or SIGTERM sets the flag; a second one ends the program
// as usual. One at a time.
class StopOnInterrupt {
public:
    StopOnInterrupt();
    ~StopOnInterrupt();
    StopOnInterrupt(const StopOnInterrupt&) = delete;
    StopOnInterrupt& operator=(const StopOnInterrupt&) = delete;
    [[nodiscard]] const std::atomic<bool>* flag() const;
};

}  // namespace pingli::cli
