// Whether work grows faster than what is read.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>

namespace pingli::fuzz {

inline std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

template <class Read>
double seconds_of(Read read) {  // of the processor: what others run does not count
    const auto now = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
    };
    const double start = now();
    read();
    return now() - start;
}

inline std::uint64_t hash_of(std::string_view text) {  // FNV-1a
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    return hash >> 20U;
}

// `read(times)` reads a thing of `bytes` bytes so many times over, as one. Four times as much may
// cost about four times the work: 16 times would be a square, 8 is let pass for the noise. Asked of
// one input in 32, chosen by its bytes, so that a finding can be run again.
template <class Read>
void check_growth(std::uint64_t hash, std::size_t bytes, Read read) {
    constexpr std::uint64_t kOneIn = 32;
    constexpr std::size_t kBytes = 12 << 10;
    constexpr double kSecondsMin = 0.05;
    constexpr double kTimesMax = 8;
    if (bytes == 0 || bytes > kBytes || hash % kOneIn != 0) return;
    const std::size_t times = kBytes / bytes;
    for (int left = 3; left > 0; --left) {  // all three, or it was the machine
        const double small = seconds_of([&] { read(times); });
        const double large = seconds_of([&] { read(4 * times); });
        if (large < kSecondsMin || large < kTimesMax * small) return;
        static_cast<void>(std::fprintf(stderr, "%zu times: %.3f s; %zu times: %.3f s\n", times,
                                       small, 4 * times, large));
    }
    static_cast<void>(std::fprintf(stderr, "work grows faster than what is read\n"));
    std::abort();
}

}  // namespace pingli::fuzz
