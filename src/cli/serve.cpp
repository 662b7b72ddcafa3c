#include "server/serve.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <mutex>

#include "cli/line_writer.hpp"
#include "cli/opened_store.hpp"
#include "cli/outer_key.hpp"
#include "cli/serve_checks.hpp"
#include "cli/verbs.hpp"
#include "codec/rulebook_files.hpp"
#include "codec/shop_toml.hpp"
#include "engines/rulebook_resources.hpp"
#include "http/peer.hpp"
#include "server/backup.hpp"

namespace pingli::cli {

namespace {

struct Options {
    server::ServeOptions serve;
    std::string listen = "127.0.0.1:8080";
    std::string certificate, key;
    std::string clock_file;
    std::filesystem::path outer_key_file;
    bool has_sample = false;
    std::string sample;         // a shop folder; empty: the one that comes with the program
    int clocks_every = 30;      // seconds
    std::string second_factor;  // empty: the default
    bool webhooks_anywhere = false;
    bool is_quiet = false;
};

// The time that stands in a file, read anew each time. What cannot be read is the beginning of
// time, so that nothing looks in time by mistake.
std::function<Instant()> clock_of(const std::string& file) {
    return [file] {
        constexpr std::size_t kBytesMax = 100;
        const auto text = read_file(file, kBytesMax);
        const auto end = text ? text->find_last_not_of(" \n\r") : std::string::npos;
        if (!text || end == std::string::npos) return Instant{};
        const auto written = parse_time(std::string_view{*text}.substr(0, end + 1));
        if (!written) return Instant{};
        return Instant{written->local.time_since_epoch() -
                       written->offset.value_or(std::chrono::hours{8})};
    };
}

// Where the time of a sample began to run, in the data folder: its reviews are of the past, and so
// is the time that a desk with the sample goes by.
constexpr const char* kSampleBegan = "sample-began";
constexpr Instant kSampleAt{std::chrono::seconds{1'780'632'000}};  // 2026-06-05T12:00+08:00

// A data folder that has the sample, or takes it since it has no database yet.
Result<bool> takes_sample(const std::filesystem::path& data) {
    std::error_code failed;
    if (std::filesystem::exists(data / kSampleBegan, failed)) return true;
    std::filesystem::create_directories(data, failed);
    if (std::filesystem::exists(data / server::kDatabaseFile, failed) || failed) return false;
    std::ofstream file{data / kSampleBegan};
    file << now().time_since_epoch().count() << '\n';
    if (!file.flush()) return fail(ErrorCode::Unavailable, data.string() + ": cannot be written");
    return true;
}

Result<void> add_sample(const std::filesystem::path& root, Options& options) {
    server::ServeOptions& serve = options.serve;
    const auto folder = options.sample.empty() ? root / "samples" / "tea-and-coats"
                                               : std::filesystem::path{options.sample};
    constexpr std::size_t kBytesMax = 1U << 20U;
    Problems problems;
    const std::string toml = TRY(read_file(folder / "shop.toml", kBytesMax));
    const auto shop = TRY(codec::parse_shop_toml(toml, "shop.toml", problems));
    if (!TRY(takes_sample(serve.data_folder))) return {};
    serve.sample = folder;
    serve.sample_at = kSampleAt;
    serve.shop_name = shop.name;
    serve.platform = facts::to_name(shop.platform);
    serve.zone = shop.zone;
    if (!options.clock_file.empty()) return {};
    constexpr std::size_t kDigitsMax = 100;
    const std::string began = TRY(read_file(serve.data_folder / kSampleBegan, kDigitsMax));
    const Duration since{std::atoll(began.c_str())};  // NOLINT(cert-err34-c): ours
    serve.clock = [ahead = since - kSampleAt.time_since_epoch()] { return now() - ahead; };
    return {};
}

// "127.0.0.1:8080", "[::1]:8080", ":8080".
bool parse_listen(const std::string& text, server::ServeOptions& out) {
    const auto colon = text.rfind(':');
    if (colon == std::string::npos) return false;
    std::string address = text.substr(0, colon);
    if (address.starts_with('[') && address.ends_with(']'))
        address = address.substr(1, address.size() - 2);
    const std::string digits = text.substr(colon + 1);
    constexpr std::size_t kDigitsMax = 5;
    constexpr int kPortMax = 65'535;
    if (digits.empty() || digits.size() > kDigitsMax ||
        digits.find_first_not_of("0123456789") != std::string::npos || std::stoi(digits) > kPortMax)
        return false;
    if (!address.empty() && !http::client_of(address)) return false;
    if (!address.empty()) out.address = address;
    out.port = static_cast<std::uint16_t>(std::stoi(digits));
    return true;
}

Result<void> check_options(Options& options) {
    if (!parse_listen(options.listen, options.serve))
        return fail(
            ErrorCode::Invalid,
            "--listen " + options.listen +
                ": expected an IP address and a port, such as 127.0.0.1:8080 or [::1]:8080");
    return check(
        options.serve,
        {.certificate = options.certificate, .key = options.key, .clock = options.clock_file});
}

std::string told_of_left_out(std::uint64_t lines) {
    return "pingli: " + std::to_string(lines) + " lines were not taken in time and are left out";
}

std::string logged_of_left_out(std::uint64_t lines) {
    return R"({"lines_left_out":)" + std::to_string(lines) + "}";
}

// What it says and logs never waits for whoever reads it. On return all is written, or nobody
// reads.
Result<void> serve_and_say(Context& context, Options& options) {
    context.out << std::flush;
    context.err << std::flush;
    const auto turn = std::make_shared<std::mutex>();
    LineWriter out{{.fd = STDOUT_FILENO, .turn = turn, .told_of_left_out = told_of_left_out}};
    LineWriter log{
        {.fd = STDERR_FILENO,
         .turn = are_one_file(STDOUT_FILENO, STDERR_FILENO) ? turn : std::make_shared<std::mutex>(),
         .told_of_left_out = logged_of_left_out}};
    server::ServeOptions how = options.serve;
    how.say = [&out](const std::string& line) { out.put("pingli: " + line); };
    how.flush = [&out] { static_cast<void>(out.flush(kLastLinesAwaited)); };
    if (!options.is_quiet) how.log = [&log](const std::string& line) { log.put(line); };
    return server::serve(std::move(how));
}

void serve(Context& context, Options& options) {
    if (const auto good = check_options(options); !good) {
        report(context, good.error());
        context.status = kWrongUsage;
        return;
    }
    const auto root = find_data_root(context);
    if (!root) return report(context, root.error());
    Problems problems;
    const auto resources = engines::rulebook_resources(*root);
    const rulebook::Library library{
        codec::load_rulebooks(*root / "rulebooks", resources, problems)};
    if (!problems.empty()) return report(context, problems);
    auto fold = load_fold(*root);
    if (!fold) return report(context, fold.error());
    auto wrap = read_outer_key(options.outer_key_file);
    if (!wrap) return report(context, wrap.error());
    options.serve.wrap = std::move(*wrap);
    if (!options.certificate.empty())
        options.serve.tls =
            http::TlsFiles{.certificate_chain = options.certificate, .key = options.key};
    if (!options.clock_file.empty()) options.serve.clock = clock_of(options.clock_file);
    options.serve.data_root = *root;
    if (options.has_sample)
        if (const auto done = add_sample(*root, options); !done)
            return report(context, done.error());
    options.serve.clocks_every = std::chrono::seconds{options.clocks_every};
    options.serve.files_every = std::min(
        options.serve.files_every, std::chrono::milliseconds{10 * options.serve.clocks_every});
    options.serve.hooks_every =
        std::min(options.serve.hooks_every, std::chrono::milliseconds{options.serve.clocks_every});
    if (options.webhooks_anywhere) options.serve.hook_reach = notify::Reach::Anywhere;
    options.serve.second_factor = accounts::parse_second_factor_rule(options.second_factor);
    options.serve.fold = std::move(*fold);
    options.serve.formats = *root / "formats";
    if (options.serve.web.empty()) options.serve.web = *root / "web" / "dist";
    options.serve.library = &library;
    options.serve.resources = resources;
    options.serve.version = PINGLI_VERSION;
    const auto done = serve_and_say(context, options);
    if (!done) report(context, done.error());
}

}  // namespace

void add_serve(CLI::App& app, Context& context) {
    CLI::App* verb = app.add_subcommand("serve", "The server: cases, people, files, over HTTP");
    auto options = std::make_shared<Options>();
    options->serve.data_folder = "pingli-data";
    verb->add_option("--data", options->serve.data_folder,
                     "Folder for the database and the files of exhibits (default: pingli-data)");
    verb->add_option("--database", options->serve.database,
                     "sqlite:PATH or postgres://…; without it, a SQLite file in the data folder");
    add_outer_key_option(*verb, options->outer_key_file);
    verb->add_option("--listen", options->listen, "ADDRESS:PORT (default: 127.0.0.1:8080)");
    verb->add_option("--web", options->serve.web,
                     "Folder of the built desk (default: web/dist of the program's data)");
    verb->add_option(
        "--scanner", options->serve.scanner,
        "Socket of a ClamAV daemon on this machine: every uploaded file is shown to it "
        "before it is kept");
    verb->add_option("--base-url", options->serve.base_url,
                     "How people reach the server, for the links it prints");
    verb->add_option("--host-name", options->serve.host_names,
                     "Further name by which people reach it; others are refused once one is known");
    verb->add_option("--certificate", options->certificate, "TLS certificate chain, PEM");
    verb->add_option("--key", options->key, "TLS key, PEM");
    verb->add_flag("--behind-tls", options->serve.behind_tls,
                   "A proxy in front speaks TLS: cookies are marked so");
    verb->add_flag("--plain-http", options->serve.is_plain,
                   "Without TLS also where others may listen, who then read passwords");
    verb->add_option("--trusted-proxy", options->serve.trusted_proxies,
                     "Address of a proxy in front, whose X-Forwarded-For and -Proto count");
    verb->add_option("--owner", options->serve.owner, "Log-in of the first account");
    verb->add_option("--shop", options->serve.shop_name, "Name of the first shop");
    verb->add_option("--platform", options->serve.platform, "Platform of the first shop");
    verb->add_option("--zone", options->serve.zone, "Time zone of the first shop");
    CLI::Option* const sample = verb->add_option(
        "--sample", options->sample,
        "In a data folder without a database: begin with the sample shop, at its time (or with the "
        "shop folder named)");
    sample->expected(0, 1);
    verb->add_option("--clock", options->clock_file,
                     "A file with the time to go by, for tests and training");
    verb->add_option("--clocks-every", options->clocks_every,
                     "Seconds between looks at what has run out (default: 30)")
        ->check(CLI::Range(1, 3600));
    verb->add_flag("--webhooks-anywhere", options->webhooks_anywhere,
                   "Web-hooks may go to addresses inside, and without TLS");
    verb->add_option("--second-factor", options->second_factor,
                     "Who must have a second factor beside the password: nobody, leaders (owners, "
                     "supervisors, operators) or staff (all but customers). Default: leaders where "
                     "others than this machine reach the server; nobody in data folders of before")
        ->check(CLI::IsMember({"nobody", "leaders", "staff"}));
    verb->add_flag("--feeds-with-secret-in-address", options->serve.feeds_with_secret_in_address,
                   "Calendar feeds may have addresses that hold their secret, for calendars that "
                   "can send no password");
    verb->add_flag("--quiet", options->is_quiet, "No log line for each request");
    verb->callback([&context, options, sample] {
        options->has_sample = sample->count() > 0;
        serve(context, *options);
    });
}

}  // namespace pingli::cli
