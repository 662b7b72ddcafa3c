// The stores: acknowledged appends a second beside a bare loop of the same rows in groups of the
// same size; then, at many cases, rebuild, queue pages, search; then `pingli serve` on them: its
// start-up and memory.
//   store_bench [CASES [FOLDER]]     default 50000, or PINGLI_BENCH_CASES (./dev bench at full
//   size:
//                                    1000000); PostgreSQL too, where it is installed
// What FOLDER holds is used again, as is the database of PINGLI_BENCH_POSTGRES ("host=... user=...
// dbname=..."). PINGLI_BENCH_ONLY=sqlite or =postgres leaves the other out.

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "bench/bare_loop.hpp"
#include "bench/many_cases.hpp"
#include "bench/served.hpp"
#include "bench/support.hpp"
#include "server/rebuild.hpp"
#include "store/postgres_store.hpp"
#include "store/sqlite_store.hpp"
#include "support/postgres_cluster.hpp"

namespace pingli::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBodyBytes = 400;
constexpr std::size_t kQuestions = 700;
constexpr int kRounds = 3;
constexpr std::chrono::seconds kAppendFor{2};

store::Options options() {
    store::Options made;
    made.fold = fold();
    return made;
}

// One event with its row, its answer to keep and, one in five, text.
app::Change change_of(std::size_t n) {
    const Instant at = kOpened + std::chrono::seconds{n};
    app::Change change{
        .shop = kShop,
        .case_id = CaseId{case_id(n)},
        .expected_version = 0,
        .events = {{.type = "ClaimOpened", .body = std::string(kBodyBytes, 'b')}},
        .new_keys = {},
        .request = app::Request{.user = UserId{"user"},
                                .key = case_id(n),
                                .route = "POST /cases",
                                .body_hash = std::string(64, 'a'),
                                .answer =
                                    [](const app::Appended& appended) {
                                        return app::KeptAnswer{201, appended.number};
                                    },
                                .kept_until = at},
        .row = app::QueueRow{.kind = "harassment_claim",
                             .phase = "filed",
                             .outcome = {},
                             .assigned = officer_of(n),
                             .next_due_at = kDue,
                             .opened_at = at,
                             .updated_at = at,
                             .year = 2026,
                             .list = R"({"title":"说好的全棉其实是化纤","platform":"taobao"})"},
        .search_text = std::nullopt,
        .ledger = {}};
    if (n % 5 == 0) change.search_text = text_of(n);
    return change;
}

struct Rate {
    double a_second = 0;
    std::size_t count = 0;
};

Rate appends(app::Store& store, std::size_t writers) {
    std::atomic<std::size_t> next = 0;
    const auto begin = Clock::now();
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < writers; ++i)
            threads.emplace_back([&] {
                while (Clock::now() - begin < kAppendFor)
                    PINGLI_ASSERT(store.append(change_of(next++)).has_value());
            });
    }
    return {.a_second = static_cast<double>(next) / seconds_since(begin), .count = next};
}

// Of all questions; each is asked in three rounds, of which the quickest counts: other programs run
// beside us.
template <class Ask>
double p99_milliseconds(const Ask& ask) {
    std::vector<double> took(kQuestions, std::numeric_limits<double>::max());
    for (int round = 0; round < kRounds; ++round)
        for (std::size_t i = 0; i < kQuestions; ++i) {
            const auto begin = Clock::now();
            ask(i);
            took[i] = std::min(took[i], seconds_since(begin) * 1000);
        }
    std::ranges::sort(took);
    return took[took.size() * 99 / 100];
}

app::QueueQuery question(std::size_t i) {
    app::QueueQuery query;
    query.shop = kShop;
    query.order = static_cast<app::QueueOrder>(i % 3);
    if (i % 2 == 0) query.phase = "review";
    if (i % 5 == 0) query.assigned = "officer" + std::to_string(i % 50);
    if (i % 7 == 0) query.kind = "complaint";
    return query;
}

void ask(app::Store& store, const std::string& name, std::size_t cases) {
    const std::string at = " at " + std::to_string(cases) + " cases";
    const double queue = p99_milliseconds(
        [&](std::size_t i) { PINGLI_ASSERT(store.queue(question(i)).has_value()); });
    print(name + ": queue page p99" + at, queue, "ms", "aim 10 ms", queue / 10);
    const auto search = [&](const char* kind, const auto& words) {
        const double took = p99_milliseconds([&](std::size_t i) {
            PINGLI_ASSERT(
                store.search({.shop = kShop, .words = words(i), .cursor = {}, .limit = 50})
                    .has_value());
        });
        print(name + ": search p99, " + kind + at, took, "ms", "aim 50 ms", took / 50);
    };
    search("two characters, frequent", [](std::size_t i) -> std::string {
        constexpr std::array kWords = {"退款", "差评", "快递", "包裹", "三倍",
                                       "骚扰", "不一", "质量", "慢了", "划痕"};
        return kWords.at(i % kWords.size());
    });
    search("one, three and more, several", [](std::size_t i) -> std::string {
        constexpr std::array kWords = {"退",         "快递员",   "空包裹",           "好",
                                       "退款 骚扰",  "态度很差", "颜色和图片不一样", "不一样",
                                       "赔 破损 慢", "慢了 差评"};
        return kWords.at(i % kWords.size());
    });
    search("two characters, rare", [&](std::size_t i) {
        const std::string text = text_of(i * 37 % cases);
        return text.substr(text.size() - 9, 6);
    });
    search("order numbers", [&](std::size_t i) { return order_of(i * 37 % cases); });
}

