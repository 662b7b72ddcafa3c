// The server as a whole: acknowledged commands a second over HTTP at 1 and 64 connections, each
// opening claims on a store with full sync, beside a bare loop that writes the very rows which that
// left behind, in groups as large as the number of connections. Start-up and memory.
//   server_bench [SECONDS]     of each measurement; default 5. PostgreSQL too, where it is
//   installed

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "base/assert.hpp"
#include "cli/rulebooks.hpp"
#include "codec/rulebook_files.hpp"
#include "server/random.hpp"
#include "server/serve.hpp"
#include "store/migrations.hpp"
#include "store/sqlite_database.hpp"
#include "support/postgres_cluster.hpp"
#include "text/fold.hpp"

namespace pingli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char* kPassword = "correct horse battery";
constexpr const char* kClaim =
    R"({"perspective":"decided","title":"骚扰投诉","person":"p-1","platform":"taobao",)"
    R"("orders":["123456789012345678"],"allegations":[{"alleged":"frequent_contact",)"
    R"("person":"buyer","words":"昨天给我打了14个电话，没法上班"}]})";

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

double megabytes() {
    std::ifstream file{"/proc/self/statm"};
    double total = 0;
    double resident = 0;
    file >> total >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

// What stands between `before` and the next quotation mark.
std::string value_after(const std::string& text, const std::string& before) {
    const auto at = text.find(before);
    PINGLI_ASSERT(at != std::string::npos);
    const auto begin = at + before.size();
    return text.substr(begin, text.find_first_of("\"; ", begin) - begin);
}

// --- one connection, kept open ---

class Client {
public:
    explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        PINGLI_ASSERT(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) ==
                      0);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client() { ::close(socket_); }

    // The whole answer, head and body.
    std::string post(const std::string& path, const std::string& body, const std::string& fields) {
        std::string out =
            "POST " + path + " HTTP/1.1\r\nHost: bench\r\n" + fields +
            "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
            "\r\n\r\n" + body;
        for (std::size_t sent = 0; sent < out.size();) {
            const auto n = ::send(socket_, out.data() + sent, out.size() - sent, MSG_NOSIGNAL);
            PINGLI_ASSERT(n > 0);
            sent += static_cast<std::size_t>(n);
        }
        return receive();
    }

private:
    std::string receive() {
        constexpr std::string_view kLength = "Content-Length: ";
        std::string in;
        std::array<char, 16384> block{};
        for (std::size_t whole = std::string::npos; in.size() < whole;) {
            const auto n = ::recv(socket_, block.data(), block.size(), 0);
            PINGLI_ASSERT(n > 0);
            in.append(block.data(), static_cast<std::size_t>(n));
            const auto end = in.find("\r\n\r\n");
            const auto length = in.find(kLength);
            if (end == std::string::npos || length > end) continue;
            whole = end + 4 + std::stoul(in.substr(length + kLength.size(), 20));
        }
        return in;
    }
    int socket_;
};

// --- the server ---

store::Fold fold() {
    const auto read = [](const char* name) {
        std::ifstream file{std::string{PINGLI_SOURCE_DIR "/lexicons/"} + name, std::ios::binary};
        return std::string{std::istreambuf_iterator<char>{file}, {}};
    };
    Problems problems;
    static const text::Folder folder(read("traditional.tsv"), read("look-alikes.tsv"), problems);
    return [](std::string_view text) { return folder.fold(text); };
}

const rulebook::Library& library() {
    static const rulebook::Library books = [] {
        Problems problems;
        const fs::path root{PINGLI_SOURCE_DIR};
        return rulebook::Library{
            codec::load_rulebooks(root / "rulebooks", cli::rulebook_resources(root), problems)};
    }();
    return books;
}

