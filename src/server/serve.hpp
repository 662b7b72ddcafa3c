// The server as one program: store, accounts, desk, routes, clocks, and the transport. The only
// place beside cli/ that knows every adapter.

#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "accounts/second_factor_rule.hpp"
#include "base/result.hpp"
#include "http/limits.hpp"
#include "http/server.hpp"
#include "notify/target.hpp"
#include "rulebook/build.hpp"
#include "rulebook/library.hpp"
#include "store/options.hpp"

namespace pingli::server {

struct ServeOptions {
    std::filesystem::path data_folder;  // files of exhibits, and the database unless named
    std::filesystem::path data_root;    // of the program: lexicons/, templates/
    std::filesystem::path sample;       // a shop folder for the first start; empty: none
    Instant sample_at;                  // as of when it is judged
    std::filesystem::path formats;      // the folder formats/ of the program's data
    std::filesystem::path web;          // the folder of the built desk; may be missing
    std::string database;               // empty: sqlite in the data folder
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::filesystem::path scanner;        // socket of a ClamAV daemon; empty: files are not scanned
    std::string base_url;                 // how people reach it; empty: from address and port
    std::vector<std::string> host_names;  // further names by which people reach it
    std::optional<http::TlsFiles> tls;
    bool behind_tls = false;                   // a proxy in front speaks TLS
    bool is_plain = false;                     // HTTP alone, also where others may listen
    std::vector<std::string> trusted_proxies;  // addresses of proxies in front
    http::Limits limits;
    std::string owner = "owner";  // log-in of the first account
    std::string shop_name = "我的店铺";
    std::string platform = "taobao";
    std::string zone = "Asia/Shanghai";
    std::chrono::seconds clocks_every{30};
    std::chrono::milliseconds files_every{300'000};  // one looks for files without a case
    std::chrono::milliseconds hooks_every{5'000};    // so often one looks what hooks are to be told
    notify::Reach hook_reach = notify::Reach::PublicOnly;
    std::optional<accounts::SecondFactorRule> second_factor;  // whose accounts must have one
    bool feeds_with_secret_in_address = false;  // for calendars that can send no password
    std::function<Instant()> clock;  // instead of the system's: for tests and for training
    std::string version;
    const rulebook::Library* library = nullptr;  // outlives the server
    rulebook::Resources resources;               // zones and calendars, from any thread
    store::Fold fold;
    store::KeyWrap wrap = {};  // the outer key that the store's secrets are under
    // From any thread, also those that answer: neither waits for whoever reads.
    std::function<void(const std::string&)> say;  // lines for the operator at the terminal
    std::function<void(const std::string&)> log;  // one JSON object a line, no personal data
    std::function<void()> flush;  // waits a moment for what was said to be out; may be empty
};

// Serves until SIGTERM or SIGINT, then drains. Fails when it cannot start.
Result<void> serve(ServeOptions options);

}  // namespace pingli::server