// What is there is used again; the rebuild is measured each time.
void at_many(app::Store& store, const std::string& name, std::size_t cases, double rebuild_aim) {
    if (store.heads().value().empty()) ManyCases{store}.fill(store, cases);
    const auto begin = Clock::now();
    const auto read = server::rebuild(store, kOpened);
    PINGLI_ASSERT(read.has_value());
    const double rate = static_cast<double>(*read) / seconds_since(begin);
    print(name + ": rebuild of all read models, " + std::to_string(*read) + " events", rate,
          "events/s", "aim " + std::to_string(static_cast<int>(rebuild_aim)), rate / rebuild_aim);
    ask(store, name, cases);
}

std::string encoded(const std::string& text) {
    std::string out;
    for (const char c : text) {
        std::array<char, 4> hex{};
        static_cast<void>(std::snprintf(hex.data(), hex.size(), "%%%02X",
                                        static_cast<unsigned>(static_cast<unsigned char>(c))));
        out += hex.data();
    }
    return out;
}

void measure_served(const Served::Place& place, const std::string& secret, const std::string& name,
                    std::size_t cases) {
    const std::string at = " at " + std::to_string(cases) + " cases";
    const Served served{place, secret};
    print(name + ": start-up of the server" + at, served.started_in * 1000, "ms", "aim 1000 ms",
          served.started_in);
    Client client{served.port()};
    const double queue = p99_milliseconds([&](std::size_t i) {
        constexpr std::array kOrders = {"due", "newest", "updated"};
        served.ask(client, std::string{"/cases?order="} + kOrders.at(i % 3) +
                               (i % 2 == 0 ? "&phase=review" : "") +
                               (i % 5 == 0 ? "&assigned=officer" + std::to_string(i % 50) : ""));
    });
    print(name + ": queue page over HTTP p99" + at, queue, "ms", "aim 10 ms", queue / 10);
    const double search = p99_milliseconds([&](std::size_t i) {
        served.ask(client, "/search?q=" + encoded(i % 2 == 0 ? "退款" : order_of(i * 37 % cases)));
    });
    print(name + ": search over HTTP p99" + at, search, "ms", "aim 50 ms", search / 50);
    const double memory = served.megabytes();
    print(name + ": resident memory of the server" + at, memory, "MB", "aim 200 MB", memory / 200);
}

// Ours and the bare loop by turns; the best of each counts.
template <class Round>
void print_appends(const std::string& name, std::size_t writers, const Round& round) {
    double ours = 0;
    double bare = 0;
    for (int i = 0; i < kRounds; ++i) {
        const auto [one, other] = round(i);
        ours = std::max(ours, one);
        bare = std::max(bare, other);
    }
    print_beside_bare(name + ": acknowledged appends, " + std::to_string(writers) + " writers",
                      "appends/s", ours, bare, writers);
}

void measure_sqlite(const fs::path& folder, std::size_t cases) {
    for (const std::size_t writers : {1, 64})
        print_appends("sqlite", writers, [&](int) {
            const fs::path home = folder / "appends";
            fs::create_directories(home);
            Rate ours;
            {
                auto store = store::SqliteStore::open(home / "ours", options()).value();
                ours = appends(*store, writers);
            }
            const double bare = bare_sqlite(home / "ours", home / "bare", ours.count, writers);
            fs::remove_all(home);
            return std::pair{ours.a_second, bare};
        });
    std::string secret;
    {
        auto store = store::SqliteStore::open(folder / "pingli.db", options()).value();
        at_many(*store, "sqlite", cases, 50'000);
        secret = make_owner(*store, kShop);
    }
    measure_served({.data = folder, .database = {}}, secret, "sqlite", cases);
}

void measure_postgres(support::PostgresCluster* cluster, const std::string& filled,
                      const fs::path& folder, std::size_t cases) {
    for (const std::size_t writers : {1, 64}) {
        if (cluster == nullptr) break;
        print_appends("postgres", writers, [&](int) {
            const std::string from = cluster->url(cluster->create_database());
            const std::string to = cluster->url(cluster->create_database());
            Rate ours;
            {
                auto store = store::PostgresStore::open(from, options()).value();
                ours = appends(*store, writers);
            }
            return std::pair{ours.a_second, bare_postgres(from, to, ours.count, writers)};
        });
    }
    std::string secret;
    {
        auto store = store::PostgresStore::open(filled, options()).value();
        at_many(*store, "postgres", cases, 20'000);
        secret = make_owner(*store, kShop);
    }
    measure_served({.data = folder, .database = as_url(filled)}, secret, "postgres", cases);
}

int run(std::size_t cases, const std::string& kept) {
    std::string folder = kept;
    if (kept.empty()) {
        folder = (fs::temp_directory_path() / "pingli-bench-XXXXXX").string();
        PINGLI_ASSERT(::mkdtemp(folder.data()) != nullptr);
    }
    fs::create_directories(folder);
    const char* const only = std::getenv("PINGLI_BENCH_ONLY");
    const std::string_view wanted{only == nullptr ? "" : only};
    if (wanted != "postgres") measure_sqlite(folder, cases);
    const char* const url = std::getenv("PINGLI_BENCH_POSTGRES");
    if (wanted == "sqlite") return 0;
    if (url != nullptr) {
        measure_postgres(nullptr, url, folder, cases);
    } else if (const auto cluster = support::PostgresCluster::start()) {
        measure_postgres(cluster.get(), cluster->url(cluster->create_database()), folder, cases);
    }
    if (kept.empty()) fs::remove_all(folder);
    return 0;
}

}  // namespace
}  // namespace pingli::bench

int main(int count, char** words) {
    std::size_t cases = 50'000;
    const char* const set = std::getenv("PINGLI_BENCH_CASES");
    const char* const text = count > 1 ? words[1] : set;
    if (text != nullptr) std::from_chars(text, text + std::strlen(text), cases);
    return pingli::bench::run(cases, count > 2 ? words[2] : "");
}
