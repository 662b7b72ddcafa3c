// What the threads of imports do: they take what is next in the line, run it in turns, keep how it
// ended, and in between remove files that are old.

#include <chrono>

#include "base/barrier.hpp"
#include "reviews/import_job.hpp"
#include "reviews/imports.hpp"

namespace pingli::reviews {

namespace {

constexpr auto kOldLookedForEvery = std::chrono::minutes{10};

}  // namespace

Result<void> Imports::start() {
    formats_ =
        std::make_shared<const intake::Formats>(TRY(intake::Formats::load(options_.formats)));
    std::string after;
    while (true) {
        const auto records = TRY(store_.list(kImportRecordKind, {}, after, app::kPageMax));
        for (const app::Record& record : records) {
            const std::size_t slash = record.key.find('/');
            ImportRecord import = read_import(ShopId{record.key.substr(0, slash)},
                                              record.key.substr(slash + 1), record.bytes);
            if (!is_at_work(import.state)) continue;
            import.state = ImportState::Stopped;
            import.ended_at = options_.now();
            TRY(save(import));
        }
        if (records.size() < app::kPageMax) break;
        after = records.back().key;
    }
    for (std::size_t i = 0; i < kImportsBegunMax; ++i)
        workers_.emplace_back([this](const std::stop_token& stop) { work(stop); });
    return {};
}

void Imports::stop_all() {
    for (std::jthread& worker : workers_) worker.request_stop();
}

void Imports::work(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    remove_old();
    while (!stop.stop_requested()) {
        JobPtr job;
        if (!has_work_.wait_for(lock, stop, kOldLookedForEvery,
                                [&] { return (job = line_.begin()) != nullptr; })) {
            if (!stop.stop_requested()) remove_old();
            continue;
        }
        lock.unlock();
        const ImportRecord ended = [&] {
            // When the program ends, so does what it is at.
            const std::stop_callback ends{stop, [&] { job->stop = true; }};
            return run_job(*job, stop);
        }();
        lock.lock();
        // Who is told that it ended may change it at once.
        line_.remove(job);
        has_work_.notify_all();  // another one has its turn
        options_.publish(ended);
        if (job->is_unwanted) {
            files_of(job->shop, job->id).remove_all();
            static_cast<void>(
                store_.remove(kImportRecordKind, import_record_key(job->shop, job->id)));
        }
    }
}

void Imports::give_way(ImportJob& job, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    if (job.stop || !line_.give_way(job)) return;
    has_work_.notify_all();
    has_work_.wait(lock, stop, [&] { return job.stop || line_.resume(job); });
}

ImportRecord Imports::run_job(ImportJob& job, const std::stop_token& stop) {
    using Clock = std::chrono::steady_clock;
    Clock::time_point turn_ends = Clock::now() + options_.turn;
    const auto give_way_in_time = [&] {
        if (Clock::now() < turn_ends) return;
        give_way(job, stop);
        turn_ends = Clock::now() + options_.turn;
    };
    const auto step = [&](const std::function<void(ImportRecord&)>& change) {
        const ImportRecord record = job.change(change);
        options_.publish(record);
    };
    const auto keep = [&](const ImportRecord& record) {
        if (const auto saved = save(record); !saved)
            options_.note("an import's state could not be kept: " + saved.error().context);
    };
    step([&](ImportRecord& record) {
        record.state = ImportState::Reading;
        record.started_at = options_.now();
    });
    keep(job.seen());
    Result<void> done;
    const auto cause = guarded([&] {
        done = job.read_and_judge({.store = store_,
                                   .shops = shops_,
                                   .engines = engines_,
                                   .library = library_,
                                   .formats = options_.formats,
                                   .random = options_.random,
                                   .now = options_.now,
                                   .load_zone = options_.load_zone,
                                   .note = options_.note,
                                   .step = step,
                                   .give_way = give_way_in_time});
    });
    if (cause) {
        options_.note("import " + job.id + " ended at a fault of the program: " + *cause);
        done = fail(ErrorCode::Corrupt, say("import.crashed"));
    }
    const bool is_stopped = job.stop;
    ImportRecord record = job.seen();
    record.ended_at = options_.now();
    record.state = done ? ImportState::Done : ImportState::Failed;
    if (is_stopped) record.state = ImportState::Stopped;
    if (!done && !is_stopped) record.fault = said_of(done.error());
    keep(record);
    return record;
}

// Under mutex_: files of imports that were made long ago.
void Imports::remove_old() {
    const Instant before = options_.now() - kImportFilesKeptFor;
    std::string after;
    while (true) {
        const auto records = store_.list(kImportRecordKind, {}, after, app::kPageMax);
        if (!records) return;
        for (const app::Record& record : *records) {
            const std::size_t slash = record.key.find('/');
            const ShopId shop{record.key.substr(0, slash)};
            const std::string id = record.key.substr(slash + 1);
            const ImportRecord import = read_import(shop, id, record.bytes);
            if (import.made_at < before && !line_.find(shop, id)) files_of(shop, id).remove_all();
        }
        if (records->size() < app::kPageMax) return;
        after = records->back().key;
    }
}

}  // namespace pingli::reviews
