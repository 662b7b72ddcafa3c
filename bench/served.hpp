// `pingli serve` as a process of its own on what a bench has filled, with somebody logged in.

#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string>

#include "accounts/accounts.hpp"
#include "app/shops.hpp"
#include "bench/http_client.hpp"
#include "bench/support.hpp"
#include "server/account_storage.hpp"
#include "server/random.hpp"
#include "zones/zones.hpp"

namespace pingli::bench {

inline constexpr const char* kPassword = "correct horse battery";

// The shop's record and an owner of it; the secret with which they set a password.
inline std::string make_owner(app::Store& store, const ShopId& shop) {
    app::Shops shops{store, zones::load_zone};
    static_cast<void>(
        shops.add({.id = shop, .name = "bench", .platform = "taobao", .zone = "Asia/Shanghai"}));
    server::AccountStorage storage{store};
    const auto accounts = accounts::Accounts::open(storage, server::fill_random, {}).value();
    const Instant now = store::system_now();
    static_cast<void>(
        accounts->create({.id = UserId{server::new_id()},
                          .login = "owner",
                          .name = "owner",
                          .memberships = {{.shop = shop, .roles = {accounts::Role::Owner}}},
                          .is_invited = false},
                         now));  // Or they are there already.
    return accounts->make_link(accounts->account_of("owner", now).value(), now).value();
}

// With a link's secret: a cookie and a token, as fields of further requests. `path`: of the shop.
inline std::string use_link(Client& client, const std::string& secret, std::string& path) {
    const std::string answer = client.post(
        "/api/v1/links", R"({"secret":")" + secret + R"(","password":")" + kPassword + "\"}", "");
    path = "/api/v1/shops/" + value_after(answer, "\"shop\":\"");
    return "Cookie: " + value_after(answer, "Set-Cookie: ") +
           "\r\nX-CSRF-Token: " + value_after(answer, "\"csrf_token\":\"") + "\r\n";
}

class Served {
public:
    struct Place {
        std::filesystem::path data;
        std::string database;  // empty: in `data`
    };
    // The program stands beside this one. Ready when it has answered once. Without a secret the
    // data is new, and the program says the first one.
    Served(const Place& place, const std::string& secret) {
        std::string program =
            (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "pingli").string();
        const auto begin = Clock::now();
        int ends[2];
        PINGLI_ASSERT(::pipe(ends) == 0);
        process_ = ::fork();
        if (process_ == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            const std::string data = place.data.string();
            const char* const database = place.database.empty() ? nullptr : place.database.c_str();
            ::execl(program.c_str(), "pingli", "--data-root", PINGLI_SOURCE_DIR, "serve", "--quiet",
                    "--listen", "127.0.0.1:0", "--data", data.c_str(),
                    database == nullptr ? nullptr : "--database", database, nullptr);
            ::_exit(127);
        }
        ::close(ends[1]);
        output_ = ::fdopen(ends[0], "r");
        port_ = static_cast<std::uint16_t>(std::stoul(said("listening on http://127.0.0.1:")));
        Client client{port_};
        PINGLI_ASSERT(client.get("/health", "").starts_with("HTTP/1.1 200"));
        started_in = seconds_since(begin);
        fields = use_link(client, secret.empty() ? said("#link=") : secret, path);
    }
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;
    ~Served() {
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
        ::fclose(output_);
    }

    void ask(Client& client, const std::string& query) const {
        PINGLI_ASSERT(client.get(path + query, fields).starts_with("HTTP/1.1 200"));
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] double megabytes() const { return bench::megabytes(process_); }

    double started_in = 0;     // seconds
    std::string fields, path;  // of the owner's requests: who asks, and their shop

private:
    // What follows `words` in a line of the program, up to its end.
    std::string said(std::string_view words) {
        std::array<char, 512> line{};
        while (std::fgets(line.data(), line.size(), output_) != nullptr) {
            const std::string_view text{line.data()};
            const auto at = text.find(words);
            if (at != std::string_view::npos)
                return std::string{
                    text.substr(at + words.size(), text.rfind('\n') - at - words.size())};
        }
        PINGLI_ASSERT(false && "pingli serve did not start");
        return {};
    }
    pid_t process_ = 0;
    std::FILE* output_ = nullptr;
    std::uint16_t port_ = 0;
};

}  // namespace pingli::bench
