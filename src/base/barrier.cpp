#include "base/barrier.hpp"

#include <cxxabi.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <typeinfo>

namespace pingli {

namespace {

constexpr std::ptrdiff_t kDigitsShownMax = 6;
constexpr std::string_view kLargest{"4294967295 18446744073709551615"};  // -1 as a position

std::string type_of(const std::exception& fault) {
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> name{
        abi::__cxa_demangle(typeid(fault).name(), nullptr, nullptr, &status), &std::free};
    return name ? std::string{name.get()} : std::string{"std::exception"};
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

void mask_numbers(std::string& text) {
    for (auto at = text.begin(); at != text.end();) {
        const auto end = std::find_if_not(at, text.end(), is_digit);
        const bool is_told = end - at <= kDigitsShownMax ||
                             kLargest.find(std::string_view{at, end}) != std::string_view::npos;
        if (!is_told) std::fill(at, end, '#');
        at = end == text.end() || end != at ? end : at + 1;
    }
}

void mask_quoted(std::string& text) {
    bool is_quoted = false;
    for (char& c : text) {
        const bool is_quote = c == '"' || c == '\'';
        if (is_quote) is_quoted = !is_quoted;
        const auto byte = static_cast<unsigned char>(c);
        if ((is_quoted && !is_quote) || byte < 0x20U || byte >= 0x7FU) c = '?';
    }
}

}  // namespace

std::string without_words(std::string_view said) {
    std::string out{said.substr(0, kCauseBytesMax)};
    mask_quoted(out);
    mask_numbers(out);
    return out;
}

std::string cause_of(const std::exception& fault) {
    return type_of(fault) + ": " + without_words(fault.what());
}

}  // namespace pingli
