#include "simulate/row.hpp"

#include <array>
#include <chrono>

namespace pingli::simulate {

namespace {

constexpr std::chrono::hours kChina{8};

template <std::size_t Width>
void append_digits(std::string& out, std::uint32_t value) {
    std::array<char, Width> digits{};
    for (std::size_t i = Width; i > 0; --i) {
        digits[i - 1] = static_cast<char>('0' + (value % 10));
        value /= 10;
    }
    out.append(digits.data(), Width);
}

void append_local(std::string& out, Instant at, char between) {
    const auto local = at + kChina;
    const auto midnight = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day day{midnight};
    const auto second = static_cast<std::uint32_t>((local - midnight).count());
    append_digits<4>(out, static_cast<std::uint32_t>(static_cast<int>(day.year())));
    out += '-';
    append_digits<2>(out, static_cast<unsigned>(day.month()));
    out += '-';
    append_digits<2>(out, static_cast<unsigned>(day.day()));
    out += between;
    append_digits<2>(out, second / 3600);
    out += ':';
    append_digits<2>(out, second / 60 % 60);
    out += ':';
    append_digits<2>(out, second % 60);
}

}  // namespace

void append_stamp(std::string& out, Instant at) {
    append_local(out, at, ' ');
}

void append_iso(std::string& out, Instant at) {
    append_local(out, at, 'T');
    out += "+08:00";
}

void append_yuan(std::string& out, std::int64_t fen) {
    out += std::to_string(fen / 100);
    out += '.';
    append_digits<2>(out, static_cast<std::uint32_t>(fen % 100));
}

}  // namespace pingli::simulate
