// Erasing a person from a shop for ever: the key of their words is lost, and with it goes all that
// was made of those words: search texts and their index, the files of their cases and the names of
// those files. The chain stays whole: it holds ciphertext that nobody can open any more.
//
// In steps, any of which can be the last before a crash: search entries are rewritten as if the
// keys were gone already, then the files are deleted, then the keys. The person's own key, by which
// all else is found, goes last, so that a repeated run finds what is left.

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>

#include "app/event_store.hpp"
#include "app/uploaded_files.hpp"
#include "server/erasure_notes.hpp"

namespace pingli::server {

struct Erasure {
    std::int64_t cases = 0;   // of this person
    std::int64_t files = 0;   // whose bytes are gone
    std::int64_t shared = 0;  // of these cases, whose person's id others' cases have as well: left
};

// One erasure, so that a server does it beside its other work. What failed half way is done again
// as a whole.
class PersonEraser {
public:
    using Steady = std::chrono::steady_clock;

    // `store` and `files` outlive it. The wish is noted already.
    PersonEraser(app::Store& store, app::UploadedFiles& files, const ErasureWish& wish);
    PersonEraser(PersonEraser&&) noexcept;
    PersonEraser& operator=(PersonEraser&&) noexcept;
    ~PersonEraser();

    // Reads what the shop has of the person; again: what came since. Whether more was found. Time
    // grows with the shop's events and its shelf.
    Result<bool> look();
    // Makes what the next slice puts and notes what it takes, while others change cases as they
    // like.
    Result<void> prepare();
    // A slice: for some time, at least one thing of what is prepared: texts, files, keys, all but
    // the person's own. Nobody changes cases meanwhile. Whether there is more, to be prepared.
    Result<bool> erase_some(Steady::duration within);
    // The person's own keys, when nothing else is left; nobody changes cases meanwhile. Whether
    // that is so. Nobody can read the words any more, and that is noted.
    Result<bool> erase_last();
    // Whether any of it was there: else there is nothing to clear away.
    [[nodiscard]] bool has_erased() const;
    [[nodiscard]] Erasure erased() const;
    [[nodiscard]] const ErasureWish& wish() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// All of it, where nobody else is at work: takes as long as the store is large.
Result<Erasure> erase_person(app::Store& store, const std::filesystem::path& files,
                             const ErasureWish& wish);

}  // namespace pingli::server
