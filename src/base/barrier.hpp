// A barrier around one piece of work (a dossier, a line, a job, a round): what it throws stays
// there and is named for the log, and whatever does not depend on it goes on.

#pragma once

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace pingli {

constexpr std::size_t kCauseBytesMax = 200;

// What a fault says of itself, without what may be an input's words: bytes beyond ASCII, what
// stands in quotes and long numbers are masked, and its end is cut off.
std::string without_words(std::string_view said);
// The kind of fault and what it says of itself, so masked.
std::string cause_of(const std::exception& fault);

// Nothing when `work` came to its end; else the cause.
template <class Work>
std::optional<std::string> guarded(Work&& work) {
    try {
        std::forward<Work>(work)();
        return std::nullopt;
    } catch (const std::exception& fault) {
        return cause_of(fault);
    } catch (...) {
        return "something that is no std::exception";
    }
}

}  // namespace pingli
