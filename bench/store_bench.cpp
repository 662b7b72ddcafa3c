// The stores: acknowledged appends a second beside a bare loop of the same rows in groups of the
// same size; then, at many cases, queue pages, search, rebuild, opening, memory.
//   store_bench [CASES]     default 100000; PostgreSQL too, where it is installed

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "base/assert.hpp"
#include "store/chain.hpp"
#include "store/migrations.hpp"
#include "store/postgres_store.hpp"
#include "store/sqlite_database.hpp"
#include "store/sqlite_store.hpp"
#include "support/postgres_cluster.hpp"
#include "text/fold.hpp"

namespace pingli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kEventsACase = 5;  // one of them with text
constexpr std::size_t kBodyBytes = 400;
constexpr std::size_t kQuestions = 2000;
constexpr std::chrono::seconds kAppendFor{3};
constexpr Instant kNow{std::chrono::seconds{1750000000}};
const ShopId kShop{"018f6b1e-0000-7000-8000-000000000001"};

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

void print(const std::string& name, double value, const char* unit, const std::string& against,
           double ratio) {
    std::printf(
        "{\"name\":\"%s\",\"value\":%.2f,\"unit\":\"%s\",\"against\":\"%s\",\"ratio\":%.2f}\n",
        name.c_str(), value, unit, against.c_str(), ratio);
    static_cast<void>(std::fflush(stdout));
}

store::Options options() {
    const auto read = [](const char* name) {
        std::ifstream file{std::string{PINGLI_SOURCE_DIR "/lexicons/"} + name, std::ios::binary};
        return std::string{std::istreambuf_iterator<char>{file}, {}};
    };
    Problems problems;
    static const text::Folder folder(read("traditional.tsv"), read("look-alikes.tsv"), problems);
    store::Options made;
    made.fold = [](std::string_view text) { return folder.fold(text); };
    return made;
}

std::string case_id(std::size_t n) {
    char id[48];
    static_cast<void>(std::snprintf(id, sizeof id, "018f6b1e-7000-7000-8000-%012zu", n));
    return id;
}

// Sentences of a shop's day, made of parts: some thousand different pairs of characters.
std::string text_of(std::size_t n) {
    static constexpr const char* kParts[] = {
        "我要退款",         "不给就差评",     "快递员态度很差", "客服一直不回复", "东西坏了",
        "颜色和图片不一样", "收到的是空包裹", "穿了一次就破了", "威胁我删评",     "质量非常好",
        "物流太慢了",       "发错型号",       "屏幕有划痕",     "味道不对",       "少发了两件",
        "要求赔偿三倍",     "半夜打电话骚扰", "泄露我的地址",   "假一赔十",       "保质期已过",
        "尺码偏小",         "线头很多",       "包装破损",       "充电很慢",       "声音太大"};
    std::mt19937_64 random{n};
    std::string text = "订单" + std::to_string(202600000000ULL + n) + "，";
    for (int i = 0; i < 5; ++i) text += std::string{kParts[random() % std::size(kParts)]} + "，";
    for (int i = 0; i < 6; ++i) {  // And words that are rare.
        const auto code = static_cast<char32_t>(0x4E00 + (random() % 3000));
        text += {static_cast<char>(0xE0 | (code >> 12U)),
                 static_cast<char>(0x80 | ((code >> 6U) & 0x3FU)),
                 static_cast<char>(0x80 | (code & 0x3FU))};
    }
    return text;
}

app::QueueRow row_of(std::size_t n) {
    static constexpr const char* kPhases[] = {"open", "awaiting_answer", "ruled", "closed"};
    const Instant at = kNow + std::chrono::seconds{n};
    return {
        .kind = n % 3 == 0 ? "complaint" : "harassment_claim",
        .phase = kPhases[n % 4],
        .outcome = n % 4 < 2 ? "" : "upheld",
        .assigned = "officer" + std::to_string(n / 12 % 50),
        .next_due_at = n % 4 < 2 ? std::optional{at + std::chrono::hours{n % 1000}} : std::nullopt,
        .opened_at = at,
        .updated_at = at,
        .year = 2026,
        .list =
            R"({"title":"说好的全棉其实是化纤","ground":"unreasonable_demand","clause":"4.2"})"};
}

