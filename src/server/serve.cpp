#include "server/serve.hpp"

#include <sys/stat.h>

#include <memory>

#include "api/limits.hpp"
#include "api/review_json.hpp"
#include "api/routes.hpp"
#include "api/share.hpp"
#include "app/mask_book.hpp"
#include "codec/case_codec.hpp"
#include "codec/case_events_json.hpp"
#include "codec/json_writer.hpp"
#include "engines/filing_forms.hpp"
#include "http/site.hpp"
#include "notify/courier.hpp"
#include "reviews/deeds.hpp"
#include "reviews/draft_coach.hpp"
#include "reviews/imports.hpp"
#include "reviews/review_desk.hpp"
#include "server/account_rules.hpp"
#include "server/account_storage.hpp"
#include "server/answer_fields.hpp"
#include "server/backup_keeper.hpp"
#include "server/base_url.hpp"
#include "server/chain_walks.hpp"
#include "server/clock_guard.hpp"
#include "server/clock_keeper.hpp"
#include "server/data_folder.hpp"
#include "server/eraser.hpp"
#include "server/file_keeper.hpp"
#include "server/founding.hpp"
#include "server/hook_finder.hpp"
#include "server/hook_rights.hpp"
#include "server/last_resort.hpp"
#include "server/limits.hpp"
#include "server/machine_clocks.hpp"
#include "server/open_store.hpp"
#include "server/persons_findings.hpp"
#include "server/put_off_notes.hpp"
#include "server/random.hpp"
#include "server/reach.hpp"
#include "server/rounds.hpp"
#include "server/sealed_shut.hpp"
#include "server/second_factor_default.hpp"
#include "server/statistics_keeper.hpp"
#include "server/stop_signals.hpp"
#include "server/table_papers.hpp"
#include "server/witness.hpp"
#include "vault/clamd.hpp"
#include "vault/folder_vault.hpp"
#include "zones/zones.hpp"

namespace pingli::server {

namespace {

namespace fs = std::filesystem;

// Whatever the server makes is its user's alone, wherever its folders are.
constexpr mode_t kOthersNothing = 0077;

std::string log_line(const http::LogLine& line) {
    std::string text;
    codec::JsonWriter out{text};
    out.begin_object();
    out.field("at", system_now());
    out.field("method", line.method);
    out.field("route", line.route);
    out.field("status", line.status);
    out.field("micros", line.took.count());
    out.field("bytes_in", static_cast<std::int64_t>(line.bytes_in));
    out.field("bytes_out", static_cast<std::int64_t>(line.bytes_out));
    out.end_object();
    return text;
}

// Everything between the store and the transport; what comes later uses what comes before.
struct Program {
    Program(const ServeOptions& the_options, std::unique_ptr<app::Store> the_store,
            std::function<Instant()> clock)
        : options(the_options),
          now(std::move(clock)),
          store(std::move(the_store)),
          desk(*store, codec, *options.library,
               {.now = now,
                .random = fill_random,
                .year_of = [this](const ShopId& shop,
                                  Instant at) { return shops.year_of(shop, at); },
                .publish =
                    [this](const app::Published& change) {
                        masks.changed(change);
                        hub.publish(change);
                    }}) {}

    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    // What works in the background ends while the store is there; then the store: what it still has
    // to write it acknowledges to a desk that is there.
    ~Program() {
        hashing.stop();
        hub.end();
        walks.end();
        backups.end();
        eraser.end();
        imports.reset();
        if (const auto done = security.flush(true); !done)
            options.say("security log: its last entries could not be written");
        store.reset();
    }

