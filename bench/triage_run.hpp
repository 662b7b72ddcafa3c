// The program that ships, run as a bench sees it: its time and its peak memory.

#pragma once

#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/assert.hpp"

namespace pingli::bench {

// This process and its children stay on one core.
inline void stay_on_one_core() {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(sched_getcpu(), &cores);
    PINGLI_ASSERT(sched_setaffinity(0, sizeof cores, &cores) == 0);
}

// The program that was built beside the bench.
inline std::filesystem::path program_beside() {
    auto program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "pingli";
    PINGLI_ASSERT(std::filesystem::exists(program));
    return program;
}

constexpr double kKilobytesAMegabyte = 1024.0;  // ru_maxrss is in kilobytes

struct Run {
    double seconds = 0;
    double peak_mb = 0;
};

// The program itself, with its findings in a file and its messages in another.
inline Run run_triage(const std::filesystem::path& program, const std::filesystem::path& shop,
                      const std::filesystem::path& findings) {
    const auto begin = std::chrono::steady_clock::now();
    const pid_t child = fork();
    PINGLI_ASSERT(child >= 0);
    if (child == 0) {
        const int out = open(findings.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
        const int err = open((findings.string() + ".err").c_str(),
                             O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
        static_cast<void>(dup2(out, STDOUT_FILENO));
        static_cast<void>(dup2(err, STDERR_FILENO));
        execl(program.c_str(), "pingli", "triage", shop.c_str(), "--json", "--as-of",
              "2026-06-05T12:00:00+08:00", nullptr);
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    PINGLI_ASSERT(wait4(child, &status, 0, &usage) == child);
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        static_cast<void>(
            std::fprintf(stderr, "%s triage ended with status %d\n", program.c_str(), status));
        std::exit(EXIT_FAILURE);  // NOLINT(concurrency-mt-unsafe)
    }
    return {.seconds = seconds,
            .peak_mb = static_cast<double>(usage.ru_maxrss) / kKilobytesAMegabyte};
}

}  // namespace pingli::bench
