#include "app/uploaded_files.hpp"

#include <algorithm>
#include <functional>

#include "app/limits.hpp"
#include "base/assert.hpp"
#include "base/record_form.hpp"
#include "base/sha256.hpp"

namespace pingli::app {

namespace {

const std::string kUploaderKind = "file_of";  // shop, file, person: who brought these bytes

std::string uploader_key(const ShopId& shop, const UserId& who, const std::string& sha256) {
    return sha256_hex(shop.value() + '\n' + sha256 + '\n' + who.value());
}

struct Known {
    cases::FileRef file;
    std::optional<Instant> came_at;  // missing in records of before files were collected
    std::int64_t from = 1;
    bool is_held = false;
    std::optional<Instant> goes_since;
};

Known decode(const std::string& sha256, const std::string& bytes) {
    const RecordReader in{bytes};
    return {.file = {.sha256 = sha256,
                     .bytes = in.whole("bytes").value_or(0),
                     .mime = in.text("mime"),
                     .name = in.text("name")},
            .came_at = in.instant("came_at"),
            .from = in.whole("from").value_or(1),
            .is_held = in.text("held") == "yes",
            .goes_since = in.instant("goes_since")};
}

Record to_record(const ShopId& shop, const Known& known) {
    RecordWriter out;
    out.add("bytes", std::to_string(known.file.bytes))
        .add("mime", known.file.mime)
        .add("name", known.file.name)
        .add("came_at", known.came_at)
        .add("from", std::to_string(known.from))
        .add("held", known.is_held ? "yes" : "")
        .add("goes_since", known.goes_since);
    return {.key = file_record_key(shop, known.file.sha256),
            .bytes = out.take(),
            .expires_at = std::nullopt};
}

Result<std::int64_t> next_position(Store& store, const ShopId& shop) {
    const auto heads = TRY(store.heads());
    const auto at = std::ranges::find(heads, shop, &Head::shop);
    return at == heads.end() ? 1 : at->position + 1;
}

// Whoever changed it meanwhile knows more.
Result<void> unless_changed(Result<void> done) {
    if (!done && done.error().code == ErrorCode::VersionConflict) return {};
    return done;
}

}  // namespace

std::string file_record_key(const ShopId& shop, const std::string& sha256) {
    return shop.value() + '/' + sha256;
}

Result<cases::FileRef> find_file(Store& store, const ShopId& shop, const std::string& sha256,
                                 Instant now) {
    const auto record = TRY(store.get(kFileKind, file_record_key(shop, sha256), now));
    Known known = decode(sha256, record.bytes);
    if (known.goes_since) return fail(ErrorCode::NotFound, "file");
    return std::move(known.file);
}

Result<std::vector<std::string>> uploaded_by(Store& store, const ShopId& shop, const UserId& who,
                                             Instant now) {
    std::vector<std::string> found;
    const std::string prefix = file_record_key(shop, {});
    for (std::string after;;) {
        const auto records = TRY(store.list(kFileKind, prefix, after, kPageMax));
        for (const Record& record : records) {
            const std::string sha256 = record.key.substr(prefix.size());
            if (store.get(kUploaderKind, uploader_key(shop, who, sha256), now))
                found.push_back(sha256);
        }
        if (records.size() < kPageMax) return found;
        after = records.back().key;
    }
}

std::mutex& UploadedFiles::place_of(const std::string& sha256) {
    return places_[std::hash<std::string>{}(sha256) % places_.size()];
}

Result<cases::FileRef> UploadedFiles::keep(const ShopId& shop, const UserId& by,
                                           const NewFile& file, Instant now) {
    const std::lock_guard lock{place_of(file.sha256)};
    Known known{.file = {.sha256 = file.sha256, .bytes = file.bytes, .mime = {}, .name = file.name},
                .came_at = now,
                .from = 1,
                .is_held = false,
                .goes_since = now};
    const auto before = store_.get(kFileKind, file_record_key(shop, file.sha256), now);
    if (before) {
        const Known had = decode(file.sha256, before->bytes);
        known.from = had.from;
        known.is_held = had.is_held;
    } else if (before.error().code == ErrorCode::NotFound) {
        known.from = TRY(next_position(store_, shop));
        TRY(store_.put(kFileKind, to_record(shop, known), Put::Always));
    } else {
        return std::unexpected{before.error()};
    }
    known.file.mime = TRY(vault_.keep(shop, file.path, file.sha256));
    known.goes_since = std::nullopt;
    TRY(store_.write({{.kind = kFileKind, .record = to_record(shop, known)},
                      {.kind = kUploaderKind,
                       .record = {.key = uploader_key(shop, by, file.sha256),
                                  .bytes = {},
                                  .expires_at = now + kFileWithoutCaseKeptFor}}}));
    return known.file;
}

Result<void> UploadedFiles::erase(const ShopId& shop, const std::string& sha256) {
    const std::lock_guard lock{place_of(sha256)};
    TRY(vault_.erase(shop, sha256));
    TRY(store_.remove(kFileKind, file_record_key(shop, sha256)));
    return {};
}

bool UploadedFiles::is_by(const ShopId& shop, const UserId& who, const std::string& sha256,
                          Instant now) {
    return store_.get(kUploaderKind, uploader_key(shop, who, sha256), now).has_value();
}

// Nothing when nothing is to be asked of it yet.
Result<std::optional<UploadedFiles::Doubtful>> UploadedFiles::look_at(const Record& record,
                                                                      Instant now) {
    const std::size_t slash = record.key.rfind('/');
    if (slash == std::string::npos) return std::nullopt;
    const ShopId shop{record.key.substr(0, slash)};
    Known known = decode(record.key.substr(slash + 1), record.bytes);
    if (known.is_held) return std::nullopt;
    if (!known.came_at) {  // of an older version: its time begins now
        known.came_at = now;
        TRY(unless_changed(
            store_.put(kFileKind, to_record(shop, known), Put::IfUnchanged, record.bytes)));
        return std::nullopt;
    }
    const bool is_due = known.goes_since ? now - *known.goes_since >= kFileGoesFor
                                         : now - *known.came_at >= kFileWithoutCaseKeptFor;
    if (!is_due) return std::nullopt;
    return Doubtful{.shop = shop,
                    .sha256 = known.file.sha256,
                    .from = known.from,
                    .bytes = known.file.bytes,
                    .is_to_erase = known.goes_since.has_value(),
                    .record = record.bytes};
}

Result<std::vector<UploadedFiles::Doubtful>> UploadedFiles::doubtful(Instant now) {
    std::vector<Doubtful> all;
    std::string after;
    while (true) {
        const auto records = TRY(store_.list(kFileKind, {}, after, kPageMax));
        for (const Record& record : records)
            if (auto one = TRY(look_at(record, now))) all.push_back(*std::move(one));
        if (records.size() < kPageMax) return all;
        after = records.back().key;
    }
}

Result<bool> UploadedFiles::settle(const Doubtful& file, bool is_held, Instant now) {
    const std::lock_guard lock{place_of(file.sha256)};
    Known known = decode(file.sha256, file.record);
    if (is_held || !file.is_to_erase) {
        known.is_held = is_held;
        known.goes_since = is_held ? std::nullopt : std::optional{now};
        TRY(unless_changed(
            store_.put(kFileKind, to_record(file.shop, known), Put::IfUnchanged, file.record)));
        return false;
    }
    PINGLI_ASSERT(known.goes_since && !known.is_held);  // only what has had its time goes
    const std::string key = file_record_key(file.shop, file.sha256);
    const auto now_there = store_.get(kFileKind, key, now);
    if (!now_there || now_there->bytes != file.record) return false;
    TRY(vault_.erase(file.shop, file.sha256));
    TRY(store_.remove(kFileKind, key));
    return true;
}

}  // namespace pingli::app
