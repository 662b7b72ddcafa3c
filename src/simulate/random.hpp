// Repeatable chance: the same seed gives the same numbers on every machine (SplitMix64, Steele et
// al. 2014). The standard library's distributions promise no such thing. Not for secrets.

#pragma once

#include <cstdint>

namespace pingli::simulate {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    // 0 .. bound-1, for bound > 0. The bias is below bound / 2^32.
    std::uint32_t below(std::uint32_t bound) {
        return static_cast<std::uint32_t>(((next() >> 32U) * bound) >> 32U);
    }
    std::uint32_t between(std::uint32_t low, std::uint32_t high) {  // both included
        return low + below(high - low + 1);
    }
    bool chance(std::uint32_t of_a_hundred_thousand) {
        return below(100'000) < of_a_hundred_thousand;
    }

private:
    std::uint64_t state_;
};

}  // namespace pingli::simulate
