#include "server/erase.hpp"

#include <deque>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "app/key_ring.hpp"
#include "app/uploaded_files.hpp"
#include "cases/evolve.hpp"
#include "codec/case_codec.hpp"
#include "server/limits.hpp"
#include "server/persons_events.hpp"
#include "server/persons_findings.hpp"
#include "server/random.hpp"
#include "vault/folder_vault.hpp"
#include "views/queue.hpp"

namespace pingli::server {

namespace {

// The keys of the store as they will be, when those of some persons are gone.
class KeysWithout final : public app::PersonKeys {
public:
    explicit KeysWithout(app::PersonKeys& keys) : keys_(keys) {}
    void hide(const PersonId& person) { families_.insert(family_of(person)); }
    // They are gone: what is said from now on is sealed under others.
    void show(const PersonId& person) { families_.erase(family_of(person)); }

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
    static std::string family_of(const PersonId& person) {
        return app::key_family(app::key_name(person, 0));
    }
    static std::unexpected<Error> refused() {
        return fail(ErrorCode::Invalid, "these keys are only read");
    }
    app::PersonKeys& keys_;
    std::set<std::string> families_;
};

// What is searched of a case.
struct MadeText {
    CaseId id;
    std::int64_t position = 0;  // of its last event
    std::size_t bytes = 0;      // of its events
    std::string text;           // nothing of one that cannot be read
};

// Far more than a store takes of it (kSearchTextBytesMax), whatever folding leaves out.
constexpr std::size_t kRawTextBytesMax = std::size_t{1} << 20U;

void cut(std::string& text) {
    if (text.size() <= kRawTextBytesMax) return;
    std::size_t end = kRawTextBytesMax;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text.resize(end);
}

Result<MadeText> make_text(app::Store& store, app::PersonKeys& keys, const ShopId& shop,
                           const CaseId& id) {
    const app::Random random = fill_random;
    app::KeyRing ring{keys, random, shop};
    const codec::JsonCaseCodec codec;
    cases::Case state;
    MadeText made{.id = id, .position = 0, .bytes = 0, .text = {}};
    bool is_read = true;
    for (const app::StoredEvent& stored : TRY(store.read_case(shop, id))) {
        made.position = stored.position;
        made.bytes += stored.body.size();
        const auto event = is_read ? codec.decode(stored.body, ring) : Result<cases::Event>{};
        is_read = is_read && event.has_value();
        if (is_read) state = cases::evolve(std::move(state), *event);
    }
    if (ring.fault() && ring.fault()->code == ErrorCode::Unavailable)
        return std::unexpected(*ring.fault());
    if (is_read) made.text = views::search_text(state);
    cut(made.text);
    return made;
}

// A case that is not there to be searched needs no text.
Result<void> put_texts(app::Store& store, const ShopId& shop,
                       const std::vector<std::pair<CaseId, std::string>>& texts) {
    auto put = store.put_search_texts(shop, texts);
    if (put || put.error().code != ErrorCode::NotFound) return put;
    for (const auto& text : texts) {
        auto one = store.put_search_texts(shop, {text});
        if (!one && one.error().code != ErrorCode::NotFound) return one;
    }
    return {};
}

}  // namespace

struct PersonEraser::State {
    // What is left after a step: nothing, more of the same, what is to be made or noted first.
    enum class Left : std::uint8_t { Nothing, More, Unready };

    app::Store& store;
    app::UploadedFiles& uploads;
    ErasureWish wish;
    PersonsEvents events;
    KeysWithout keys{store};
    std::set<PersonId> going{};  // persons whose keys are there
    std::set<PersonId> gone{};
    std::deque<MadeText> texts{};
    bool are_texts_whole = false;  // there were no more when these were made
    int unready = 0;               // slices that found cases which had changed since
    std::vector<std::string> uploaded{};
    ErasedFiles noted_before{};  // by all erasures of the shop
    ErasedFiles noted{};         // to go, and up to where they are named in vain
    ErasedFiles files_gone{};
    std::int64_t files_upto = -1;  // as PersonsEvents::files_seen: all of these are noted
    std::int64_t files = 0;        // whose bytes went
    bool has_erased = false;

