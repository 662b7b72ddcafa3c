#include "server/erase.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <thread>
#include <utility>

#include "app/key_ring.hpp"
#include "app/uploaded_files.hpp"
#include "base/one_line.hpp"
#include "base/record_form.hpp"
#include "base/sha256.hpp"
#include "cases/evolve.hpp"
#include "codec/case_codec.hpp"
#include "server/persons_findings.hpp"
#include "server/projector.hpp"
#include "server/random.hpp"
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

// How an id stands in the bytes of events: whole, or the longest part of it that no format escapes.
// Cases whose events hold that are more than the person's, perhaps; that does no harm.
std::string as_in_events(std::string_view id) {
    const auto is_plain = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\' && c != '<' && c != '/';
    };
    std::string_view longest;
    for (std::size_t from = 0; from < id.size();) {
        std::size_t end = from;
        while (end < id.size() && is_plain(id[end])) ++end;
        if (end - from > longest.size()) longest = id.substr(from, end - from);
        from = end + 1;
    }
    std::string out{longest};
    return longest.size() == id.size() ? '"' + out + '"' : out;
}

// Every event of the shop, once: a case's person stands in its first event, its files in later
// ones, and what names a person in any of them.
class Finder {
public:
    explicit Finder(PersonId person) : person_(std::move(person)) { add({person_}); }

    // What came since the last time.
    Result<void> read(app::Store& store, const ShopId& shop) {
        const app::Random random = fill_random;
        while (true) {
            const auto page = TRY(store.read_shop(shop, next_, app::kPageMax));
            if (page.empty()) return {};
            app::KeyRing ring{store, random, shop};
            for (const app::StoredEvent& stored : page) TRY(look_at(stored, ring));
            next_ = page.back().position + 1;
        }
    }
    // Others that are this person as well. What was read is to be read anew.
    void add(const std::set<PersonId>& persons) {
        siblings_.insert(persons.begin(), persons.end());
        for (const PersonId& person : persons) in_events_.insert(as_in_events(person.value()));
        next_ = 1;
    }
    [[nodiscard]] bool knows(const std::set<PersonId>& persons) const {
        return std::ranges::includes(siblings_, persons);
    }
    // Whose events name one of them.
    [[nodiscard]] const std::set<CaseId>& naming() const { return naming_; }
    [[nodiscard]] bool is_named(const std::string& file) const { return named_.contains(file); }

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
        if (std::ranges::any_of(in_events_,
                                [&](const auto& id) { return stored.body.contains(id); }))
            naming_.insert(stored.case_id);
        if (!is_first && !stored.body.contains("\"sha256\"")) return {};
        const cases::Case c = cases::evolve({}, TRY(codec_.decode(stored.body, ring)));
        if (is_first)
            cases_.emplace(stored.case_id,
                           CaseOf{.person = c.opening.person, .account = c.opening.person_user});
        for (const cases::Exhibit& exhibit : c.exhibits)
            if (exhibit.data.file) {
                files_.emplace(stored.case_id, exhibit.data.file->sha256);
                named_.insert(exhibit.data.file->sha256);
            }
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
        all.insert(siblings_.begin(), siblings_.end());
        return all;
    }

    PersonId person_;
    std::set<PersonId> siblings_;  // and the person
    std::set<std::string> in_events_;
    std::int64_t next_ = 1;
    std::set<CaseId> naming_;
    std::set<std::string> named_;  // files, by the events of any case
    codec::JsonCaseCodec codec_;
    std::map<CaseId, CaseOf> cases_;
    std::set<std::pair<CaseId, std::string>> files_;
};

// A record each time: what was asked before stays written down.
std::string record_key(const ErasureWish& wish) {
    return sha256_hex(wish.shop.value()) + '/' + sha256_hex(wish.person.value()) + '/' +
           std::to_string(wish.now.time_since_epoch().count());
}

Result<std::int64_t> head_of(app::Store& store, const ShopId& shop) {
    const auto heads = TRY(store.heads());
    const auto at = std::ranges::find(heads, shop, &app::Head::shop);
    return at == heads.end() ? 0 : at->position;
}

// Before anything is erased: what is gone half way is no loss either; and at the end. What an
// earlier try wrote down of files stays.
Result<void> note(app::Store& store, const ErasureWish& wish, std::set<std::string> files,
                  std::optional<Instant> ended_at) {
    const std::string key = record_key(wish);
    auto before = store.get(kErasureKind, key, wish.now);
    std::vector<app::RecordWrite> writes;
    if (!before) {  // As it was written when there was one record a person.
        before = store.get(kErasureKind, key.substr(0, key.rfind('/')), wish.now);
        const bool is_same = before && RecordReader{before->bytes}.instant("at") == wish.now;
        if (!is_same) before = fail(ErrorCode::NotFound, "erasure");
        if (is_same)
            writes.push_back(
                {.kind = kErasureKind, .record = {.key = before->key}, .removes = true});
    }
    std::int64_t position = TRY(head_of(store, wish.shop));
    if (before) {
        const RecordReader reader{before->bytes};
        for (std::string& file : reader.texts("file")) files.insert(std::move(file));
        position = std::max(position, reader.whole("position").value_or(0));
    }
    RecordWriter out;
    out.add("shop", wish.shop.value())
        .add("person", wish.person.value())
        .add("by", wish.by)
        .add("at", wish.now)
        .add("reason", wish.reason)
        .add("position", std::to_string(position));
    if (ended_at) out.add("ended_at", *ended_at);
    for (const std::string& file : files) out.add("file", file);
    writes.push_back({.kind = kErasureKind, .record = {.key = key, .bytes = out.take()}});
    return store.write(writes);
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
                         .files = std::ssize(reader.texts("file")),
                         .position = reader.whole("position").value_or(0)});
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

