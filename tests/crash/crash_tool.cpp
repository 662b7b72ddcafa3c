// crash_tool STORE ROUNDS [SEED]: in each round a process appends changes under load and is killed
// with kill -9 at a random moment; then every acknowledged change must be there, none by half or
// twice, and all chains must hold. STORE is one of
//   sqlite              the file system as it is
//   sqlite-lossy        writes since the last sync are lost at random, as when the power goes
//   sqlite-nosync       the same, but syncs do nothing: must be found to lose changes
//   postgres            the writer is killed, the server goes on
//   postgres-immediate  the server is stopped in immediate mode under load and started again; the
//                       writer lives on and repeats what it was not told the outcome of

#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <random>
#include <string>
#include <thread>

#include "base/assert.hpp"
#include "crash/crash_work.hpp"
#include "support/postgres_cluster.hpp"
#include "support/temporary_folder.hpp"

namespace pingli::crash {
namespace {

constexpr std::chrono::milliseconds kLifeMax{250};
// Only a writer that hangs is silent for so long, however busy the machine is.
constexpr std::chrono::seconds kFirstAnswerMax{300};

std::int64_t number(const char* text) {
    std::int64_t value = 0;
    std::from_chars(text, text + std::strlen(text), value);
    return value;
}

pid_t start_writer(const Place& place, const std::string& log, std::int64_t round,
                   std::uint64_t seed) {
    const pid_t child = ::fork();
    PINGLI_ASSERT(child >= 0);
    if (child != 0) return child;
    const std::string round_text = std::to_string(round);
    const std::string seed_text = std::to_string(seed);
    ::execl("/proc/self/exe", "crash_tool", "work", place.technology.c_str(), place.address.c_str(),
            log.c_str(), round_text.c_str(), seed_text.c_str(), static_cast<char*>(nullptr));
    std::_Exit(127);
}

std::uintmax_t size_of(const std::string& file) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(file, failed);
    return failed ? 0 : size;
}

// Until the log has grown; false, said why, when the writer has ended by itself or is silent.
bool wait_for_growth(const std::string& log, pid_t writer, std::uintmax_t before,
                     const char* since) {
    const auto end = std::chrono::steady_clock::now() + kFirstAnswerMax;
    while (size_of(log) <= before) {
        int status = 0;
        if (::waitpid(writer, &status, WNOHANG) != 0) {
            std::printf("the writer ended with status %d since %s\n", status, since);
            return false;
        }
        if (std::chrono::steady_clock::now() > end) {
            std::printf("the writer is silent since %s\n", since);
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return true;
}

struct Driver {
    Place place;
    std::string log;
    support::PostgresCluster* cluster = nullptr;
    bool is_immediate = false;
    std::mt19937_64 random;

    void sleep_a_while() {
        std::this_thread::sleep_for(
            std::chrono::microseconds{random() % std::chrono::microseconds{kLifeMax}.count()});
    }

    bool round(std::int64_t number) {
        const auto before = size_of(log);
        const pid_t writer = start_writer(place, log, number, random());
        bool is_good = wait_for_growth(log, writer, before, "its start");
        if (is_good) sleep_a_while();
        if (is_good && is_immediate) {
            cluster->stop_immediately();
            sleep_a_while();
            cluster->start_server();
            is_good = wait_for_growth(log, writer, size_of(log), "the server's restart");
            if (is_good) sleep_a_while();
        }
        ::kill(writer, SIGKILL);
        ::waitpid(writer, nullptr, 0);
        if (!is_good) std::printf("round %ld: the writer answered nothing\n", number);
        return is_good;
    }
};

int run(const std::string& technology, std::int64_t rounds, std::uint64_t seed) {
    const support::TemporaryFolder folder;
    Driver driver{.place = {.technology = technology, .address = (folder.path() / "db").string()},
                  .log = (folder.path() / "log").string(),
                  .cluster = nullptr,
                  .is_immediate = technology == "postgres-immediate",
                  .random = std::mt19937_64{seed}};
    std::unique_ptr<support::PostgresCluster> cluster;
    if (technology.starts_with("postgres")) {
        cluster = support::PostgresCluster::start();
        PINGLI_ASSERT(cluster != nullptr);
        driver.cluster = cluster.get();
        driver.place = {.technology = "postgres",
                        .address = cluster->url(cluster->create_database())};
    }
    Checked last;
    for (std::int64_t round = 1; round <= rounds; ++round) {
        if (!driver.round(round)) return 1;
        last = check(driver.place, driver.log);
        if (!last.fault.empty()) {
            std::printf("%s: round %ld of seed %lu: %s\n", technology.c_str(), round, seed,
                        last.fault.c_str());
            return 1;
        }
    }
    std::printf(
        "%s: %ld rounds, %ld changes acknowledged, %ld there with %ld events; none lost, "
        "halved or doubled\n",
        technology.c_str(), rounds, last.acknowledged, last.changes, last.events);
    return 0;
}

}  // namespace
}  // namespace pingli::crash

int main(int count, char** words) {
    using namespace pingli::crash;
    if (count == 7 && std::strcmp(words[1], "work") == 0)
        work({.technology = words[2], .address = words[3]}, words[4], number(words[5]),
             static_cast<std::uint64_t>(number(words[6])));
    if (count < 3 || count > 4) {
        static_cast<void>(std::fputs(
            "usage: crash_tool sqlite|sqlite-lossy|postgres|postgres-immediate ROUNDS [SEED]\n",
            stderr));
        return 2;
    }
    const auto clock = std::chrono::steady_clock::now().time_since_epoch().count();
    const auto seed = count == 4 ? number(words[3]) : clock;
    return run(words[1], number(words[2]), static_cast<std::uint64_t>(seed));
}
