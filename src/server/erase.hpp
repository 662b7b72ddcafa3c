// Erasing a person from a shop for ever: the key of their words is lost, and with it goes all that
// was made of those words: search texts and their index, the files of their cases and the names of
// those files. The chain stays whole: it holds ciphertext that nobody can open any more.
//
// A customer with an account is the person of their cases by its id. Cases that they filed under
// another id, before that was so, are theirs too, unless others' cases have that id.

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/event_store.hpp"

namespace pingli::server {

constexpr std::size_t kErasureReasonBytesMax = 500;
inline const std::string kErasureKind = "erasure";  // what is kept of one, without personal data

// Files that were erased, each with the position of the shop's chain up to which events name it in
// vain.
using ErasedFiles = std::map<std::string, std::int64_t>;
Result<ErasedFiles> erased_files(app::Store& store, const ShopId& shop);

// What was written down of an erasure.
struct ErasureNote {
    PersonId person;
    std::string by;  // the account, or "terminal"
    std::string reason;
    Instant at;  // when it was begun
    std::optional<Instant>
        ended_at;  // nothing: it did not come to its end, and is to be done again
    std::int64_t files = 0;
    std::int64_t position = 0;  // of the shop's chain when it was begun
};
// The latest first.
Result<std::vector<ErasureNote>> erasures(app::Store& store, const ShopId& shop);

struct Erasure {
    std::int64_t cases = 0;   // of this person
    std::int64_t files = 0;   // whose bytes are gone
    std::int64_t shared = 0;  // of these cases, whose person's id others' cases have as well: left
};

struct ErasureWish {
    ShopId shop;
    PersonId person;
    std::string by;  // the account, or "terminal"
    std::string reason;
    Instant now;
};
// Invalid: no id, or a reason that is not one line.
Result<void> check(const ErasureWish& wish);

// One erasure, in steps, so that a server does them beside its other work. What failed half way is
// done again as a whole.
class PersonEraser {
public:
    // `store` outlives it. `files`: where the exhibits' files lie. Of the wish `check` was asked.
    PersonEraser(app::Store& store, std::filesystem::path files, ErasureWish wish);
    PersonEraser(PersonEraser&&) noexcept;
    PersonEraser& operator=(PersonEraser&&) noexcept;
    ~PersonEraser();

    // Reads what the shop has of the person; again: what came since. Time grows with the shop.
    Result<void> look();
    // Looks once more, at what came since, and takes away keys and files. Quick; nobody changes
    // cases meanwhile.
    Result<Erasure> erase();
    // Then for some time puts anew what is searched of the cases that named the person; nobody
    // changes cases meanwhile. Whether there are more.
    Result<bool> search_some_anew(std::chrono::steady_clock::duration within);
    // Writes down that nothing is left (Upkeep::compact, empty_log).
    Result<void> note_end(Instant at);
    [[nodiscard]] const ErasureWish& wish() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// All of it, where nobody else is at work: takes as long as the store is large.
Result<Erasure> erase_person(app::Store& store, const std::filesystem::path& files,
                             const ErasureWish& wish);

}  // namespace pingli::server
