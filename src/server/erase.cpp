#include "server/erase.hpp"

#include <algorithm>
#include <set>

#include "app/key_ring.hpp"
#include "app/uploaded_files.hpp"
#include "base/one_line.hpp"
#include "base/record_form.hpp"
#include "base/sha256.hpp"
#include "cases/evolve.hpp"
#include "codec/case_codec.hpp"
#include "server/random.hpp"
#include "server/rebuild.hpp"
#include "vault/folder_vault.hpp"

namespace pingli::server {

namespace {

struct Found {
    std::int64_t cases = 0;
    std::set<std::string> files;  // that no other person's case holds
};

// Every event of the shop, once: a case's person stands in its first event, its files in later
// ones.
Result<Found> find(app::Store& store, const ShopId& shop, const PersonId& person) {
    const codec::JsonCaseCodec codec;
    const app::Random random = fill_random;
    app::KeyRing ring{store, random, shop};
    std::set<CaseId> theirs;
    std::set<std::string> held, held_by_others;
    for (std::int64_t from = 1;;) {
        const auto page = TRY(store.read_shop(shop, from, app::kPageMax));
        if (page.empty()) break;
        from = page.back().position + 1;
        for (const app::StoredEvent& stored : page) {
            const bool may_be_theirs = stored.version == 1;
            const bool may_have_file = stored.body.contains("\"sha256\"");
            if (!may_be_theirs && !may_have_file) continue;
            const auto before = TRY(codec.decode(stored.body, ring));
            const cases::Case c = cases::evolve({}, before);
            if (may_be_theirs && c.opening.person == person) theirs.insert(stored.case_id);
            for (const cases::Exhibit& exhibit : c.exhibits)
                if (exhibit.data.file)
                    (theirs.contains(stored.case_id) ? held : held_by_others)
                        .insert(exhibit.data.file->sha256);
        }
    }
    for (const std::string& file : held_by_others) held.erase(file);
    return Found{.cases = std::ssize(theirs), .files = std::move(held)};
}

std::string record_key(const ShopId& shop, const PersonId& person) {
    return sha256_hex(shop.value()) + '/' + sha256_hex(person.value());
}

Result<std::int64_t> head_of(app::Store& store, const ShopId& shop) {
    const auto heads = TRY(store.heads());
    const auto at = std::ranges::find(heads, shop, &app::Head::shop);
    return at == heads.end() ? 0 : at->position;
}

// Before anything is erased: what is gone half way is no loss either. What an earlier try wrote
// down stays.
Result<void> note(app::Store& store, const ErasureWish& wish, const Found& found) {
    RecordWriter out;
    out.add("shop", wish.shop.value())
        .add("person", wish.person.value())
        .add("at", wish.now)
        .add("reason", wish.reason)
        .add("position", std::to_string(TRY(head_of(store, wish.shop))));
    std::set<std::string> files = found.files;
    const auto before = store.get(kErasureKind, record_key(wish.shop, wish.person), wish.now);
    if (before)
        for (std::string& file : RecordReader{before->bytes}.texts("file"))
            files.insert(std::move(file));
    for (const std::string& file : files) out.add("file", file);
    return store.put(kErasureKind,
                     {.key = record_key(wish.shop, wish.person),
                      .bytes = out.take(),
                      .expires_at = std::nullopt},
                     app::Put::Always);
}

}  // namespace

Result<ErasedFiles> erased_files(app::Store& store, const ShopId& shop) {
    ErasedFiles files;
    std::string after;
    while (true) {
        const auto records =
            TRY(store.list(kErasureKind, sha256_hex(shop.value()) + '/', after, app::kPageMax));
        for (const app::Record& record : records) {
            const RecordReader reader{record.bytes};
            const std::int64_t position = reader.whole("position").value_or(0);
            for (const std::string& file : reader.texts("file"))
                files[file] = std::max(files[file], position);
            after = record.key;
        }
        if (records.size() < app::kPageMax) return files;
    }
}

Result<Erasure> erase_person(app::Store& store, const std::filesystem::path& files,
                             const ErasureWish& wish) {
    if (wish.person.value().empty() || wish.person.value().size() > app::kIdBytesMax)
        return fail(ErrorCode::Invalid, "erase: the id of a person, as cases have it");
    if (!is_one_line(wish.reason, kErasureReasonBytesMax))
        return fail(ErrorCode::Invalid, "erase: a reason of one line, at most 500 bytes");
    vault::FolderVault vault{files};
    const Found found = TRY(find(store, wish.shop, wish.person));
    TRY(note(store, wish, found));
    for (const std::string& file : found.files) {
        TRY(vault.erase(wish.shop, file));
        TRY(store.remove(app::kFileKind, app::file_record_key(wish.shop, file)));
    }
    TRY(store.erase_person(wish.shop, wish.person));
    // What else stood in the texts that went with the key: numbers of orders, others' words.
    TRY(rebuild(store, wish.now));
    return Erasure{.cases = found.cases, .files = std::ssize(found.files)};
}

}  // namespace pingli::server
