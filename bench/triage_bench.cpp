// From a shop's files to findings, on one core: reviews a second and peak memory of the program
// that ships, at one and at four million reviews. Against the intake's own CSV reader going once
// over the same bytes and doing nothing else: what no triage of these files could beat.
//
// triage_bench [ORDERS…]: other sizes than 1000000 4000000.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/assert.hpp"
#include "bench/triage_run.hpp"
#include "intake/byte_source.hpp"
#include "intake/csv.hpp"
#include "simulate/simulate.hpp"

namespace pingli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kSeed = 20260605;
constexpr std::uint64_t kRoundsUpTo = 1'000'000;  // Above, one round says enough.
constexpr int kRounds = 3;                        // The best counts: the machine is shared.
constexpr double kMemoryAimMb = 512;

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

simulate::Phrases load_phrases() {
    const fs::path path = fs::path{PINGLI_SOURCE_DIR} / "templates" / "simulate" / "phrases.tsv";
    std::ifstream file{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    Problems problems;
    auto phrases = simulate::Phrases::parse(path.string(), bytes, problems);
    PINGLI_ASSERT(phrases.has_value());
    return *std::move(phrases);
}

// Every record of the shop's two large tables, split into cells and dropped.
double read_only(const fs::path& shop) {
    const auto begin = Clock::now();
    std::uint64_t cells = 0;
    for (const char* name : {"orders.csv", "reviews.csv"}) {
        auto source = intake::ByteSource::open(shop / name);
        PINGLI_ASSERT(source.has_value());
        intake::CsvReader csv{*std::move(source)};
        intake::CsvRecord record;
        for (;;) {
            const auto more = csv.next(record);
            PINGLI_ASSERT(more.has_value());
            if (!*more) break;
            cells += record.cells.size();
        }
    }
    PINGLI_ASSERT(cells > 0);
    return seconds_since(begin);
}

std::string with_commas(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    return digits;
}

void print(const std::string& name, double value, const char* unit, const std::string& against,
           double ratio) {
    std::printf(
        "{\"name\":\"%s\",\"value\":%.0f,\"unit\":\"%s\",\"against\":\"%s\",\"ratio\":%.2f}\n",
        name.c_str(), value, unit, against.c_str(), ratio);
    static_cast<void>(std::fflush(stdout));
}

void measure(const fs::path& program, const simulate::Phrases& phrases, std::uint64_t orders) {
    const fs::path shop = program.parent_path() / "bench-shop";
    const auto begin = Clock::now();
    const auto summary = simulate::simulate(
        {.orders = orders, .seed = kSeed, .profile = simulate::Profile::Bench}, phrases, shop);
    PINGLI_ASSERT(summary.has_value());
    const double made = static_cast<double>(orders) / seconds_since(begin);
    bench::Run best;
    double read = 0;
    for (int round = 0; round < (orders <= kRoundsUpTo ? kRounds : 1); ++round) {
        const bench::Run run = bench::run_triage(program, shop, shop / "findings.ndjson");
        if (round == 0 || run.seconds < best.seconds) best.seconds = run.seconds;
        best.peak_mb = std::max(best.peak_mb, run.peak_mb);
        const double seconds = read_only(shop);
        if (round == 0 || seconds < read) read = seconds;
    }
    fs::remove_all(shop);
    const auto reviews = static_cast<double>(summary->reviews);
    const double triaged = reviews / best.seconds;
    const double read_rate = reviews / read;
    const std::string size = with_commas(orders) + " reviews";
    print("triage, files to findings, one core, " + size, triaged, "reviews/s",
          "CSV reading alone, " + with_commas(static_cast<std::uint64_t>(read_rate)) + " reviews/s",
          triaged / read_rate);
    print("triage, peak memory, " + size, best.peak_mb, "MB", "aim: 512 MB",
          best.peak_mb / kMemoryAimMb);
    print("simulate, " + size, made, "orders/s", "aim: 200,000 orders/s", made / 200'000.0);
}

int run(int argc, char** argv) {
    std::vector<std::uint64_t> sizes;
    for (int i = 1; i < argc; ++i) sizes.push_back(std::strtoull(argv[i], nullptr, 10));
    if (sizes.empty()) sizes = {1'000'000, 4'000'000};
    const fs::path program = bench::program_beside();
    bench::stay_on_one_core();
    const simulate::Phrases phrases = load_phrases();
    for (const std::uint64_t size : sizes) measure(program, phrases, size);
    return EXIT_SUCCESS;
}

}  // namespace
}  // namespace pingli

int main(int argc, char** argv) {
    return pingli::run(argc, argv);
}