    // Texts that were made have words of those who are known since.
    void take_persons() {
        if (going.size() + gone.size() == events.persons().size()) return;
        for (const PersonId& person : events.persons())
            if (!gone.contains(person) && going.insert(person).second) keys.hide(person);
        texts.clear();
    }

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

    // Of the next cases that name somebody of them, as if their keys were gone.
    Result<void> make_texts() {
        std::size_t bytes = 0;
        texts.clear();
        for (const auto& [id, position] : events.naming()) {
            if (bytes >= kErasedTextBytesAhead) break;
            texts.push_back(TRY(make_text(store, keys, wish.shop, id)));
            bytes += texts.back().bytes;
        }
        are_texts_whole = texts.size() == events.naming().size();
        return {};
    }

    // One case at least, and as many as are small. Those that changed since are left.
    Result<void> put_some_texts() {
        std::vector<std::pair<CaseId, std::string>> some;
        std::size_t bytes = 0;
        while (!texts.empty() && bytes < kErasedTextBytesAtOnce) {
            MadeText made = std::move(texts.front());
            texts.pop_front();
            const auto at = events.naming().find(made.id);
            if (at == events.naming().end() || at->second != made.position) continue;
            bytes += made.bytes;
            events.hid(made.id, made.position);
            some.emplace_back(made.id, std::move(made.text));
        }
        return some.empty() ? Result<void>{} : put_texts(store, wish.shop, some);
    }

    // Where somebody changes cases faster than texts are made of them, these are made while nobody
    // can.
    Result<bool> is_hidden() {
        if (events.naming().empty()) return true;
        if (!are_texts_whole || ++unready <= kErasedTextsTries) return false;
        TRY(make_texts());
        while (!texts.empty()) TRY(put_some_texts());
        return events.naming().empty();
    }

    // There are no bytes that no record names.
    Result<bool> is_there(const std::string& file) {
        const auto record =
            store.get(app::kFileKind, app::file_record_key(wish.shop, file), wish.now);
        if (record) return true;
        if (record.error().code == ErrorCode::NotFound) return false;
        return std::unexpected(record.error());
    }

    // What an earlier erasure took and an event named afterwards is noted once more: nobody has it.
    Result<bool> is_to_note(const std::string& file) {
        const std::int64_t named_at = events.named_at(file);
        const auto went = files_gone.find(file);
        if (went != files_gone.end() && named_at <= went->second) return false;
        if (TRY(is_there(file))) return true;
        const auto before = noted_before.find(file);
        return before != noted_before.end() && before->second < named_at;
    }

    // The next files of their cases, and of uploads that were handed in nowhere. Before they go:
    // what is gone half way is no loss either.
    Result<void> note_some_files() {
        if (!noted.empty() || files_upto == events.files_seen()) return {};
        std::set<std::string> all = events.files();
        for (const std::string& file : uploaded)
            if (events.may_go(file)) all.insert(file);
        for (const std::string& file : all) {
            if (noted.size() == kErasedFilesAhead) break;
            if (TRY(is_to_note(file))) noted.emplace(file, events.position());
        }
        if (noted.empty()) {
            files_upto = events.files_seen();
            return {};
        }
        return note_files(store, wish, noted);
    }

    // The next one that nothing names since it was noted.
    Result<bool> erase_a_file() {
        while (!noted.empty()) {
            const auto [file, position] = *noted.begin();
            noted.erase(noted.begin());
            if (!events.may_go(file) || events.named_at(file) > position) continue;
            files_gone[file] = position;
            if (!TRY(is_there(file))) continue;
            TRY(uploads.erase(wish.shop, file));
            ++files;
            has_erased = true;
            return true;
        }
        return false;
    }

    Result<void> erase_keys(const std::vector<PersonId>& persons) {
        std::vector<PersonId> names;
        for (const PersonId& person : persons)
            for (PersonId& name : TRY(held(person))) names.push_back(std::move(name));
        if (!names.empty()) TRY(store.erase_persons(wish.shop, names));
        has_erased |= !names.empty();
        for (const PersonId& person : persons) {
            going.erase(person);
            gone.insert(person);
            keys.show(person);
        }
        return {};
    }

