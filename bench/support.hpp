// What the benches of stores and server share: figures as lines of JSON, time, memory, folding.

#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "store/options.hpp"
#include "text/fold.hpp"

namespace pingli::bench {

using Clock = std::chrono::steady_clock;

inline double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

inline void print(const std::string& name, double value, const char* unit,
                  const std::string& against, double ratio) {
    std::printf(
        "{\"name\":\"%s\",\"value\":%.2f,\"unit\":\"%s\",\"against\":\"%s\",\"ratio\":%.2f}\n",
        name.c_str(), value, unit, against.c_str(), ratio);
    static_cast<void>(std::fflush(stdout));
}

// Beside a plain loop that writes the same rows in groups of `group`.
inline void print_beside_bare(const std::string& name, const char* unit, double value, double bare,
                              std::size_t group) {
    print(name, value, unit,
          "bare loop, groups of " + std::to_string(group) + ": " +
              std::to_string(static_cast<int>(bare)),
          value / bare);
}

// Resident, of a process of this machine; 0 is this one.
inline double megabytes(pid_t process) {
    std::ifstream file{"/proc/" + (process == 0 ? "self" : std::to_string(process)) + "/status"};
    constexpr std::string_view kResident = "VmRSS:";
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(kResident)) return std::stod(line.substr(kResident.size())) / 1024;
    return 0;
}

inline store::Fold fold() {
    const auto read = [](const char* name) {
        std::ifstream file{std::string{PINGLI_SOURCE_DIR "/lexicons/"} + name, std::ios::binary};
        return std::string{std::istreambuf_iterator<char>{file}, {}};
    };
    Problems problems;
    static const text::Folder folder(read("traditional.tsv"), read("look-alikes.tsv"), problems);
    return [](std::string_view text) { return folder.fold(text); };
}

// What stands between `before` and the next quotation mark, semicolon or space.
inline std::string value_after(const std::string& text, const std::string& before) {
    const auto at = text.find(before);
    if (at == std::string::npos) return {};
    const auto begin = at + before.size();
    return text.substr(begin, text.find_first_of("\"; ", begin) - begin);
}

}  // namespace pingli::bench
