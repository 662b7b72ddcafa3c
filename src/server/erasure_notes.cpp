#include "server/erasure_notes.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/one_line.hpp"
#include "base/record_form.hpp"
#include "base/sha256.hpp"

namespace pingli::server {

namespace {

constexpr std::string_view kYes = "1";

// A record a wish: what was asked before stays written down.
std::string record_key(const ErasureWish& wish) {
    return sha256_hex(wish.shop.value()) + '/' + sha256_hex(wish.person.value()) + '/' +
           std::to_string(wish.now.time_since_epoch().count());
}

// "SHA256 POSITION"; as it was written before, the hash alone, with one position for all.
ErasedFiles files_of(const RecordReader& reader) {
    ErasedFiles files;
    const std::int64_t of_all = reader.whole("position").value_or(0);
    for (const std::string& text : reader.texts("file")) {
        const auto space = text.find(' ');
        std::int64_t position = of_all;
        if (space != std::string::npos)
            std::from_chars(text.data() + space + 1, text.data() + text.size(), position);
        std::int64_t& kept = files[text.substr(0, space)];
        kept = std::max(kept, position);
    }
    return files;
}

ErasureNote read(const app::Record& record) {
    const RecordReader reader{record.bytes};
    return {.person = PersonId{reader.text("person")},
            .by = reader.text("by"),
            .reason = reader.text("reason"),
            .at = reader.instant("at").value_or(Instant{}),
            .keys_are_gone = reader.text("keys_are_gone") == kYes,
            .ended_at = reader.instant("ended_at"),
            .files = files_of(reader)};
}

app::RecordWrite written(const ErasureWish& wish, const ErasureNote& note) {
    RecordWriter out;
    out.add("shop", wish.shop.value())
        .add("person", wish.person.value())
        .add("by", wish.by)
        .add("at", wish.now)
        .add("reason", wish.reason);
    if (note.keys_are_gone) out.add("keys_are_gone", std::string{kYes});
    if (note.ended_at) out.add("ended_at", *note.ended_at);
    for (const auto& [file, position] : note.files)
        out.add("file", file + ' ' + std::to_string(position));
    return {.kind = kErasureKind, .record = {.key = record_key(wish), .bytes = out.take()}};
}

// As it was written when there was one record a person, if it is of this wish.
Result<std::optional<app::Record>> old_record(app::Store& store, const ErasureWish& wish) {
    const std::string key = record_key(wish);
    auto record = store.get(kErasureKind, key.substr(0, key.rfind('/')), wish.now);
    if (!record && record.error().code == ErrorCode::NotFound) return std::optional<app::Record>{};
    if (!record) return std::unexpected(std::move(record.error()));
    if (RecordReader{record->bytes}.instant("at") != wish.now) return std::optional<app::Record>{};
    return std::move(*record);
}

Result<void> change(app::Store& store, const ErasureWish& wish,
                    const std::function<void(ErasureNote&)>& changed) {
    ErasureNote note;
    std::vector<app::RecordWrite> writes;
    const auto known = store.get(kErasureKind, record_key(wish), wish.now);
    if (known) {
        note = read(*known);
    } else if (known.error().code != ErrorCode::NotFound) {
        return std::unexpected(known.error());
    } else if (const auto old = TRY(old_record(store, wish))) {
        note = read(*old);
        writes.push_back({.kind = kErasureKind, .record = {.key = old->key}, .removes = true});
    }
    changed(note);
    writes.push_back(written(wish, note));
    return store.write(writes);
}

}  // namespace

Result<void> check(const ErasureWish& wish) {
    if (wish.person.value().empty() || wish.person.value().size() > app::kIdBytesMax)
        return fail(ErrorCode::Invalid, "erase: the id of a person, as cases have it");
    if (!is_one_line(wish.reason, kErasureReasonBytesMax))
        return fail(ErrorCode::Invalid, "erase: a reason of one line, at most 500 bytes");
    return {};
}

Result<void> each_erasure(app::Store& store, const ShopId& shop,
                          const std::function<void(const ErasureNote&)>& seen) {
    std::string after;
    while (true) {
        const auto records =
            TRY(store.list(kErasureKind, sha256_hex(shop.value()) + '/', after, app::kPageMax));
        for (const app::Record& record : records) {
            seen(read(record));
            after = record.key;
        }
        if (records.size() < app::kPageMax) return {};
    }
}

Result<ErasedFiles> erased_files(app::Store& store, const ShopId& shop) {
    ErasedFiles files;
    TRY(each_erasure(store, shop, [&files](const ErasureNote& note) {
        for (const auto& [file, position] : note.files)
            files[file] = std::max(files[file], position);
    }));
    return files;
}

Result<void> note_asked(app::Store& store, const ErasureWish& wish) {
    return change(store, wish, [](ErasureNote&) {});
}

Result<void> note_files(app::Store& store, const ErasureWish& wish, const ErasedFiles& files) {
    return change(store, wish, [&files](ErasureNote& note) {
        for (const auto& [file, position] : files) note.files[file] = position;
    });
}

Result<void> note_keys_gone(app::Store& store, const ErasureWish& wish) {
    return change(store, wish, [](ErasureNote& note) { note.keys_are_gone = true; });
}

Result<void> note_end(app::Store& store, const ErasureWish& wish, Instant at) {
    return change(store, wish, [at](ErasureNote& note) {
        note.keys_are_gone = true;
        note.ended_at = at;
    });
}

}  // namespace pingli::server