struct PersonEraser::State {
    app::Store& store;
    std::filesystem::path files;
    ErasureWish wish;
    Finder finder;
    bool has_siblings = false;
    CaseId searched_to{};
    using Steady = std::chrono::steady_clock;

    Result<void> look() {
        if (!std::exchange(has_siblings, true))
            finder.add(TRY(siblings(store, wish.shop, wish.person)));
        TRY(finder.read(store, wish.shop));
        // Who they are, stands in the events; where they are named too, the second time.
        const std::set<PersonId> persons = finder.found().persons;
        if (finder.knows(persons)) return {};
        finder.add(persons);
        return finder.read(store, wish.shop);
    }

    // With those of uploads that were handed in nowhere.
    Result<Found> found() {
        Found found = finder.found();
        const UserId uploader{wish.person.value()};
        for (std::string& file : TRY(app::uploaded_by(store, wish.shop, uploader, wish.now)))
            if (!finder.is_named(file)) found.files.insert(std::move(file));
        return found;
    }

    // Every key that the person has, or had after an earlier erasure.
    Result<void> erase_keys(const PersonId& person) {
        for (int times = 0; times <= app::kErasuresAPersonMax; ++times) {
            const PersonId name = app::key_name(person, times);
            const auto key = TRY(store.person_key(wish.shop, name));
            if (key.state == app::KeyState::None && times > 0) break;
            if (key.state != app::KeyState::Erased) TRY(store.erase_person(wish.shop, name));
        }
        return {};
    }

    // Of the next cases that name the person: what stands in them beside the erased words.
    Result<bool> search_some_anew(Steady::duration within) {
        const Steady::time_point begun = Steady::now();
        Projector projector{store, wish.now};
        std::vector<std::pair<CaseId, std::string>> texts;
        auto at = finder.naming().upper_bound(searched_to);
        for (; at != finder.naming().end() && Steady::now() - begun < within; ++at) {
            const auto events = TRY(store.read_case(wish.shop, *at));
            auto rows = TRY(projector.rows(wish.shop, events));
            texts.emplace_back(*at, std::move(rows.search_text));
        }
        if (texts.empty()) return false;
        TRY(store.put_search_texts(wish.shop, texts));
        searched_to = texts.back().first;
        return at != finder.naming().end();
    }
};

PersonEraser::PersonEraser(app::Store& store, std::filesystem::path files, ErasureWish wish)
    : state_(std::make_unique<State>(store, std::move(files), wish, Finder{wish.person})) {}
PersonEraser::PersonEraser(PersonEraser&&) noexcept = default;
PersonEraser& PersonEraser::operator=(PersonEraser&&) noexcept = default;
PersonEraser::~PersonEraser() = default;

const ErasureWish& PersonEraser::wish() const {
    return state_->wish;
}

Result<void> PersonEraser::look() {
    return state_->look();
}

Result<Erasure> PersonEraser::erase() {
    State& mine = *state_;
    TRY(mine.look());
    const Found found = TRY(mine.found());
    TRY(note(mine.store, mine.wish, found.files, std::nullopt));
    TRY(erase_files(mine.store, mine.files, mine.wish.shop, found.files));
    for (const PersonId& person : found.persons) TRY(mine.erase_keys(person));
    return Erasure{.cases = found.cases, .files = std::ssize(found.files), .shared = found.shared};
}

Result<bool> PersonEraser::search_some_anew(std::chrono::steady_clock::duration within) {
    return state_->search_some_anew(within);
}

Result<void> PersonEraser::note_end(Instant at) {
    return note(state_->store, state_->wish, {}, at);
}

Result<Erasure> erase_person(app::Store& store, const std::filesystem::path& files,
                             const ErasureWish& wish) {
    TRY(check(wish));
    PersonEraser eraser{store, files, wish};
    TRY(eraser.look());
    const Erasure done = TRY(eraser.erase());
    while (TRY(eraser.search_some_anew(std::chrono::seconds{1}))) {
    }
    TRY(store.compact());
    constexpr int kTriesMax = 100;
    constexpr std::chrono::milliseconds kBetween{50};
    for (int tries = 0; !TRY(store.empty_log()); ++tries) {
        if (tries == kTriesMax)
            return fail(
                ErrorCode::Unavailable,
                "erase: the database is being read, its log cannot be emptied; do it again");
        std::this_thread::sleep_for(kBetween);
    }
    TRY(eraser.note_end(wish.now));
    return done;
}

}  // namespace pingli::server
