// Erasing a person from a shop for ever: the key of their words is lost, and with it goes all that
// was made of those words: search texts and their index, the files of their cases and the names of
// those files. The chain stays whole: it holds ciphertext that nobody can open any more.

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "app/event_store.hpp"

namespace pingli::server {

constexpr std::size_t kErasureReasonBytesMax = 500;
inline const std::string kErasureKind = "erasure";  // what is kept of one, without personal data

// Files that were erased, each with the position of the shop's chain up to which events name it in
// vain.
using ErasedFiles = std::map<std::string, std::int64_t>;
Result<ErasedFiles> erased_files(app::Store& store, const ShopId& shop);

struct Erasure {
    std::int64_t cases = 0;  // of this person
    std::int64_t files = 0;  // whose bytes are gone
};

struct ErasureWish {
    ShopId shop;
    PersonId person;
    std::string reason;
    Instant now;
};

// Nobody else is at work on the store. Invalid: no id, or a reason that is not one line. What
// failed half way is done again as a whole. The store is written anew, so it takes as long as it is
// large. `files`: where the exhibits' files lie.
Result<Erasure> erase_person(app::Store& store, const std::filesystem::path& files,
                             const ErasureWish& wish);

}  // namespace pingli::server