app::Change change_of(std::size_t n) {
    app::Change change{.shop = kShop,
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
                                               .kept_until = kNow},
                       .row = row_of(n),
                       .search_text = std::nullopt,
                       .ledger = {}};
    if (n % 5 == 0) change.search_text = text_of(n);
    return change;
}

double appends_a_second(app::Store& store, std::size_t writers) {
    std::atomic<std::size_t> next = writers * 10'000'000;
    std::atomic<std::size_t> done = 0;
    const auto begin = Clock::now();
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < writers; ++i)
            threads.emplace_back([&] {
                while (Clock::now() - begin < kAppendFor) {
                    PINGLI_ASSERT(store.append(change_of(next++)).has_value());
                    ++done;
                }
            });
    }
    return static_cast<double>(done) / seconds_since(begin);
}

// The rows that an append leaves behind, from a plain loop with nothing read, hashed or decided.
double bare_sqlite(const std::string& path, std::size_t group) {
    auto db = store::sqlite::Database::open({.path = path, .vfs = {}, .is_writer = true}).value();
    for (const store::Migration& migration : store::sqlite_migrations())
        PINGLI_ASSERT(db.run(migration.sql).has_value());
    const auto run = [&](auto&& query) { PINGLI_ASSERT(query.run().has_value()); };
    const std::string hash(32, 'h');
    const auto begin = Clock::now();
    std::int64_t n = 0;
    while (Clock::now() - begin < kAppendFor) {
        run(db.prepare("BEGIN IMMEDIATE").value());
        for (std::size_t i = 0; i < group; ++i) {
            const app::Change c = change_of(static_cast<std::size_t>(++n));
            auto event = db.prepare("INSERT INTO events VALUES (?, ?, ?, 1, ?, ?, ?)").value();
            event << kShop.value() << n << c.case_id.value() << c.events[0].type;
            event.blob(c.events[0].body).blob(hash);
            run(event);
            auto row = db.prepare(
                             "INSERT INTO cases VALUES (?, ?, 1, ?, 2026, ?, ?, ?, ?, ?, ?, ?,"
                             " ?, ?)")
                           .value();
            row << kShop.value() << c.case_id.value() << n << n << c.row->kind << c.row->phase
                << c.row->outcome << c.row->assigned << n << n << n << c.row->list;
            run(row);
            auto answer =
                db.prepare("INSERT INTO answers VALUES (?, ?, ?, ?, ?, 201, ?, 0)").value();
            answer << kShop.value() << c.request->user.value() << c.request->key << c.request->route
                   << c.request->body_hash;
            answer.blob(std::string_view{"2026-000001"});
            run(answer);
            auto doc = db.prepare("INSERT INTO search_docs (shop, case_id, text) VALUES (?, ?, ?)")
                           .value();
            doc << kShop.value() << c.case_id.value() << c.search_text.value_or("");
            run(doc);
        }
        auto head = db.prepare("INSERT OR REPLACE INTO heads VALUES (?, ?, ?)").value();
        head << kShop.value() << n;
        head.blob(hash);
        run(head);
        auto number = db.prepare("INSERT OR REPLACE INTO numbers VALUES (?, 2026, ?)").value();
        number << kShop.value() << n;
        run(number);
        run(db.prepare("COMMIT").value());
    }
    return static_cast<double>(n) / seconds_since(begin);
}

void fill(app::Store& store, std::size_t cases) {
    app::Hash hash{};
    std::int64_t position = 0;
    std::vector<app::StoredEvent> batch;
    for (std::size_t n = 0; n < cases; ++n) {
        for (std::size_t version = 1; version <= kEventsACase; ++version) {
            app::StoredEvent event{.position = ++position,
                                   .case_id = CaseId{case_id(n)},
                                   .version = static_cast<std::int64_t>(version),
                                   .type = "ClaimOpened",
                                   .body = std::string(kBodyBytes, 'b'),
                                   .hash = {}};
            hash = store::chain_hash(hash, store::link_of(kShop, event));
            event.hash = hash;
            batch.push_back(std::move(event));
        }
        if (batch.size() >= 5000 || n + 1 == cases) {
            PINGLI_ASSERT(store.load(kShop, batch).has_value());
            batch.clear();
        }
    }
}

