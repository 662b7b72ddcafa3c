#include "cli/serve_checks.hpp"

#include <unistd.h>

#include <utility>

#include "accounts/account.hpp"
#include "base/one_line.hpp"
#include "cli/verbs.hpp"
#include "facts/facts.hpp"
#include "http/peer.hpp"
#include "server/base_url.hpp"
#include "zones/zones.hpp"

namespace pingli::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShopNameBytesMax = 200;

std::unexpected<Error> wrong(const char* option, const std::string& given, const char* expected) {
    return fail(ErrorCode::Invalid, std::string{option} + ' ' + given + ": expected " + expected);
}

bool is_readable(const fs::path& file) {
    std::error_code fault;
    return fs::is_regular_file(file, fault) && ::access(file.c_str(), R_OK) == 0;
}

Result<void> check_first_shop(const server::ServeOptions& options) {
    if (!accounts::normal_login(options.owner))
        return wrong("--owner", options.owner, "a log-in without spaces, such as wang.li");
    if (!is_one_line(options.shop_name, kShopNameBytesMax))
        return wrong("--shop", options.shop_name, "a name of one line");
    if (!facts::parse_platform(options.platform))
        return wrong("--platform", options.platform,
                     "taobao, tmall, jd, own_store, physical_store or other");
    if (const auto zone = zones::load_zone(options.zone); !zone)
        return wrong("--zone", options.zone, "a time zone, such as Asia/Shanghai or +08:00");
    return {};
}

Result<void> check_addresses(server::ServeOptions& options) {
    // One that is no address would match nobody, and its clients would all count as one.
    for (const std::string& proxy : options.trusted_proxies)
        if (!http::client_of(proxy))
            return wrong("--trusted-proxy", proxy,
                         "an IP address, such as 127.0.0.1 or 2001:db8::1");
    if (options.base_url.empty()) return {};
    auto url = server::normal_base_url(options.base_url);
    if (!url)
        return wrong("--base-url", options.base_url,
                     "http:// or https:// and a name, such as https://desk.example.com");
    options.base_url = std::move(*url);
    return {};
}

Result<void> check_clock(const std::string& file) {
    constexpr std::size_t kBytesMax = 100;
    const std::string text = TRY(read_file(file, kBytesMax));
    if (!parse_time(std::string_view{text}.substr(0, text.find_last_not_of(" \n\r") + 1)))
        return wrong("--clock", file, "a file with a time such as 2026-06-05T12:00 in it");
    return {};
}

Result<void> check_files(const server::ServeOptions& options, const ServeFiles& files) {
    std::error_code fault;
    if (!options.web.empty() && !fs::is_directory(options.web, fault))
        return wrong("--web", options.web.string(), "the folder of a desk that was built");
    if (!options.scanner.empty() && !fs::is_socket(options.scanner, fault))
        return wrong("--scanner", options.scanner.string(),
                     "the socket of a ClamAV daemon that runs");
    if (files.certificate.empty() != files.key.empty())
        return fail(ErrorCode::Invalid, "--certificate and --key: expected both or neither");
    if (!files.certificate.empty() && !is_readable(files.certificate))
        return wrong("--certificate", files.certificate, "a PEM file that can be read");
    if (!files.key.empty() && !is_readable(files.key))
        return wrong("--key", files.key, "a PEM file that can be read");
    if (files.clock.empty()) return {};
    if (!is_readable(files.clock))
        return wrong("--clock", files.clock, "a file with the time in it");
    return check_clock(files.clock);
}

}  // namespace

Result<void> check(server::ServeOptions& options, const ServeFiles& files) {
    TRY(check_first_shop(options));
    TRY(check_addresses(options));
    return check_files(options, files);
}

}  // namespace pingli::cli