// The program in a thread of this process, until it goes.
class Server {
public:
    Server(const fs::path& data, const std::string& database) {
        server::ServeOptions options;
        options.data_folder = data;
        options.database = database;
        options.port = 0;
        options.version = "bench";
        options.library = &library();
        options.fold = fold();
        options.say = [this](const std::string& line) { hear(line); };
        const auto begin = Clock::now();
        thread_ = std::jthread{[options] { PINGLI_ASSERT(server::serve(options).has_value()); }};
        port = port_.get_future().get();
        started_in = seconds_since(begin);
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server() { ::kill(::getpid(), SIGTERM); }

    // A customer's cookie and token, as header fields; where they open claims.
    void log_in() {
        Client client{port};
        std::string path;
        const std::string owner = use_link(client, link_.get_future().get(), path);
        const std::string made = client.post(
            path + "/people", R"({"login":"buyer","name":"b","roles":["claimant"]})", owner);
        fields = use_link(client, value_after(made, "#link="), path);
        claims = path + "/claims";
        // The first claim makes the customer's key; two first ones at once refuse each other.
        PINGLI_ASSERT(open_claim(client).starts_with("HTTP/1.1 201"));
    }

    [[nodiscard]] std::string open_claim(Client& client) const {
        return client.post(claims, kClaim,
                           fields + "Idempotency-Key: " + server::new_id() + "\r\n");
    }

    std::uint16_t port = 0;
    double started_in = 0;
    std::string fields, claims;

private:
    void hear(const std::string& line) {
        constexpr std::string_view kListening = "listening on ";
        if (line.starts_with(kListening))
            port_.set_value(
                static_cast<std::uint16_t>(std::stoul(line.substr(line.rfind(':') + 1))));
        if (line.find("#link=") != std::string::npos) link_.set_value(value_after(line, "#link="));
    }
    static std::string use_link(Client& client, const std::string& secret, std::string& path) {
        const std::string answer =
            client.post("/api/v1/links",
                        R"({"secret":")" + secret + R"(","password":")" + kPassword + "\"}", "");
        path = "/api/v1/shops/" + value_after(answer, "\"shop\":\"");
        return "Cookie: " + value_after(answer, "Set-Cookie: ") +
               "\r\nX-CSRF-Token: " + value_after(answer, "\"csrf_token\":\"") + "\r\n";
    }

    std::promise<std::uint16_t> port_;
    std::promise<std::string> link_;
    std::jthread thread_;
};

struct Rate {
    double a_second = 0;
    std::size_t commands = 0;
};

Rate drive(const Server& server, std::size_t connections, std::chrono::seconds for_) {
    std::atomic<std::size_t> done = 0;
    const auto begin = Clock::now();
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < connections; ++i)
            threads.emplace_back([&] {
                Client client{server.port};
                while (Clock::now() - begin < for_) {
                    const std::string answer = server.open_claim(client);
                    PINGLI_ASSERT(answer.starts_with("HTTP/1.1 201"));
                    ++done;
                }
            });
    }
    return {.a_second = static_cast<double>(done) / seconds_since(begin), .commands = done};
}

// --- the bare loop ---

using Cell = std::variant<std::nullptr_t, std::int64_t, std::string>;
struct Table {
    const char* read;
    const char* insert;
    int columns;
    int blobs_from, blobs_to;  // columns that are bytes, not text
    std::vector<std::vector<Cell>> rows;
};

std::vector<Table> tables_of(const std::string& path) {
    std::vector<Table> tables{
        {"SELECT * FROM events ORDER BY position",
         "INSERT INTO events VALUES (?,?,?,?,?,?,?)",
         7,
         5,
         7,
         {}},
        {"SELECT * FROM cases ORDER BY first_position",
         "INSERT INTO cases VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
         14,
         0,
         0,
         {}},
        {"SELECT * FROM answers", "INSERT INTO answers VALUES (?,?,?,?,?,?,?,?)", 8, 6, 7, {}},
        {"SELECT shop, case_id, text FROM search_docs",
         "INSERT INTO search_docs (shop, case_id, text) VALUES (?,?,?)",
         3,
         0,
         0,
         {}}};
    auto db = store::sqlite::Database::open({.path = path, .vfs = {}, .is_writer = false}).value();
    for (Table& table : tables) {
        auto query = db.prepare(table.read).value();
        while (query.step().value()) {
            auto& row = table.rows.emplace_back();
            for (int i = 0; i < table.columns; ++i) {
                const std::string text = query.text(i);
                const bool is_whole = std::to_string(query.integer(i)) == text;
                if (query.is_null(i))
                    row.emplace_back(nullptr);
                else if (is_whole && table.blobs_from > i)
                    row.emplace_back(query.integer(i));
                else if (is_whole && table.blobs_to == 0)
                    row.emplace_back(query.integer(i));
                else
                    row.emplace_back(text);
            }
        }
    }
    return tables;
}

