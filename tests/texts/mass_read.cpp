// mass_read COUNT [SEED [FIRST]]: so many made texts through everything that reads texts. Ends with
// 0 when all were read; else it says at which number it ended, which FIRST then begins with.

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string>

#include "support/made_texts.hpp"

namespace {

constexpr double kSecondsMax = 2;  // made texts are short: longer is a finding
constexpr std::uint64_t kToldEvery = 100'000;

volatile std::sig_atomic_t at_thousand = 0;
volatile std::sig_atomic_t at_rest = 0;

// In a signal handler nothing may be written but by write().
void tell_where(int signal) {
    char line[] = "\nmass_read: ended at 000000000\n";
    long long number = at_thousand * 1000LL + at_rest;
    for (std::size_t place = sizeof line - 3; number > 0; --place, number /= 10)
        line[place] = static_cast<char>('0' + number % 10);
    static_cast<void>(!::write(STDERR_FILENO, line, sizeof line - 1));
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

double seconds() {  // of the processor: what others run does not count
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::uint64_t whole(int argc, char** argv, int index, std::uint64_t otherwise) {
    return index < argc ? std::strtoull(argv[index], nullptr, 10) : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
    const std::uint64_t count = whole(argc, argv, 1, 0);
    const std::uint64_t seed = whole(argc, argv, 2, 1);
    const std::uint64_t first = whole(argc, argv, 3, 0);
    if (count == 0) {
        std::cerr << "mass_read COUNT [SEED [FIRST]]: expected how many texts\n";
        return 2;
    }
    for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL})
        std::signal(signal, tell_where);
    pingli::support::TextDesk desk;
    const pingli::support::TextMaker maker;
    std::size_t bytes = 0;
    double longest = 0;
    const double start = seconds();
    for (std::uint64_t number = first; number < first + count; ++number) {
        at_thousand = static_cast<int>(number / 1000);
        at_rest = static_cast<int>(number % 1000);
        const double begun = seconds();
        bytes += maker.read_one(desk, seed, number);
        const double took = seconds() - begun;
        longest = std::max(longest, took);
        if (took > kSecondsMax) {
            std::cerr << "mass_read: number " << number << " took too long\n";
            return 1;
        }
        if ((number + 1) % kToldEvery == 0) std::cout << number + 1 << " read\n" << std::flush;
    }
    std::cout << "mass_read: " << count << " texts of seed " << seed << " in " << seconds() - start
              << " s of the processor, the longest in " << longest * 1e3 << " ms, " << bytes
              << " bytes of answers\n";
}
