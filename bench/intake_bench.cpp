// From a shop's files to joined dossiers: reviews a second of processor time on one core, and peak
// memory. Against the CSV reader alone going once over the same bytes.
//
// intake_bench [ORDERS… | FOLDER]: other sizes than 1000000, or a folder that is there.

#include <sched.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/assert.hpp"
#include "intake/csv.hpp"
#include "intake/shop_folder.hpp"
#include "simulate/simulate.hpp"

namespace pingli {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSeed = 20260605;
constexpr std::uint64_t kOrders = 1'000'000;
constexpr double kMegabyte = 1024.0;  // ru_maxrss is in kilobytes

// Processor seconds of this process so far: the machine is shared.
double cpu_seconds() {
    rusage usage{};
    PINGLI_ASSERT(getrusage(RUSAGE_SELF, &usage) == 0);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + (static_cast<double>(time.tv_usec) / 1e6);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void stay_on_one_core() {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(sched_getcpu(), &cores);
    PINGLI_ASSERT(sched_setaffinity(0, sizeof cores, &cores) == 0);
}

double peak_mb() {
    rusage usage{};
    PINGLI_ASSERT(getrusage(RUSAGE_SELF, &usage) == 0);
    return static_cast<double>(usage.ru_maxrss) / kMegabyte;
}

double read_only(const fs::path& shop) {
    const double begin = cpu_seconds();
    for (const char* name : {"orders.csv", "reviews.csv"}) {
        auto source = intake::ByteSource::open(shop / name);
        if (!source) continue;
        intake::CsvReader csv{*std::move(source)};
        intake::CsvRecord record;
        while (*csv.next(record)) continue;
    }
    return cpu_seconds() - begin;
}

struct Read {
    double open_seconds = 0;
    double seconds = 0;
    std::uint64_t dossiers = 0;
    std::uint64_t reviews = 0;
    std::uint64_t problems = 0;
};

Read read_shop(const fs::path& shop, std::size_t memory_bytes) {
    Read read;
    intake::Options options;
    options.formats = fs::path{PINGLI_SOURCE_DIR} / "formats";
    options.memory_bytes = memory_bytes;
    options.on_problem = [&](const Problem&) { ++read.problems; };
    const double begin = cpu_seconds();
    auto source = intake::open_shop_folder(shop, options);
    if (!source) {
        static_cast<void>(std::fprintf(stderr, "%s\n", source.error().context.c_str()));
        std::exit(EXIT_FAILURE);  // NOLINT(concurrency-mt-unsafe)
    }
    read.open_seconds = cpu_seconds() - begin;
    facts::Dossier dossier;
    while (*(*source)->next(dossier)) {
        ++read.dossiers;
        read.reviews += dossier.reviews.size();
    }
    read.seconds = cpu_seconds() - begin;
    return read;
}

void print(const std::string& name, double value, const char* unit, const std::string& against,
           double ratio) {
    std::printf(
        "{\"name\":\"%s\",\"value\":%.0f,\"unit\":\"%s\",\"against\":\"%s\",\"ratio\":%.2f}\n",
        name.c_str(), value, unit, against.c_str(), ratio);
    static_cast<void>(std::fflush(stdout));
}

void measure(const fs::path& shop) {
    const double csv = read_only(shop);
    const Read spilled = read_shop(shop, intake::kMemoryBytes);
    const auto reviews = static_cast<double>(spilled.reviews);
    const std::string size = std::to_string(spilled.reviews) + " reviews";
    print("intake, files to dossiers, one core, " + size, reviews / spilled.seconds, "reviews/s",
          "CSV reading alone", csv / spilled.seconds);
    print("intake, peak memory, " + size, peak_mb(), "MB", "aim: 512 MB", peak_mb() / 512);
    static_cast<void>(
        std::fprintf(stderr, "csv %.2f s, open %.2f s, join %.2f s, dossiers %llu, problems %llu\n",
                     csv, spilled.open_seconds, spilled.seconds - spilled.open_seconds,
                     static_cast<unsigned long long>(spilled.dossiers),
                     static_cast<unsigned long long>(spilled.problems)));
}

void measure_simulated(std::uint64_t orders) {
    const fs::path phrases_file =
        fs::path{PINGLI_SOURCE_DIR} / "templates" / "simulate" / "phrases.tsv";
    std::ifstream file{phrases_file, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    Problems problems;
    const auto phrases = simulate::Phrases::parse(phrases_file.string(), bytes, problems);
    PINGLI_ASSERT(phrases.has_value());
    const fs::path shop = fs::temp_directory_path() / "pingli-intake-bench";
    const auto summary = simulate::simulate(
        {.orders = orders, .seed = kSeed, .profile = simulate::Profile::Bench}, *phrases, shop);
    PINGLI_ASSERT(summary.has_value());
    measure(shop);
    fs::remove_all(shop);
}

double seconds_of_conversations(std::size_t count) {
    const fs::path shop = fs::temp_directory_path() / "pingli-intake-bench-chats";
    fs::create_directories(shop / "chats");
    std::ofstream file{shop / "chats" / "a.jsonl", std::ios::binary};
    for (std::size_t i = 0; i < count; ++i)
        file << R"({"id":"c)" << i
             << R"(","order":"1","turns":[{"who":"buyer","text":"不给我退三百我就给差评"}]})"
             << '\n';
    file.close();
    const double seconds = read_shop(shop, intake::kMemoryBytes).seconds;
    fs::remove_all(shop);
    return seconds;
}

// security finding 8: work grows with the conversations of one order, not with their square.
void measure_growth() {
    constexpr std::size_t kConversations = 20'000;
    const double half = seconds_of_conversations(kConversations);
    const double whole = seconds_of_conversations(2 * kConversations);
    print("intake, 40000 conversations of one order", whole * 1000, "ms", "20000 of them",
          whole / half);
}

int run(int argc, char** argv) {
    stay_on_one_core();
    if (argc == 1) {
        measure_growth();
        measure_simulated(kOrders);
    }
    for (int i = 1; i < argc; ++i) {
        if (fs::is_directory(argv[i]))
            measure(argv[i]);
        else
            measure_simulated(std::strtoull(argv[i], nullptr, 10));
    }
    return EXIT_SUCCESS;
}

}  // namespace
}  // namespace pingli

int main(int argc, char** argv) {
    return pingli::run(argc, argv);
}