double rebuild(app::Store& store) {
    const auto begin = Clock::now();
    const auto read = store.rebuild(
        [](const ShopId&, const std::vector<app::StoredEvent>& events) -> Result<app::CaseRows> {
            std::size_t n = 0;
            const std::string& id = events.front().case_id.value();
            std::from_chars(id.data() + id.size() - 12, id.data() + id.size(), n);
            return app::CaseRows{.row = row_of(n), .search_text = text_of(n), .ledger = {}};
        });
    PINGLI_ASSERT(read.has_value());
    return static_cast<double>(*read) / seconds_since(begin);
}

template <class Ask>
double p99_milliseconds(const Ask& ask) {
    std::vector<double> took;
    for (std::size_t i = 0; i < kQuestions; ++i) {
        const auto begin = Clock::now();
        ask(i);
        took.push_back(seconds_since(begin) * 1000);
    }
    std::ranges::sort(took);
    return took[took.size() * 99 / 100];
}

app::QueueQuery question(std::size_t i) {
    app::QueueQuery query;
    query.shop = kShop;
    query.order = static_cast<app::QueueOrder>(i % 3);
    if (i % 2 == 0) query.phase = "awaiting_answer";
    if (i % 5 == 0) query.assigned = "officer" + std::to_string(i % 50);
    if (i % 7 == 0) query.kind = "complaint";
    return query;
}

double megabytes() {
    std::ifstream file{"/proc/self/statm"};
    double total = 0;
    double resident = 0;
    file >> total >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
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
    search("frequent words", [](std::size_t i) -> std::string {
        constexpr const char* kWords[] = {"退款",      "差评",     "快递员", "退",     "空包裹",
                                          "退款 骚扰", "态度很差", "三倍",   "不一样", "好"};
        return kWords[i % std::size(kWords)];
    });
    search("rare words", [&](std::size_t i) {
        const std::string text = text_of(i * 37 % cases);
        return text.substr(text.size() - 9, 6);
    });
    search("order numbers",
           [&](std::size_t i) { return std::to_string(202600000000ULL + (i * 37 % cases)); });
}

void measure_sqlite(const std::filesystem::path& folder, std::size_t cases) {
    for (const std::size_t writers : {1, 64}) {
        const std::string tag = std::to_string(writers);
        const double bare = bare_sqlite(folder / ("bare" + tag), writers);
        auto store = store::SqliteStore::open(folder / ("appends" + tag), options()).value();
        const double ours = appends_a_second(*store, writers);
        print("sqlite: acknowledged appends, " + tag + " writers", ours, "appends/s",
              "bare loop, groups of " + tag + ": " + std::to_string(static_cast<int>(bare)),
              ours / bare);
    }
    const std::string path = folder / "many";
    {
        auto store = store::SqliteStore::open(path, options()).value();
        fill(*store, cases);
        const double rate = rebuild(*store);
        print("sqlite: rebuild", rate, "events/s", "aim 50000", rate / 50000);
    }
    const auto begin = Clock::now();
    auto store = store::SqliteStore::open(path, options()).value();
    PINGLI_ASSERT(store->queue(question(1)).has_value());
    print("sqlite: open and first page", seconds_since(begin) * 1000, "ms", "aim 1000 ms",
          seconds_since(begin));
    ask(*store, "sqlite", cases);
    print("sqlite: resident memory", megabytes(), "MB", "aim 200 MB", megabytes() / 200);
}

void measure_postgres(const std::string& url, std::size_t cases) {
    auto store = store::PostgresStore::open(url, options()).value();
    fill(*store, cases);
    const double rate = rebuild(*store);
    print("postgres: rebuild", rate, "events/s", "aim 20000", rate / 20000);
    ask(*store, "postgres", cases);
    for (const std::size_t writers : {1, 64}) {
        const double ours = appends_a_second(*store, writers);
        print("postgres: acknowledged appends, " + std::to_string(writers) + " writers", ours,
              "appends/s", "", 0);
    }
}

int run(std::size_t cases) {
    std::string name = (std::filesystem::temp_directory_path() / "pingli-bench-XXXXXX").string();
    PINGLI_ASSERT(::mkdtemp(name.data()) != nullptr);
    measure_sqlite(name, cases);
    std::filesystem::remove_all(name);
    if (const auto cluster = support::PostgresCluster::start())
        measure_postgres(cluster->url(cluster->create_database()), cases);
    return 0;
}

}  // namespace
}  // namespace pingli

int main(int count, char** words) {
    std::size_t cases = 100000;
    if (count > 1) std::from_chars(words[1], words[1] + std::strlen(words[1]), cases);
    return pingli::run(cases);
}
