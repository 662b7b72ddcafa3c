#include "server/erase.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "app/key_ring.hpp"
#include "app/uploaded_files.hpp"
#include "cases/evolve.hpp"
#include "codec/case_codec.hpp"
#include "server/persons_events.hpp"
#include "server/persons_findings.hpp"
#include "server/random.hpp"
#include "vault/folder_vault.hpp"
#include "views/queue.hpp"

namespace pingli::server {

namespace {

constexpr std::size_t kTextsAtOnce = 50;
constexpr std::size_t kKeysAtOnce = 100;

// The keys of the store as they will be, when those of these persons are gone.
class KeysWithout final : public app::PersonKeys {
public:
    KeysWithout(app::PersonKeys& keys, const std::set<PersonId>& persons) : keys_(keys) {
        for (const PersonId& person : persons)
            families_.insert(app::key_family(app::key_name(person, 0)));
    }
    Result<app::FoundKey> person_key(const ShopId& shop, const PersonId& name) override {
        if (families_.contains(app::key_family(name)))
            return app::FoundKey{.state = app::KeyState::Erased, .key = {}};
        return keys_.person_key(shop, name);
    }
    Result<void> erase_persons(const ShopId&, const std::vector<PersonId>&) override {
        return refused();
    }
    Result<std::vector<std::pair<PersonId, app::FoundKey>>> person_keys(const ShopId&,
                                                                        const PersonId&) override {
        return refused();
    }
    Result<void> put_person_key(const ShopId&, const PersonId&, const app::FoundKey&) override {
        return refused();
    }

private:
    static std::unexpected<Error> refused() {
        return fail(ErrorCode::Invalid, "these keys are only read");
    }
    app::PersonKeys& keys_;
    std::set<std::string> families_;
};

// What is searched of a case; nothing of one that cannot be read.
Result<std::string> search_text(app::Store& store, app::PersonKeys& keys, const ShopId& shop,
                                const CaseId& id) {
    const app::Random random = fill_random;
    app::KeyRing ring{keys, random, shop};
    const codec::JsonCaseCodec codec;
    cases::Case state;
    for (const app::StoredEvent& stored : TRY(store.read_case(shop, id))) {
        const auto event = codec.decode(stored.body, ring);
        if (!event) return std::string{};
        state = cases::evolve(std::move(state), *event);
    }
    return views::search_text(state);
}

// A case that is not there to be searched needs no text.
Result<void> put_texts(app::Store& store, const ShopId& shop,
                       const std::vector<std::pair<CaseId, std::string>>& texts) {
    const auto put = store.put_search_texts(shop, texts);
    if (put || put.error().code != ErrorCode::NotFound) return put;
    for (const auto& text : texts) {
        const auto one = store.put_search_texts(shop, {text});
        if (!one && one.error().code != ErrorCode::NotFound) return one;
    }
    return {};
}

}  // namespace

struct PersonEraser::State {
    app::Store& store;
    std::filesystem::path folder;
    ErasureWish wish;
    PersonsEvents events;
    std::map<CaseId, std::int64_t> hidden{};  // cases whose texts are put anew, up to which event
    std::set<PersonId> gone{};                // persons whose keys are
    std::set<std::string> files_gone{};
    bool has_erased = false;

    // Those of a person that are held: one, and one after each erasure before.
    Result<std::vector<PersonId>> held(const PersonId& person) {
        std::vector<PersonId> names;
        for (int times = 0; times <= app::kErasuresAPersonMax; ++times) {
            PersonId name = app::key_name(person, times);
            const auto key = TRY(store.person_key(wish.shop, name));
            if (key.state == app::KeyState::None && times > 0) break;
            if (key.state != app::KeyState::Erased) names.push_back(std::move(name));
        }
        return names;
    }

    // Of the next cases that name somebody of them. Whether there were any.
    Result<bool> hide_some() {
        std::vector<std::pair<CaseId, std::int64_t>> next;
        for (const auto& [id, position] : events.naming()) {
            const auto at = hidden.find(id);
            if (at == hidden.end() || at->second < position) next.emplace_back(id, position);
            if (next.size() == kTextsAtOnce) break;
        }
        if (next.empty()) return false;
        std::set<PersonId> going;
        std::ranges::set_difference(events.persons(), gone, std::inserter(going, going.end()));
        KeysWithout keys{store, going};
        std::vector<std::pair<CaseId, std::string>> texts;
        for (const auto& [id, position] : next)
            texts.emplace_back(id, TRY(search_text(store, keys, wish.shop, id)));
        TRY(put_texts(store, wish.shop, texts));
        for (const auto& [id, position] : next) hidden[id] = position;
        return true;
    }

