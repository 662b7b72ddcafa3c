// The server as a whole: acknowledged commands a second over HTTP at 1 and 64 connections, each
// opening claims on a store with full sync, beside a bare loop that writes the very rows which that
// left behind, in groups as large as the number of connections. Start-up.
//   server_bench [SECONDS]     of each measurement; default 2. PostgreSQL too, where it is
//   installed

#include <unistd.h>

#include <atomic>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "bench/bare_loop.hpp"
#include "bench/served.hpp"
#include "bench/support.hpp"
#include "server/random.hpp"
#include "support/postgres_cluster.hpp"

namespace pingli::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kRounds = 3;
constexpr const char* kClaim =
    R"({"perspective":"decided","title":"骚扰投诉","person":"p-1","platform":"taobao",)"
    R"("orders":["123456789012345678"],"allegations":[{"alleged":"frequent_contact",)"
    R"("person":"buyer","words":"昨天给我打了14个电话，没法上班"}]})";

// A customer of the shop, who opens claims.
class Customer {
public:
    explicit Customer(const Served& served) : port_(served.port()) {
        Client client{port_};
        std::string path;
        const std::string made =
            client.post(served.path + "/people",
                        R"({"login":"buyer","name":"b","roles":["claimant"]})", served.fields);
        fields_ = use_link(client, value_after(made, "#link="), path);
        claims_ = path + "/claims";
        open_claim(client);  // makes the customer's key
    }

    void open_claim(Client& client) const {
        const std::string answer =
            client.post(claims_, kClaim, fields_ + "Idempotency-Key: " + server::new_id() + "\r\n");
        PINGLI_ASSERT(answer.starts_with("HTTP/1.1 201"));
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    std::uint16_t port_;
    std::string fields_, claims_;
};

struct Rate {
    double a_second = 0;
    std::size_t commands = 0;
    double started_in = 0;  // seconds, of the server
};

Rate drive(const Customer& customer, std::size_t connections, std::chrono::seconds for_) {
    std::atomic<std::size_t> done = 0;
    const auto begin = Clock::now();
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < connections; ++i)
            threads.emplace_back([&] {
                Client client{customer.port()};
                while (Clock::now() - begin < for_) {
                    customer.open_claim(client);
                    ++done;
                }
            });
    }
    return {.a_second = static_cast<double>(done) / seconds_since(begin),
            .commands = done,
            .started_in = 0};
}

struct Place {
    fs::path data;
    std::string database;  // empty: in `data`
    std::string bare;      // where the bare loop writes
};

// A server that is driven; then the bare loop with what that wrote.
std::pair<Rate, double> one_round(const Place& place, std::size_t connections,
                                  std::chrono::seconds for_) {
    Rate rate;
    {
        const std::string url = place.database.empty() ? "" : as_url(place.database);
        const Served served{{.data = place.data, .database = url}, ""};
        rate = drive(Customer{served}, connections, for_);
        rate.started_in = served.started_in;
    }
    const double bare =
        place.database.empty()
            ? bare_sqlite(place.data / "pingli.db", place.bare, rate.commands, connections)
            : bare_postgres(place.database, place.bare, rate.commands, connections);
    return {rate, bare};
}

// By turns, a few times, since other programs run beside us; the best of each counts. Without a
// cluster: SQLite.
void measure(const fs::path& folder, support::PostgresCluster* cluster, std::size_t connections,
             std::chrono::seconds for_) {
    const std::string name = cluster == nullptr ? "sqlite" : "postgres";
    Rate best;
    double best_bare = 0;
    for (int round = 0; round < kRounds; ++round) {
        const fs::path data = folder / "data";
        const Place place = cluster == nullptr
                                ? Place{.data = data, .database = {}, .bare = folder / "bare.db"}
                                : Place{.data = data,
                                        .database = cluster->url(cluster->create_database()),
                                        .bare = cluster->url(cluster->create_database())};
        const auto [rate, bare] = one_round(place, connections, for_);
        if (round == 0 || rate.a_second > best.a_second) best = rate;
        best_bare = std::max(best_bare, bare);
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    if (connections == 1)
        print(name + ": start-up of an empty server", best.started_in * 1000, "ms", "aim 1000 ms",
              best.started_in);
    print_beside_bare(name + ": commands over HTTP, " + std::to_string(connections) +
                          (connections == 1 ? " connection" : " connections"),
                      "commands/s", best.a_second, best_bare, connections);
}

int run(std::chrono::seconds for_) {
    std::string folder = (fs::temp_directory_path() / "pingli-bench-XXXXXX").string();
    PINGLI_ASSERT(::mkdtemp(folder.data()) != nullptr);
    const char* const only = std::getenv("PINGLI_BENCH_ONLY");
    const std::string_view wanted{only == nullptr ? "" : only};
    for (const std::size_t connections : {1, 64})
        if (wanted != "postgres") measure(folder, nullptr, connections, for_);
    if (const auto cluster = wanted == "sqlite" ? nullptr : support::PostgresCluster::start())
        for (const std::size_t connections : {1, 64})
            measure(folder, cluster.get(), connections, for_);
    fs::remove_all(folder);
    return 0;
}

}  // namespace
}  // namespace pingli::bench

int main(int count, char** words) {
    int seconds = 2;
    if (count > 1) std::from_chars(words[1], words[1] + std::strlen(words[1]), seconds);
    return pingli::bench::run(std::chrono::seconds{seconds});
}
