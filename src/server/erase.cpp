#include "server/erase.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

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

struct CaseOf {
    PersonId person;
    std::optional<UserId> account;
};

struct Found {
    std::set<PersonId> persons;  // whose keys go
    std::int64_t cases = 0;
    std::int64_t shared = 0;
    std::set<std::string> files;  // that no other person's case holds
};

// Every event of the shop, once: a case's person stands in its first event, its files in later
// ones.
class Finder {
public:
    explicit Finder(PersonId person) : person_(std::move(person)) {}

    Result<void> read(app::Store& store, const ShopId& shop) {
        const app::Random random = fill_random;
        app::KeyRing ring{store, random, shop};
        for (std::int64_t from = 1;;) {
            const auto page = TRY(store.read_shop(shop, from, app::kPageMax));
            if (page.empty()) return {};
            from = page.back().position + 1;
            for (const app::StoredEvent& stored : page) TRY(look_at(stored, ring));
        }
    }

    [[nodiscard]] Found found() const {
        Found found;
        found.persons = persons();
        std::set<std::string> held_by_others;
        for (const auto& [id, one] : cases_) {
            const bool is_theirs = found.persons.contains(one.person);
            found.cases += is_theirs ? 1 : 0;
            found.shared += !is_theirs && is_of_account(one) ? 1 : 0;
        }
        for (const auto& [id, file] : files_) {
            const auto at = cases_.find(id);
            const bool is_theirs = at != cases_.end() && found.persons.contains(at->second.person);
            (is_theirs ? found.files : held_by_others).insert(file);
        }
        for (const std::string& file : held_by_others) found.files.erase(file);
        return found;
    }

private:
    Result<void> look_at(const app::StoredEvent& stored, app::KeyRing& ring) {
        const bool is_first = stored.version == 1;
        if (!is_first && !stored.body.contains("\"sha256\"")) return {};
        const cases::Case c = cases::evolve({}, TRY(codec_.decode(stored.body, ring)));
        if (is_first)
            cases_.emplace(stored.case_id,
                           CaseOf{.person = c.opening.person, .account = c.opening.person_user});
        for (const cases::Exhibit& exhibit : c.exhibits)
            if (exhibit.data.file) files_.emplace(stored.case_id, exhibit.data.file->sha256);
        return {};
    }

    [[nodiscard]] bool is_of_account(const CaseOf& one) const {
        return one.account && one.account->value() == person_.value();
    }

    [[nodiscard]] std::set<PersonId> persons() const {
        std::set<PersonId> all;
        for (const auto& [id, one] : cases_)
            if (is_of_account(one)) all.insert(one.person);
        for (const auto& [id, one] : cases_)
            if (!is_of_account(one)) all.erase(one.person);
        all.insert(person_);
        return all;
    }

    const PersonId person_;
    const codec::JsonCaseCodec codec_;
    std::map<CaseId, CaseOf> cases_;
    std::set<std::pair<CaseId, std::string>> files_;
};

std::string record_key(const ShopId& shop, const PersonId& person) {
    return sha256_hex(shop.value()) + '/' + sha256_hex(person.value());
}

Result<std::int64_t> head_of(app::Store& store, const ShopId& shop) {
    const auto heads = TRY(store.heads());
    const auto at = std::ranges::find(heads, shop, &app::Head::shop);
    return at == heads.end() ? 0 : at->position;
}

// Before anything is erased: what is gone half way is no loss either; and at the end. What an
// earlier try wrote down of files stays.
Result<void> note(app::Store& store, const ErasureWish& wish, const Found& found, bool is_done) {
    RecordWriter out;
    out.add("shop", wish.shop.value())
        .add("person", wish.person.value())
        .add("by", wish.by)
        .add("at", wish.now)
        .add("reason", wish.reason)
        .add("position", std::to_string(TRY(head_of(store, wish.shop))));
    if (is_done) out.add("ended_at", wish.now);
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

Result<void> erase_files(app::Store& store, const std::filesystem::path& folder, const ShopId& shop,
                         const std::set<std::string>& files) {
    vault::FolderVault vault{folder};
    for (const std::string& file : files) {
        TRY(vault.erase(shop, file));
        TRY(store.remove(app::kFileKind, app::file_record_key(shop, file)));
    }
    return {};
}

Result<void> each_record(app::Store& store, const ShopId& shop,
                         const std::function<void(const RecordReader&)>& seen) {
    std::string after;
    while (true) {
        const auto records =
            TRY(store.list(kErasureKind, sha256_hex(shop.value()) + '/', after, app::kPageMax));
        for (const app::Record& record : records) {
            seen(RecordReader{record.bytes});
            after = record.key;
        }
        if (records.size() < app::kPageMax) return {};
    }
}

}  // namespace

Result<ErasedFiles> erased_files(app::Store& store, const ShopId& shop) {
    ErasedFiles files;
    TRY(each_record(store, shop, [&files](const RecordReader& reader) {
        const std::int64_t position = reader.whole("position").value_or(0);
        for (const std::string& file : reader.texts("file"))
            files[file] = std::max(files[file], position);
    }));
    return files;
}

Result<std::vector<ErasureNote>> erasures(app::Store& store, const ShopId& shop) {
    std::vector<ErasureNote> notes;
    TRY(each_record(store, shop, [&notes](const RecordReader& reader) {
        notes.push_back({.person = PersonId{reader.text("person")},
                         .by = reader.text("by"),
                         .reason = reader.text("reason"),
                         .at = reader.instant("at").value_or(Instant{}),
                         .ended_at = reader.instant("ended_at"),
                         .files = std::ssize(reader.texts("file"))});
    }));
    std::ranges::sort(notes, std::ranges::greater{}, &ErasureNote::at);
    return notes;
}

Result<void> check(const ErasureWish& wish) {
    if (wish.person.value().empty() || wish.person.value().size() > app::kIdBytesMax)
        return fail(ErrorCode::Invalid, "erase: the id of a person, as cases have it");
    if (!is_one_line(wish.reason, kErasureReasonBytesMax))
        return fail(ErrorCode::Invalid, "erase: a reason of one line, at most 500 bytes");
    return {};
}

Result<Erasure> erase_person(app::Store& store, const std::filesystem::path& files,
                             const ErasureWish& wish) {
    TRY(check(wish));
    Finder finder{wish.person};
    TRY(finder.read(store, wish.shop));
    const Found found = finder.found();
    TRY(note(store, wish, found, false));
    TRY(erase_files(store, files, wish.shop, found.files));
    for (const PersonId& person : found.persons) TRY(store.erase_person(wish.shop, person));
    // What else stood in the texts that went with the key: numbers of orders, others' words.
    TRY(rebuild(store, wish.now));
    TRY(note(store, wish, found, true));
    return Erasure{.cases = found.cases, .files = std::ssize(found.files), .shared = found.shared};
}

}  // namespace pingli::server