    // There are no bytes that no record names.
    Result<bool> is_there(const std::string& file) {
        const auto record =
            store.get(app::kFileKind, app::file_record_key(wish.shop, file), wish.now);
        if (record) return true;
        if (record.error().code == ErrorCode::NotFound) return false;
        return std::unexpected(record.error());
    }

    // Of their cases, and of uploads that were handed in nowhere. Noted first: what is gone half
    // way is no loss either.
    Result<bool> erase_files() {
        std::set<std::string> files = events.files();
        const UserId uploader{wish.person.value()};
        for (std::string& file : TRY(app::uploaded_by(store, wish.shop, uploader, wish.now)))
            if (!events.is_named(file)) files.insert(std::move(file));
        ErasedFiles noted;
        for (const std::string& file : files)
            if (!files_gone.contains(file) && TRY(is_there(file)))
                noted.emplace(file, events.position());
        if (noted.empty()) return false;
        TRY(note_files(store, wish, noted));
        vault::FolderVault vault{folder};
        for (const auto& [file, position] : noted) {
            TRY(vault.erase(wish.shop, file));
            TRY(store.remove(app::kFileKind, app::file_record_key(wish.shop, file)));
            files_gone.insert(file);
            has_erased = true;
        }
        return true;
    }

    Result<void> erase_keys(const std::vector<PersonId>& persons) {
        std::vector<PersonId> names;
        for (const PersonId& person : persons)
            for (PersonId& name : TRY(held(person))) names.push_back(std::move(name));
        if (!names.empty()) TRY(store.erase_persons(wish.shop, names));
        has_erased |= !names.empty();
        gone.insert(persons.begin(), persons.end());
        return {};
    }

    // Of others that are this person. Whether there were any.
    Result<bool> erase_some_keys() {
        std::vector<PersonId> next;
        for (const PersonId& person : events.persons()) {
            if (person != wish.person && !gone.contains(person)) next.push_back(person);
            if (next.size() == kKeysAtOnce) break;
        }
        TRY(erase_keys(next));
        return !next.empty();
    }

    // Whether there was any.
    Result<bool> do_next() {
        if (TRY(hide_some())) return true;
        if (TRY(erase_files())) return true;
        return erase_some_keys();
    }
};

PersonEraser::PersonEraser(app::Store& store, std::filesystem::path files, ErasureWish wish)
    : state_(std::make_unique<State>(store, std::move(files), wish, PersonsEvents{wish.person})) {}
PersonEraser::PersonEraser(PersonEraser&&) noexcept = default;
PersonEraser& PersonEraser::operator=(PersonEraser&&) noexcept = default;
PersonEraser::~PersonEraser() = default;

const ErasureWish& PersonEraser::wish() const {
    return state_->wish;
}

bool PersonEraser::has_erased() const {
    return state_->has_erased;
}

Erasure PersonEraser::erased() const {
    return {.cases = state_->events.cases(),
            .files = std::ssize(state_->files_gone),
            .shared = state_->events.shared()};
}

Result<bool> PersonEraser::look() {
    State& mine = *state_;
    const bool is_more =
        mine.events.add(TRY(siblings(mine.store, mine.wish.shop, mine.wish.person)));
    const auto before = mine.events.persons().size();
    TRY(mine.events.look(mine.store, mine.wish.shop));
    return is_more || mine.events.persons().size() > before;
}

Result<bool> PersonEraser::erase_some(Steady::duration within) {
    State& mine = *state_;
    const auto end = Steady::now() + within;
    TRY(mine.events.look(mine.store, mine.wish.shop));
    do {
        if (!TRY(mine.do_next())) return false;
    } while (Steady::now() < end);
    return true;
}

Result<bool> PersonEraser::erase_last() {
    State& mine = *state_;
    TRY(mine.events.look(mine.store, mine.wish.shop));
    if (TRY(mine.do_next())) return false;
    TRY(mine.erase_keys({mine.wish.person}));
    TRY(note_keys_gone(mine.store, mine.wish));
    return true;
}

Result<Erasure> erase_person(app::Store& store, const std::filesystem::path& files,
                             const ErasureWish& wish) {
    TRY(check(wish));
    TRY(note_asked(store, wish));
    PersonEraser eraser{store, files, wish};
    TRY(eraser.look());
    while (!TRY(eraser.erase_last())) {
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
    TRY(note_end(store, wish, wish.now));
    return eraser.erased();
}

}  // namespace pingli::server
