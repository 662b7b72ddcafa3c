#include "crash/crash_work.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/assert.hpp"
#include "crash/lossy_vfs.hpp"
#include "store/postgres_store.hpp"
#include "store/sqlite_store.hpp"
#include "store/verify.hpp"

namespace pingli::crash {

namespace {

constexpr int kWriters = 8;
constexpr int kShops = 3;
constexpr int kEventsAChangeMax = 4;
// A machine with much to do may take long over a restart or the end of a killed writer's session;
// that is no fault of the store.
constexpr std::chrono::seconds kOutageMax{120};
constexpr Instant kNow{std::chrono::seconds{1750000000}};
const UserId kUser{"user"};

// A body is "NAME I N": the I-th event of N of the change called NAME.
std::string body(const std::string& name, int at, int of) {
    return name + " " + std::to_string(at) + " " + std::to_string(of);
}

app::Change change(const std::string& name, const ShopId& shop, const CaseId& id,
                   std::int64_t expected, int events) {
    app::Change made{
        .shop = shop,
        .case_id = id,
        .expected_version = expected,
        .events = {},
        .new_keys = {{.person = PersonId{name}, .key = name}},
        .request = std::nullopt,
        .row = app::QueueRow{.kind = "k",
                             .phase = name,
                             .outcome = {},
                             .assigned = {},
                             .next_due_at = kNow,
                             .opened_at = kNow,
                             .updated_at = kNow,
                             .year = 2026,
                             .list = "{}"},
        .search_text = "文字 " + name,
        .ledger = {{.ledger_class = "c", .year = 2026, .points = 1, .at = kNow, .detail = name}}};
    for (int i = 1; i <= events; ++i)
        made.events.push_back({.type = "Worked", .body = body(name, i, events)});
    made.request =
        app::Request{.user = kUser,
                     .key = name,
                     .route = "route",
                     .body_hash = "hash",
                     .answer = [name](const app::Appended&) { return app::KeptAnswer{201, name}; },
                     .kept_until = kNow + std::chrono::hours{1000000}};
    return made;
}

class Writer {
public:
    Writer(app::Store& store, int log, std::string prefix, std::uint64_t seed)
        : store_(store), log_(log), prefix_(std::move(prefix)), random_(seed) {}

    [[noreturn]] void run() {
        for (std::int64_t n = 0;; ++n) one(prefix_ + "n" + std::to_string(n));
    }

private:
    struct Case {
        ShopId shop;
        CaseId id;
        std::int64_t version;
    };

    void one(const std::string& name) {
        if (cases_.empty() || random_() % 3 == 0)
            cases_.push_back({.shop = ShopId{"shop" + std::to_string(random_() % kShops)},
                              .id = CaseId{name},
                              .version = 0});
        Case& at = cases_[random_() % cases_.size()];
        const int events = 1 + static_cast<int>(random_() % kEventsAChangeMax);
        for (;;) {
            const auto result = store_.append(change(name, at.shop, at.id, at.version, events));
            if (result) {
                at.version += events;
                const bool is_again = result->first_answer.has_value();
                write_line(name + " " + at.shop.value() + " " +
                           (is_again ? "again again"
                                     : std::to_string(result->position) + " " +
                                           app::to_hex(result->hash)));
                return;
            }
            // Anything else than an outage would be a fault of ours.
            if (result.error().code != ErrorCode::Unavailable) {
                write_line("FAULT " + result.error().context);
                std::_Exit(3);
            }
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        }
    }
    void write_line(const std::string& text) const {
        const std::string line = text + "\n";
        PINGLI_ASSERT(::write(log_, line.data(), line.size()) == std::ssize(line));
    }

    app::Store& store_;
    int log_;
    std::string prefix_;
    std::mt19937_64 random_;
    std::vector<Case> cases_;
};

struct Name {
    std::string name;
    int at = 0;
    int of = 0;
};

std::optional<Name> parse(const std::string& body) {
    const auto first = body.find(' ');
    const auto second = body.find(' ', first + 1);
    if (first == std::string::npos || second == std::string::npos) return std::nullopt;
    Name name{.name = body.substr(0, first)};
    const char* const end = body.data() + body.size();
    std::from_chars(body.data() + first + 1, end, name.at);
    std::from_chars(body.data() + second + 1, end, name.of);
    return name;
}

struct Written {
    std::string shop;
    std::int64_t last_position = 0;
    std::string hash;
    int events = 0;
    int of = 0;
};

class Check {
public:
    explicit Check(app::Store& store) : store_(store) {}

    Checked run(const std::string& log) {
        const auto heads = store_.heads();
        if (!heads) return failed(heads.error().context);
        for (const app::Head& head : *heads)
            if (!shop(head.shop)) return result_;
        for (const auto& [name, written] : changes_)
            if (written.events != written.of) return failed("a change is there by half: " + name);
        result_.changes = std::ssize(changes_);
        acknowledged(log);
        return result_;
    }

private:
    Checked failed(std::string what) {
        if (result_.fault.empty()) result_.fault = std::move(what);
        return result_;
    }