    // Of others that are this person. Whether there were any.
    Result<bool> erase_some_keys() {
        std::vector<PersonId> next;
        for (const PersonId& person : going) {
            if (next.size() == kErasedKeysAtOnce) break;
            if (person != wish.person) next.push_back(person);
        }
        TRY(erase_keys(next));
        return !next.empty();
    }

    // All that is found in time goes with the texts that are put last: who changes cases all the
    // time keeps nothing back.
    Result<Left> do_next() {
        TRY(put_some_texts());
        if (!texts.empty()) return Left::More;
        if (!TRY(is_hidden())) return Left::Unready;
        if (TRY(erase_a_file())) return Left::More;
        if (files_upto != events.files_seen()) return Left::Unready;
        return TRY(erase_some_keys()) ? Left::More : Left::Nothing;
    }
};

PersonEraser::PersonEraser(app::Store& store, app::UploadedFiles& files, const ErasureWish& wish)
    : state_(std::make_unique<State>(store, files, wish, PersonsEvents{wish.person})) {}
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
    return {
        .cases = state_->events.cases(), .files = state_->files, .shared = state_->events.shared()};
}

Result<bool> PersonEraser::look() {
    State& mine = *state_;
    const bool is_more =
        mine.events.add(TRY(siblings(mine.store, mine.wish.shop, mine.wish.person)));
    const auto before = mine.events.persons().size();
    TRY(mine.events.look(mine.store, mine.wish.shop));
    const UserId uploader{mine.wish.person.value()};
    mine.uploaded = TRY(app::uploaded_by(mine.store, mine.wish.shop, uploader, mine.wish.now));
    mine.noted_before = TRY(erased_files(mine.store, mine.wish.shop));
    mine.files_upto = -1;
    return is_more || mine.events.persons().size() > before;
}

Result<void> PersonEraser::prepare() {
    State& mine = *state_;
    TRY(mine.events.look(mine.store, mine.wish.shop));
    mine.take_persons();
    if (mine.texts.empty()) TRY(mine.make_texts());
    return mine.note_some_files();
}

Result<bool> PersonEraser::erase_some(Steady::duration within) {
    State& mine = *state_;
    const auto end = Steady::now() + within;
    if (!TRY(mine.events.catch_up(mine.store, mine.wish.shop))) return true;
    do {
        const auto left = TRY(mine.do_next());
        if (left != State::Left::More) return left == State::Left::Unready;
    } while (Steady::now() < end);
    return true;
}

Result<bool> PersonEraser::erase_last() {
    State& mine = *state_;
    if (!TRY(mine.events.catch_up(mine.store, mine.wish.shop))) return false;
    if (TRY(mine.do_next()) != State::Left::Nothing) return false;
    TRY(mine.erase_keys({mine.wish.person}));
    TRY(note_keys_gone(mine.store, mine.wish));
    return true;
}

namespace {

Result<void> clear_away(app::Store& store) {
    TRY(store.compact());
    constexpr int kTriesMax = 100;
    constexpr std::chrono::milliseconds kBetween{50};
    for (int tries = 0; tries < kTriesMax; ++tries) {
        if (TRY(store.empty_log())) return {};
        std::this_thread::sleep_for(kBetween);
    }
    return fail(ErrorCode::Unavailable,
                "erase: the database is being read, its log cannot be emptied; do it again");
}

}  // namespace

Result<Erasure> erase_person(app::Store& store, const std::filesystem::path& files,
                             const ErasureWish& wish) {
    TRY(check(wish));
    TRY(note_asked(store, wish));
    vault::FolderVault vault{files};
    app::UploadedFiles uploads{store, vault};
    PersonEraser eraser{store, uploads, wish};
    TRY(eraser.look());
    do {
        TRY(eraser.prepare());
    } while (!TRY(eraser.erase_last()));
    TRY(clear_away(store));
    TRY(note_end(store, wish, wish.now));
    return eraser.erased();
}

}  // namespace pingli::server
