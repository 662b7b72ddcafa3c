#include "reviews/imports.hpp"

#include <algorithm>

#include "reviews/import_job.hpp"
#include "reviews/import_preview.hpp"

namespace pingli::reviews {

namespace {

intake::FileChoice choice_of(const ImportRecord& record, const std::string& name) {
    const auto choice = record.choices.find(name);
    return choice == record.choices.end() ? intake::FileChoice{} : choice->second;
}

// What tells a file from another one of that name that came in its place.
struct FileMark {
    std::uint64_t bytes = 0;
    std::filesystem::file_time_type written_at;
    friend bool operator==(const FileMark&, const FileMark&) = default;
};
std::optional<FileMark> mark_of(const std::filesystem::path& path) {
    std::error_code failed;
    FileMark mark;
    mark.bytes = std::filesystem::file_size(path, failed);
    if (!failed) mark.written_at = std::filesystem::last_write_time(path, failed);
    if (failed) return std::nullopt;
    return mark;
}

std::unexpected<Error> not_now(Said why) {
    return fail(ErrorCode::VersionConflict, std::move(why));
}

}  // namespace

Imports::Imports(app::Store& store, app::Shops& shops, engines::Engines& engines,
                 const rulebook::Library& library, ImportsOptions options)
    : store_(store),
      shops_(shops),
      engines_(engines),
      library_(library),
      options_(std::move(options)) {}

ImportFiles Imports::files_of(const ShopId& shop, const std::string& id) const {
    return ImportFiles{options_.folder / shop.value() / id};
}

Result<ImportRecord> Imports::load(const ShopId& shop, const std::string& id) {
    const auto record =
        TRY(store_.get(kImportRecordKind, import_record_key(shop, id), options_.now()));
    return read_import(shop, id, record.bytes);
}

Result<void> Imports::save(const ImportRecord& record) {
    return store_.put(kImportRecordKind,
                      {.key = import_record_key(record.shop, record.id),
                       .bytes = to_bytes(record),
                       .expires_at = record.made_at + kImportKeptFor},
                      app::Put::Always);
}

Result<ImportRecord> Imports::load_idle(const ShopId& shop, const std::string& id) {
    if (line_.find(shop, id)) return not_now(say("import.at_work"));
    return load(shop, id);
}

Result<ImportRecord> Imports::make(const ShopId& shop, const UserId& user, const std::string& id) {
    const std::lock_guard lock(mutex_);
    if (auto before = load(shop, id)) return before;
    std::size_t with_files = 0;
    for (const ImportRecord& one : TRY(list(shop)))
        if (files_of(shop, one.id).are_there()) ++with_files;
    if (with_files >= kImportsWithFilesMax)
        return fail(ErrorCode::TooLarge, say("import.too_many"));
    TRY(files_of(shop, id).make());
    ImportRecord record;
    record.shop = shop;
    record.id = id;
    record.made_at = options_.now();
    record.made_by = user;
    TRY(save(record));
    return record;
}

Result<ImportRecord> Imports::find(const ShopId& shop, const std::string& id) {
    const std::lock_guard lock(mutex_);
    if (const JobPtr job = line_.find(shop, id)) return job->seen();
    return load(shop, id);
}

Result<std::vector<ImportRecord>> Imports::list(const ShopId& shop) {
    std::vector<ImportRecord> out;
    const std::string prefix = shop.value() + '/';
    std::string after;
    while (true) {
        const auto records = TRY(store_.list(kImportRecordKind, prefix, after, app::kPageMax));
        for (const app::Record& record : records)
            out.push_back(read_import(shop, record.key.substr(prefix.size()), record.bytes));
        if (records.size() < app::kPageMax) break;
        after = records.back().key;
    }
    std::ranges::sort(out, [](const ImportRecord& a, const ImportRecord& b) {
        return std::pair{a.made_at, a.id} > std::pair{b.made_at, b.id};
    });
    if (out.size() > kImportsListedMax) out.resize(kImportsListedMax);
    return out;
}

Result<std::vector<ImportedFile>> Imports::files(const ShopId& shop, const std::string& id) {
    TRY(load(shop, id));
    return files_of(shop, id).list();
}

intake::FilePreview Imports::preview(const ImportRecord& record, const std::string& name,
                                     std::size_t& room) {
    intake::FilePreview none;
    none.kind = choice_of(record, name).kind;
    none.problem = say("file.fewer");
    if (room == 0) return none;
    const std::string bytes = files_of(record.shop, record.id).preview(name);
    if (bytes.size() > std::exchange(room, room - std::min(room, bytes.size()))) return none;
    if (auto kept = read_preview(bytes)) return *std::move(kept);
    none.problem = say("file.looked_at");
    return none;  // it came with an older program
}

Result<void> Imports::add_file(const ShopId& shop, const std::string& id, const std::string& name,
                               const std::filesystem::path& from) {
    if (auto fault = shop_name_fault(name); !fault.empty())
        return fail(ErrorCode::Invalid, std::move(fault));
    for (int tries = 1; tries <= kPreviewTriesMax; ++tries) {
        const intake::FileChoice choice = choice_of(TRY(find(shop, id)), name);
        const auto preview = intake::preview_file(from, name, *formats_, choice);
        if (TRY(take_file(shop, id, name, from, choice, preview))) return {};
    }
    return not_now(say("import.being_changed"));
}

Result<bool> Imports::take_file(const ShopId& shop, const std::string& id, const std::string& name,
                                const std::filesystem::path& from, const intake::FileChoice& choice,
                                const intake::FilePreview& preview) {
    const std::lock_guard lock(mutex_);
    if (choice_of(TRY(load_idle(shop, id)), name) != choice) return false;
    const ImportFiles files = files_of(shop, id);
    if (!files.are_there()) return not_now(say("import.files_removed"));
    TRY(files.take(from, name));
    TRY(files.keep_preview(name, to_bytes(preview)));
    return true;
}

Result<void> Imports::remove_file(const ShopId& shop, const std::string& id,
                                  const std::string& name) {
    const std::lock_guard lock(mutex_);
    TRY(load_idle(shop, id));
    if (!shop_name_fault(name).empty()) return fail(ErrorCode::NotFound, "no such file");
    return files_of(shop, id).remove(name);
}

Result<ImportRecord> Imports::choose(const ShopId& shop, const std::string& id,
                                     const std::string& name, const intake::FileChoice& choice) {
    if (!shop_name_fault(name).empty()) return fail(ErrorCode::NotFound, "no such file");
    TRY(load(shop, id));
    const ImportFiles files = files_of(shop, id);
    const std::filesystem::path path = files.files() / name;
    const auto mark = mark_of(path);
    if (!mark) return fail(ErrorCode::NotFound, "no such file in the import");
    const auto preview = intake::preview_file(path, name, *formats_, choice);
    const std::lock_guard lock(mutex_);
    ImportRecord record = TRY(load_idle(shop, id));
    if (mark_of(path) != mark) return not_now(say("import.being_changed"));
    record.choices[name] = choice;
    TRY(save(record));
    TRY(files.keep_preview(name, to_bytes(preview)));
    return record;
}

// Who opened many shops has one share in all of them, whoever works there.
std::vector<UserId> Imports::people_of(const ShopId& shop, const UserId& user) {
    std::vector<UserId> people{user};
    const auto record = shops_.find(shop, options_.now());
    if (record && !record->founder.value().empty() && record->founder != user)
        people.push_back(record->founder);
    return people;
}

Result<void> Imports::has_place(const ShopId& shop, const std::vector<UserId>& people) const {
    using enum ImportLine::Room;
    switch (line_.room_for(shop, people)) {
        case Free:
            return {};
        case ShopHasEnough:
            return not_now(say("import.shop_waits"));
        case PersonHasEnough:
            return not_now(say("import.person_waits"));
        case Full:
            break;
    }
    return fail(ErrorCode::Unavailable, say("import.all_wait"));
}

Result<ImportRecord> Imports::run(const ShopId& shop, const UserId& user, const std::string& id,
                                  std::optional<Instant> as_of) {
    auto people = people_of(shop, user);
    const std::lock_guard lock(mutex_);
    ImportRecord record = TRY(load_idle(shop, id));
    TRY(has_place(shop, people));
    ImportFiles files = files_of(shop, id);
    const auto listed = files.list();
    if (listed.empty()) return not_now(say("import.no_files"));
    record.state = ImportState::Waiting;
    record.as_of = as_of.value_or(options_.now());
    record.started_at = record.ended_at = std::nullopt;
    record.progress = {};
    for (const ImportedFile& file : listed) record.progress.bytes_total += file.bytes;
    record.counts = {};
    record.problems = 0;
    record.files = listed.size();
    record.fault = {};
    TRY(save(record));
    line_.add(
        std::make_shared<ImportJob>(record, std::move(files), std::move(people), options_.now()));
    has_work_.notify_all();
    options_.publish(record);
    return record;
}

bool Imports::works_for(const ShopId& shop, Instant asked_by) const {
    const std::lock_guard lock(mutex_);
    return line_.has_of(shop, asked_by);
}

Result<ImportRecord> Imports::stop(const ShopId& shop, const std::string& id) {
    TRY(load(shop, id));
    std::unique_lock lock(mutex_);
    const JobPtr job = line_.find(shop, id);
    if (!job) return load(shop, id);
    job->stop = true;
    if (job->is_begun) {
        has_work_.notify_all();  // it may be waiting for its turn
        return job->seen();
    }
    line_.remove(job);  // it only waited
    ImportRecord record = job->seen();
    record.state = ImportState::Stopped;
    record.ended_at = options_.now();
    TRY(save(record));
    lock.unlock();
    options_.publish(record);
    return record;
}

Result<void> Imports::remove(const ShopId& shop, const std::string& id) {
    TRY(load(shop, id));
    TRY(stop(shop, id));
    const std::lock_guard lock(mutex_);
    if (const JobPtr job = line_.find(shop, id)) {
        job->is_unwanted = true;  // its thread removes it when it has stopped
        return {};
    }
    files_of(shop, id).remove_all();
    TRY(store_.remove(kImportRecordKind, import_record_key(shop, id)));
    return {};
}

Result<ImportFiles::Problems> Imports::problems(const ShopId& shop, const std::string& id,
                                                std::uint64_t from, std::size_t limit) {
    TRY(load(shop, id));
    return files_of(shop, id).problems(from, limit);
}

}  // namespace pingli::reviews