void insert(store::sqlite::Database& db, const Table& table, const std::vector<Cell>& row) {
    auto query = db.prepare(table.insert).value();
    for (int i = 0; i < table.columns; ++i) {
        const Cell& cell = row[static_cast<std::size_t>(i)];
        if (const auto* whole = std::get_if<std::int64_t>(&cell))
            query << *whole;
        else if (const auto* text = std::get_if<std::string>(&cell); text == nullptr)
            query << nullptr;
        else if (i >= table.blobs_from && i < table.blobs_to)
            query.blob(std::string_view{*text});
        else
            query << std::string_view{*text};
    }
    PINGLI_ASSERT(query.run().has_value());
}

// The rows of `commands` commands, `group` commands a transaction, nothing read or decided.
double bare_sqlite(const std::string& path, const std::vector<Table>& tables, std::size_t commands,
                   std::size_t group) {
    auto db = store::sqlite::Database::open({.path = path, .vfs = {}, .is_writer = true}).value();
    for (const store::Migration& migration : store::sqlite_migrations())
        PINGLI_ASSERT(db.run(migration.sql).has_value());
    const auto begin = Clock::now();
    for (std::size_t from = 0; from < commands; from += group) {
        const std::size_t to = std::min(from + group, commands);
        PINGLI_ASSERT(db.run("BEGIN IMMEDIATE").has_value());
        for (const Table& table : tables)
            for (std::size_t i = table.rows.size() * from / commands;
                 i < table.rows.size() * to / commands; ++i)
                insert(db, table, table.rows[i]);
        PINGLI_ASSERT(db.run("INSERT OR REPLACE INTO heads VALUES ('s', 1, zeroblob(32));"
                             "INSERT OR REPLACE INTO numbers VALUES ('s', 2026, 1); COMMIT")
                          .has_value());
    }
    return static_cast<double>(commands) / seconds_since(begin);
}

// --- all of it ---

void measure(const fs::path& folder, const std::string& name, const std::string& url,
             std::size_t connections, std::chrono::seconds for_) {
    const std::string tag = name + ": commands over HTTP, " + std::to_string(connections) +
                            (connections == 1 ? " connection" : " connections");
    const fs::path data = folder / (name + std::to_string(connections));
    Rate rate;
    {
        Server server{data, url};
        print(name + ": start-up", server.started_in * 1000, "ms", "aim 1000 ms",
              server.started_in);
        server.log_in();
        rate = drive(server, connections, for_);
    }
    if (!url.empty()) return print(tag, rate.a_second, "commands/s", "", 0);
    const auto tables = tables_of(data / "pingli.db");
    const double bare = bare_sqlite(data / "bare.db", tables, rate.commands, connections);
    print(tag, rate.a_second, "commands/s",
          "bare loop, groups of " + std::to_string(connections) + ": " +
              std::to_string(static_cast<int>(bare)),
          rate.a_second / bare);
}

// "host=A user=B dbname=C", as --database takes it.
std::string as_url(const std::string& words) {
    const auto value = [&](const char* name) { return value_after(words + ' ', name); };
    return "postgres://" + value("user=") + "@/" + value("dbname=") + "?host=" + value("host=");
}

int run(std::chrono::seconds for_) {
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stops, nullptr);  // The server's thread waits for it.
    std::string folder = (fs::temp_directory_path() / "pingli-bench-XXXXXX").string();
    PINGLI_ASSERT(::mkdtemp(folder.data()) != nullptr);
    for (const std::size_t connections : {1, 64}) measure(folder, "sqlite", "", connections, for_);
    print("server: resident memory", megabytes(), "MB", "aim 200 MB", megabytes() / 200);
    if (const auto cluster = support::PostgresCluster::start())
        for (const std::size_t connections : {1, 64})
            measure(folder, "postgres", as_url(cluster->url(cluster->create_database())),
                    connections, for_);
    fs::remove_all(folder);
    return 0;
}

}  // namespace
}  // namespace pingli

int main(int count, char** words) {
    int seconds = 5;
    if (count > 1) std::from_chars(words[1], words[1] + std::strlen(words[1]), seconds);
    return pingli::run(std::chrono::seconds{seconds});
}