    [[nodiscard]] bool is_secure() const { return options.tls || options.behind_tls; }
    [[nodiscard]] bool is_importing(const ShopId& shop, Instant asked_by) const {
        return imports && imports->works_for(shop, asked_by);
    }
    [[nodiscard]] api::Services services() {
        return {.store = *store,
                .desk = desk,
                .shops = shops,
                .vault = vault,
                .files = files,
                .scanner = scanner ? &*scanner : nullptr,
                .papers = papers,
                .accounts = *accounts,
                .security = security,
                .acts = acts,
                .hashing = hashing,
                .askers = askers,
                .hub = hub,
                .hooks = hooks,
                .reviews = reviews,
                .imports = *imports,
                .drafts = drafts,
                .library = *options.library,
                .forms = forms,
                .resources = options.resources,
                .fold = options.fold,
                .now = now,
                .new_id = new_id,
                .random = fill_random,
                .metrics = [this] { return metrics->snapshot(); },
                .statistics = [this](const ShopId& shop) { return statistics.figures(shop); },
                .read_event = [this](const app::StoredEvent& stored) { return made_of(stored); },
                .note = options.say,
                .office = office(),
                .version = options.version,
                .base_url = options.base_url,
                .hook_reach = options.hook_reach,
                .names = own_names(),
                .feeds_with_secret_in_address = options.feeds_with_secret_in_address,
                .is_secure = is_secure()};
    }
    [[nodiscard]] Result<api::Services::Made> made_of(const app::StoredEvent& stored) const {
        SealedShut shut;
        if (app::is_case(stored.case_id)) {
            const auto event = TRY(codec.decode(stored.body, shut));
            return api::Services::Made{.at = event.at, .by = event.by};
        }
        const auto deed = TRY(codec::decode_deed(stored.body, shut));
        return api::Services::Made{.at = deed.at, .by = deed.by};
    }
    // Listening to this machine alone, without a proxy, it has no name but localhost.
    [[nodiscard]] api::OwnNames own_names() const {
        api::OwnNames names{
            .hosts = options.host_names, .base_url = options.base_url, .is_secure = is_secure()};
        const bool is_local = options.address == "127.0.0.1" || options.address == "::1";
        const bool has_proxy = options.behind_tls || !options.trusted_proxies.empty();
        if (!options.base_url.empty()) {
            names.hosts.push_back(api::host_of_url(options.base_url));
        } else if (is_local && !has_proxy) {
            names.hosts.emplace_back("localhost");
        }
        return names;
    }
    [[nodiscard]] api::Office office() {
        return {
            .verify =
                [this](const ShopId& shop, const UserId& by, std::optional<app::Head> head) {
                    return walks.start(shop, by, std::move(head));
                },
            .walk = [this](const ShopId& shop) { return walks.find(shop); },
            .stop_walk = [this](const ShopId& shop) { walks.stop(shop); },
            .back_up = [this]() -> Result<api::Backup> {
                if (!options.database.starts_with("sqlite:"))
                    return fail(ErrorCode::Invalid, "this database has its own means");
                return backups.start();
            },
            .backups = [this] { return backups.all(); },
            .backup_file = [this](const std::string& id) -> Result<http::FileBody> {
                const fs::path file = TRY(backups.file(id));
                return http::FileBody::open(file);
            },
            .remove_backup = [this](const std::string& id) { return backups.remove(id); },
            .person_named = [this](const ShopId& shop, const std::string& name)
                -> Result<std::optional<PersonId>> { return person_named(*store, shop, name); },
            .erase = [this](const ShopId& shop, const PersonId& person, const UserId& by,
                            const std::string& reason) -> Result<api::Erasing> {
                return eraser.start({.shop = shop,
                                     .person = person,
                                     .by = by.value(),
                                     .reason = reason,
                                     .now = now()});
            },
            .erasings = [this](const ShopId& shop, std::optional<Instant> before,
                               std::size_t limit) { return eraser.page(shop, before, limit); },
        };
    }
    [[nodiscard]] Founding founding() {
        return {.options = options,
                .store = *store,
                .shops = shops,
                .accounts = *accounts,
                .security = security,
                .imports = *imports,
                .now = now};
    }
    [[nodiscard]] http::ServerOptions transport() {
        http::ServerOptions out;
        out.address = options.address;
        out.port = options.port;
        out.limits = options.limits;
        out.upload_folder = options.data_folder / "uploads";
        out.tls = options.tls;
        out.trusted_proxies = options.trusted_proxies;
        out.fields = common_fields();
        out.secure_fields = secure_fields();
        out.is_behind_tls = options.behind_tls;
        out.log = [this](const http::LogLine& line) {
            if (options.log) options.log(log_line(line));
        };
        out.on_fault = [this](const http::FaultLine& line) {
            const std::string request = std::string{line.method} + " " + std::string{line.route};
            if (line.status == PutOffNotes::kStatus)
                return put_off.note(request, std::string{line.cause});
            options.say("fault: " + request + ": " + std::string{line.cause});
        };
        out.metrics = metrics;
        out.share_of = [this](const http::Request& request) {
            return api::share_of(askers, request, is_secure() || request.is_secure);
        };
        return out;
    }

