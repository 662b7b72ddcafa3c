#include "server/backup_keeper.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "base/barrier.hpp"
#include "base/record_form.hpp"
#include "server/random.hpp"
#include "server/tar_file.hpp"

namespace pingli::server {

namespace fs = std::filesystem;
using api::Backup;
using api::JobState;

namespace {

constexpr const char* kTar = ".tar";
constexpr const char* kInfo = ".info";  // what is told of it after a restart
constexpr std::size_t kInfoBytesMax = 4 << 10;

// The id begins with the time, so that names sort as the backups were made.
std::string id_at(Instant at) {
    std::string id = format_instant(at, std::chrono::seconds{0}).substr(0, 19);
    std::erase(id, '-');
    std::erase(id, ':');
    const std::string unique = new_id();
    return id + "-" + unique.substr(unique.size() - 12);
}

std::string encode(const Backup& backup) {
    RecordWriter out;
    out.add("started_at", backup.started_at)
        .add("ended_at", backup.ended_at)
        .add("shops", std::to_string(backup.shops))
        .add("files", std::to_string(backup.files));
    return out.take();
}

Backup decode(std::string id, const std::string& bytes) {
    const RecordReader in{bytes};
    Backup out;
    out.id = std::move(id);
    out.state = JobState::Done;
    out.started_at = in.instant("started_at").value_or(Instant{});
    out.ended_at = in.instant("ended_at");
    out.shops = in.whole("shops").value_or(0);
    out.files = in.whole("files").value_or(0);
    return out;
}

}  // namespace

BackupKeeper::BackupKeeper(app::Store& store, BackupOptions options,
                           std::function<void(const std::string&)> say)
    : store_(store),
      options_(std::move(options)),
      say_(std::move(say)),
      folder_(options_.data / "backups") {
    load();
}

fs::path BackupKeeper::path_of(const std::string& id, const char* ending) const {
    return folder_ / (id + ending);
}

// What an earlier run of the program left; what it did not finish goes.
void BackupKeeper::load() {
    std::error_code fault;
    std::vector<fs::path> unfinished;
    for (fs::directory_iterator at{folder_, fault}; !fault && at != fs::directory_iterator{};
         at.increment(fault)) {
        const fs::path info = fs::path{at->path()}.replace_extension(kInfo);
        const fs::path tar = fs::path{at->path()}.replace_extension(kTar);
        std::error_code ignored;
        const bool is_whole =
            fs::is_regular_file(info, ignored) && fs::is_regular_file(tar, ignored);
        if (is_whole && at->path() == info) continue;
        if (!is_whole || at->path() != tar) {
            unfinished.push_back(at->path());
            continue;
        }
        std::ifstream in{info, std::ios::binary};
        std::string bytes(kInfoBytesMax, '\0');
        in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        bytes.resize(static_cast<std::size_t>(in.gcount()));
        backups_.push_back(decode(at->path().stem().string(), bytes));
        backups_.back().bytes = fs::file_size(at->path(), ignored);
    }
    for (const fs::path& path : unfinished) fs::remove_all(path, fault);
    std::ranges::sort(backups_, {}, &Backup::id);
}

Result<Backup> BackupKeeper::start() {
    std::error_code fault;
    fs::create_directories(folder_, fault);
    if (fault) return fail(ErrorCode::Unavailable, folder_.string() + ": " + fault.message());
    fs::permissions(folder_, fs::perms::owner_all, fs::perm_options::replace, fault);
    const std::lock_guard lock{mutex_};
    const bool is_busy =
        std::ranges::find(backups_, JobState::Running, &Backup::state) != backups_.end();
    if (is_over_ || is_busy) return fail(ErrorCode::VersionConflict, "a backup is going on");
    std::erase_if(backups_, [](const Backup& one) { return one.state != JobState::Done; });
    const Instant now = options_.now();
    Backup& backup = backups_.emplace_back();
    backup.id = id_at(now);
    backup.step = "database";
    backup.started_at = now;
    // The one before has ended: it is joined at once.
    worker_ = std::jthread{
        [this, id = backups_.back().id](const std::stop_token& stop) { run(id, stop); }};
    return backups_.back();
}

void BackupKeeper::note(const std::string& id, const std::function<void(Backup&)>& change) {
    const std::lock_guard lock{mutex_};
    const auto at = std::ranges::find(backups_, id, &Backup::id);
    if (at != backups_.end()) change(*at);
}

Result<void> BackupKeeper::make(const std::string& id, const std::stop_token& stop) {
    BackupOptions options = options_;
    options.goes_on = [&](const char* step) {
        note(id, [&](Backup& backup) { backup.step = step; });
        return !stop.stop_requested();
    };
    const fs::path folder = path_of(id, ".folder");
    const fs::path unfinished = path_of(id, ".part");
    const Manifest manifest = TRY(make_backup(store_, options, folder));
    if (!manifest.faults.empty()) {
        // Nobody is to take it for a whole one; at the terminal one gets what is good of it.
        for (const std::string& one : manifest.faults) say_("backup: not good: " + one);
        std::error_code ignored;
        fs::remove_all(folder, ignored);
        return fail(ErrorCode::Corrupt,
                    "not made, since not all is good; `pingli backup` writes what is");
    }
    note(id, [&](Backup& backup) {
        backup.step = "packing";
        backup.shops = std::ssize(manifest.heads);
        backup.files = std::ssize(manifest.files);
    });
    auto packed = write_tar(folder, "pingli-" + id, unfinished);
    std::error_code fault;
    fs::remove_all(folder, fault);
    if (!packed) return packed;
    fs::permissions(unfinished, fs::perms::owner_read | fs::perms::owner_write,
                    fs::perm_options::replace, fault);
    const auto bytes = fs::file_size(unfinished, fault);
    note(id, [&](Backup& backup) {
        backup.ended_at = options_.now();
        backup.bytes = bytes;
        std::ofstream{path_of(id, kInfo), std::ios::binary} << encode(backup);
    });
    return finish_folder(unfinished, path_of(id, kTar));
}

void BackupKeeper::run(const std::string& id, const std::stop_token& stop) {
    Result<void> made;
    if (const auto cause = guarded([&] { made = make(id, stop); }))
        made = fail(ErrorCode::Corrupt, "a fault of the program: " + *cause);
    if (made) drop_oldest();
    if (!made && !stop.stop_requested()) say_("backup: " + made.error().context);
    std::error_code ignored;
    if (!made)
        for (const char* ending : {".folder", ".part", kInfo})
            fs::remove_all(path_of(id, ending), ignored);
    note(id, [&](Backup& backup) {
        backup.step.clear();
        backup.ended_at = options_.now();
        backup.state = JobState::Done;
        if (!made) backup.state = stop.stop_requested() ? JobState::Stopped : JobState::Failed;
    });
}

void BackupKeeper::drop_oldest() {
    std::vector<std::string> gone;
    {
        const std::lock_guard lock{mutex_};
        while (backups_.size() > api::kBackupsKept) {
            gone.push_back(backups_.front().id);
            backups_.erase(backups_.begin());
        }
    }
    std::error_code ignored;
    for (const std::string& id : gone)
        for (const char* ending : {kTar, kInfo}) fs::remove(path_of(id, ending), ignored);
}

std::vector<Backup> BackupKeeper::all() {
    const std::lock_guard lock{mutex_};
    return {backups_.rbegin(), backups_.rend()};
}

bool BackupKeeper::is_busy() {
    const std::lock_guard lock{mutex_};
    return std::ranges::find(backups_, JobState::Running, &Backup::state) != backups_.end();
}

Result<fs::path> BackupKeeper::file(const std::string& id) {
    const std::lock_guard lock{mutex_};
    const auto at = std::ranges::find(backups_, id, &Backup::id);
    if (at == backups_.end() || at->state != JobState::Done)
        return fail(ErrorCode::NotFound, "no such backup");
    return path_of(id, kTar);
}

Result<void> BackupKeeper::remove(const std::string& id) {
    const std::lock_guard lock{mutex_};
    const auto at = std::ranges::find(backups_, id, &Backup::id);
    if (at == backups_.end()) return fail(ErrorCode::NotFound, "no such backup");
    if (at->state == JobState::Running) {
        worker_.request_stop();
        return {};
    }
    std::error_code ignored;
    for (const char* ending : {kTar, kInfo}) fs::remove(path_of(id, ending), ignored);
    backups_.erase(at);
    return {};
}

void BackupKeeper::end() {
    std::jthread last;
    {
        const std::lock_guard lock{mutex_};
        is_over_ = true;
        last = std::move(worker_);
    }
    last.request_stop();
}

}  // namespace pingli::server
