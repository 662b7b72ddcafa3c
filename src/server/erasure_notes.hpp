// What is written down of the erasing of a person: before anybody is told that it goes on, so that
// a kill loses none; which files went, so that an audit does not look for them; and its end.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "app/event_store.hpp"

namespace pingli::server {

constexpr std::size_t kErasureReasonBytesMax = 500;
inline const std::string kErasureKind = "erasure";  // of the records; without personal data

struct ErasureWish {
    ShopId shop;
    PersonId person;
    std::string by;  // the account, or "terminal"
    std::string reason;
    Instant now;
};
// Invalid: no id, or a reason that is not one line.
Result<void> check(const ErasureWish& wish);

// Each with the position of the shop's chain when its bytes went: events up to there name it in
// vain.
using ErasedFiles = std::map<std::string, std::int64_t>;
Result<ErasedFiles> erased_files(app::Store& store, const ShopId& shop);

struct ErasureNote {
    PersonId person;
    std::string by;
    std::string reason;
    Instant at;                       // when it was asked for
    bool keys_are_gone = false;       // nobody can read the words any more
    std::optional<Instant> ended_at;  // no byte of them is left
    ErasedFiles files;
};
// All of the shop, in no order. They are kept for ever: an audit asks which files went, as long as
// the chain names them.
Result<void> each_erasure(app::Store& store, const ShopId& shop,
                          const std::function<void(const ErasureNote&)>& seen);

// Each adds to what is written down of this wish.
Result<void> note_asked(app::Store& store, const ErasureWish& wish);
Result<void> note_files(app::Store& store, const ErasureWish& wish, const ErasedFiles& files);
Result<void> note_keys_gone(app::Store& store, const ErasureWish& wish);
Result<void> note_end(app::Store& store, const ErasureWish& wish, Instant at);

}  // namespace pingli::server
