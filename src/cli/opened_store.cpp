#include "cli/opened_store.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>

#include "app/transfer.hpp"
#include "cli/outer_key.hpp"
#include "server/backup.hpp"
#include "server/open_store.hpp"
#include "text/fold.hpp"
#include "text/lexicon.hpp"

namespace pingli::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kTableBytesMax = 16 << 20;
constexpr std::string_view kSqlite = "sqlite:";
constexpr mode_t kOthersNothing = 0077;

}  // namespace

void add_store_options(CLI::App& verb, StoreChoice& choice) {
    verb.add_option("--data", choice.data, "The server's data folder (default: pingli-data)");
    verb.add_option("--database", choice.database,
                    "sqlite:PATH or postgres://…; without it, the SQLite file in the data folder");
    add_outer_key_option(verb, choice.outer_key_file);
}

Result<std::unique_ptr<app::Store>> open_store(const Context& context, const StoreChoice& choice,
                                               Need need, Company company) {
    const std::string url =
        choice.database.empty()
            ? std::string{kSqlite} + (choice.data / server::kDatabaseFile).string()
            : choice.database;
    // What an operator's verb makes beside a store is the operator's alone.
    ::umask(kOthersNothing);
    std::error_code fault;
    if (need == Need::Existing && url.starts_with(kSqlite) &&
        !fs::is_regular_file(url.substr(kSqlite.size()), fault))
        return fail(ErrorCode::NotFound, url.substr(kSqlite.size()) + ": there is no database");
    if (need == Need::Any && choice.database.empty()) {
        fs::create_directories(choice.data, fault);
        if (fault)
            return fail(ErrorCode::Unavailable, choice.data.string() + ": " + fault.message());
        fs::permissions(choice.data, fs::perms::owner_all, fs::perm_options::replace, fault);
    }
    const fs::path root = TRY(find_data_root(context));
    store::Options options;
    options.fold = TRY(load_fold(root));
    options.is_sole = company == Company::Alone;
    options.is_read_only = company == Company::Reading;
    options.wrap = TRY(read_outer_key(choice.outer_key_file));
    options.rewrap_to = choice.rewrap_to;
    return need == Need::Existing ? server::open_whole_store(url, std::move(options))
                                  : server::open_store(url, std::move(options));
}

Result<store::Fold> load_fold(const fs::path& data_root) {
    const auto traditional =
        TRY(read_file(data_root / "lexicons" / text::kTraditionalFile, kTableBytesMax));
    const auto look_alikes =
        TRY(read_file(data_root / "lexicons" / text::kLookAlikesFile, kTableBytesMax));
    Problems problems;
    auto folder = std::make_shared<text::Folder>(traditional, look_alikes, problems);
    if (!problems.empty()) return fail(ErrorCode::Invalid, to_text(problems.front()));
    return store::Fold{[folder](std::string_view text) {
        text::Folded folded;
        folder->fold(text, folded);
        return std::string{folded.text()};
    }};
}

Result<void> check_shop(app::Store& store, const ShopId& shop) {
    const auto heads = TRY(store.heads());
    if (std::ranges::find(heads, shop, &app::Head::shop) != heads.end()) return {};
    const auto known = store.get(app::kShopKind, shop.value(), now());
    if (known) return {};
    if (known.error().code != ErrorCode::NotFound) return std::unexpected{known.error()};
    return fail(ErrorCode::NotFound, "--shop " + shop.value() +
                                         ": there is no such shop; expected the id of one, as "
                                         "`pingli user list` shows it");
}

Instant now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Result<void> note_act(app::Store& store, app::SecurityEvent event) {
    event.whence = "terminal";
    app::SecurityLog log{store, now};
    log.note(std::move(event));
    return log.flush(true);
}

}  // namespace pingli::cli