    const ServeOptions& options;
    std::function<Instant()> now;
    std::unique_ptr<app::Store> store;
    AccountStorage storage{*store};
    std::unique_ptr<accounts::Accounts> accounts;
    app::Shops shops{*store, [](const std::string& name) { return zones::load_zone(name); }};
    vault::FolderVault vault{options.data_folder / kFilesFolder};
    app::UploadedFiles files{*store, vault};
    std::optional<vault::Clamd> scanner =
        options.scanner.empty()
            ? std::nullopt
            : std::optional<vault::Clamd>{std::in_place, options.scanner, kScannerPatience};
    TablePapers papers{options.formats};
    codec::JsonCaseCodec codec;
    StatisticsKeeper statistics{*store, codec, {.now = now, .note = options.say}};
    api::Hub hub;
    notify::HookBook hooks{*store};
    ChainWalks walks{*store, options.data_folder / kFilesFolder, now, options.say};
    BackupKeeper backups{
        *store,
        {.data = options.data_folder, .fold = options.fold, .wrap = options.wrap, .now = now},
        options.say};
    app::Random random = fill_random;
    engines::Engines engines{options.data_root};
    cases::FormTemplates forms;
    app::MaskBook masks{*store, desk};
    reviews::ReviewDesk reviews{*store, random, desk, masks};
    reviews::DraftCoach drafts{engines, *options.library};
    std::unique_ptr<reviews::Imports> imports;
    PutOffNotes put_off{options.say};
    std::shared_ptr<http::Metrics> metrics = std::make_shared<http::Metrics>();
    app::CaseDesk desk;
    Eraser eraser{
        *store,
        desk,
        files,
        {.now = now,
         .is_importing = [this](const ShopId& shop, Instant by) { return is_importing(shop, by); },
         .say = options.say}};
    app::SecurityLog security{*store, now};
    api::Budget acts{api::kActsCountedFor};
    api::Lane hashing{api::LaneLimits{}};
    api::Askers askers{api::kAskersRemembered};
};

// The desk, or a page that says that it is not built.
Result<std::shared_ptr<const http::Site>> open_site(const fs::path& folder) {
    auto site = http::Site::open(folder, page_fields());
    if (!site && site.error().code != ErrorCode::NotFound)
        return std::unexpected(std::move(site.error()));
    return std::make_shared<const http::Site>(site ? std::move(*site) : http::Site{page_fields()});
}

Result<void> bring_deeds_over(Program& program) {
    const auto rows = TRY(reviews::bring_deeds_over(*program.store, fill_random, program.now()));
    if (rows > 0)
        program.options.say("what was done with " + std::to_string(rows) +
                            " reviews stands on the chains of their shops from now on");
    return {};
}

std::unique_ptr<reviews::Imports> make_imports(Program& program) {
    const ServeOptions& options = program.options;
    return std::make_unique<reviews::Imports>(
        *program.store, program.shops, program.engines, *options.library,
        reviews::ImportsOptions{
            .folder = options.data_folder / "imports",
            .formats = options.formats,
            .now = program.now,
            .random = program.random,
            .load_zone = [](const std::string& name) { return zones::load_zone(name); },
            .publish =
                [&hub = program.hub](const reviews::ImportRecord& record) {
                    hub.publish(record.shop, api::LiveEvent::ImportProgress,
                                api::import_progress_json(record));
                    if (record.ended_at && record.counts.findings > 0)
                        hub.publish(record.shop, api::LiveEvent::ReviewsChanged, "{}");
                },
            .note = options.say});
}

Result<void> run(Program& program, const StopSignals& signals, LastResort& last_resort) {
    const ServeOptions& options = program.options;
    TRY(name_operators(program.founding()));
    api::Services services = program.services();
    services.second_factor_rule =
        TRY(second_factor_rule(options, *program.store, *program.accounts, program.now()));
    http::Router router = api::make_router(services);
    const auto site = TRY(open_site(options.web));
    router.otherwise([site](const http::Request& request) { return site->answer(request); });
    http::ServerOptions transport = program.transport();
    transport.bound = [&](std::uint16_t port) {
        if (services.base_url.empty())
            services.base_url = own_url(program.is_secure(), options.address, port);
    };
    const auto server = TRY(http::Server::start(std::move(transport), std::move(router)));
    TRY(keep_base_url(options.data_folder, services.base_url));
    options.say("listening on " + services.base_url);
    if (options.base_url.empty() && !is_loopback(options.address))
        options.say(
            "links lead to this machine itself; for others say how they reach it: --base-url");
    if (!program.is_secure() && !is_loopback(options.address))
        options.say(
            "warning: whoever listens on the network reads passwords: there is no TLS "
            "(--certificate and --key, or --behind-tls behind a proxy that has it)");
    options.say(told_of(services.second_factor_rule));
    TRY(found(program.founding(), services.base_url));
    const ClockKeeper clocks{*program.store, program.desk, program.now, options.clocks_every,
                             options.say};
    const std::jthread statistics = program.statistics.keep_up();
    const FileKeeper files{*program.store,
                           program.files,
                           {.now = program.now, .every = options.files_every, .note = options.say}};
    const std::jthread witness =
        keep_witness(*program.store, options.data_folder / kWitness, options.say);
    const std::jthread security =
        in_rounds(kSecurityFlushedEvery, "security log", options.say,
                  [&program, has_failed = false]() mutable {
                      const auto done = program.security.flush();
                      if (!done && !has_failed)
                          program.options.say("security log: not written, tried again: " +
                                              done.error().context);
                      has_failed = !done;
                  });
    const notify::MayHave may_have = hook_rights(*program.accounts, program.now);
    const HookFinder hook_finder{*program.store,
                                 program.desk,
                                 program.codec,
                                 program.hooks,
                                 {.now = program.now,
                                  .every = options.hooks_every,
                                  .base_url = services.base_url,
                                  .note = options.say,
                                  .may_have = may_have}};
    const notify::Courier courier{program.hooks,
                                  {.reach = options.hook_reach,
                                   .now = program.now,
                                   .random = random_number,
                                   .note = options.say,
                                   .may_have = may_have}};
    signals.wait();
    last_resort.begin(kEndWithin);  // before anything else, so that nothing holds it up
    options.say("stopping: what was begun is answered first");
    program.imports->stop_all();
    server->stop();
    static_cast<void>(write_witness(*program.store, options.data_folder / kWitness));
    options.say("stopped");
    return {};
}

}  // namespace

Result<void> serve(ServeOptions options) {
    const StopSignals signals;
    ::umask(kOthersNothing);
    TRY(check_secrecy(options));
    TRY(ensure_folder(options.data_folder));
    if (options.database.empty())
        options.database = "sqlite:" + (options.data_folder / kDatabaseFile).string();
    ClockGuard guard{{.wall = system_now, .running = running_seconds}, {}, options.say};
    const std::function<Instant()> now =
        options.clock ? options.clock : [&guard] { return guard.now(); };
    store::Options how{.fold = options.fold, .now = now, .sqlite_vfs = {}, .note = options.say};
    how.wrap = options.wrap;
    auto store = TRY(open_whole_store(options.database, std::move(how)));
    if (options.wrap.is_on())
        options.say("secrets are under the outer key " + options.wrap.fingerprint());
    TRY(begin_uploads(options.data_folder / "uploads"));
    // Till the last of the program has been let go.
    LastResort last_resort{[&options](const std::string& line) {
        options.say(line);
        if (options.flush) options.flush();
    }};
    Program program{options, std::move(store), now};
    auto rules = TRY(account_rules(options.data_root / "passwords", program.shops, now));
    rules.code_clock = [&guard] { return guard.now(); };
    program.accounts =
        TRY(accounts::Accounts::open(program.storage, fill_random, std::move(rules)));
    program.forms = TRY(engines::load_filing_forms(options.data_root));
    TRY(bring_deeds_over(program));
    program.imports = make_imports(program);
    TRY(program.imports->start());
    TRY(program.eraser.resume());
    return run(program, signals, last_resort);
}

}  // namespace pingli::server