    bool shop(const ShopId& shop) {
        const auto verdict = store::verify(store_, shop);
        if (!verdict) return failed(verdict.error().context), false;
        if (!verdict->is_good()) return failed(english(verdict->faults.front().what)), false;
        result_.events += verdict->events;
        for (std::int64_t from = 1;;) {
            const auto events = store_.read_shop(shop, from, app::kPageMax);
            if (!events) return failed(events.error().context), false;
            for (const app::StoredEvent& event : *events)
                if (!take(shop, event)) return false;
            if (events->size() < app::kPageMax) break;
            from = events->back().position + 1;
        }
        return ledger(shop);
    }

    bool take(const ShopId& shop, const app::StoredEvent& event) {
        const auto name = parse(event.body);
        if (!name) return failed("a body is not ours: " + event.body), false;
        Written& written = changes_[name->name];
        const bool follows = name->at == written.events + 1 &&
                             (written.events == 0 || written.last_position + 1 == event.position);
        if (!follows) return failed("a change is there twice or torn: " + event.body), false;
        written = {.shop = shop.value(),
                   .last_position = event.position,
                   .hash = app::to_hex(event.hash),
                   .events = name->at,
                   .of = name->of};
        return true;
    }

    // A change's points, key and answer are there with its events.
    bool ledger(const ShopId& shop) {
        const auto lines = store_.ledger(shop, 2026);
        if (!lines) return failed(lines.error().context), false;
        std::int64_t of_shop = 0;
        for (const auto& [name, written] : changes_)
            of_shop += written.shop == shop.value() ? 1 : 0;
        if (of_shop != std::ssize(*lines))
            return failed("points without events, or the other way"), false;
        for (const app::LedgerLine& line : *lines) {
            const auto found = changes_.find(line.entry.detail);
            if (found == changes_.end() || found->second.last_position != line.position)
                return failed("points of another change: " + line.entry.detail), false;
        }
        return true;
    }

    void acknowledged(const std::string& log) {
        std::ifstream in{log};
        std::string name;
        std::string shop;
        std::string position;
        std::string hash;
        std::int64_t lines = 0;
        while (in >> name >> shop >> position >> hash) {
            ++lines;
            const auto found = changes_.find(name);
            if (name == "FAULT") failed("the writer: " + shop + " " + position + " " + hash);
            if (found == changes_.end()) {
                failed("an acknowledged change is lost: " + name);
            } else if (position != "again" &&
                       (found->second.hash != hash ||
                        std::to_string(found->second.last_position) != position)) {
                failed("an acknowledged change is another now: " + name);
            } else if (lines % 16 == 0) {
                extras(ShopId{shop}, name);
            }
        }
        result_.acknowledged = lines;
    }

    void extras(const ShopId& shop, const std::string& name) {
        const auto key = store_.person_key(shop, PersonId{name});
        if (!key || key->key != name) failed("a change's key is lost: " + name);
        const auto answer = store_.kept_answer({shop, kUser, name, "route", "hash"}, kNow);
        if (!answer || !*answer || (*answer)->body != name)
            failed("a change's answer is lost: " + name);
    }

    app::Store& store_;
    std::unordered_map<std::string, Written> changes_;
    Checked result_;
};

}  // namespace

Result<std::unique_ptr<app::Store>> open(const Place& place, bool is_writer, std::uint64_t seed) {
    store::Options options;
    options.fold = [](std::string_view text) { return std::string{text}; };
    options.now = [] { return kNow; };
    options.outage_max = kOutageMax;
    if (place.technology == "postgres")
        return TRY(store::PostgresStore::open(place.address, std::move(options)));
    if (place.technology != "sqlite" && is_writer) {
        install_lossy_vfs(seed, place.technology == "sqlite-nosync");
        options.sqlite_vfs = kLossyVfs;
    }
    return TRY(store::SqliteStore::open(place.address, std::move(options)));
}

void work(const Place& place, const std::string& log, std::int64_t round, std::uint64_t seed) {
    const int file = ::open(log.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    PINGLI_ASSERT(file >= 0);
    auto store = open(place, true, seed);
    if (!store) {
        static_cast<void>(std::fprintf(stderr, "%s\n", store.error().context.c_str()));
        std::_Exit(3);
    }
    std::vector<std::jthread> writers;
    for (int i = 0; i < kWriters; ++i)
        writers.emplace_back([&, i] {
            const std::string prefix = "r" + std::to_string(round) + "w" + std::to_string(i);
            Writer{**store, file, prefix, seed + static_cast<std::uint64_t>(i)}.run();
        });
    for (;;) std::this_thread::sleep_for(std::chrono::hours{1});
}

Checked check(const Place& place, const std::string& log) {
    auto store = open(place, false, 0);
    if (!store) return {.fault = "the store does not open: " + store.error().context};
    return Check{**store}.run(log);
}

}  // namespace pingli::crash
