// Everything a store holds under new keys and today's cipher (base/seal.hpp), into an empty store:
// for a key that somebody has seen, and for a cipher that is no longer trusted. Each person who has
// a key gets another; whose key is gone stays erased. Cases, positions and versions stay as they
// are; the bytes of events change, so the chains have other hashes from then on.

#pragma once

#include <functional>
#include <vector>

#include "app/event_store.hpp"
#include "app/key_ring.hpp"

namespace pingli::server {

struct ResealOptions {
    app::Random random;
    // Told how many events are done; false ends it.
    std::function<bool(std::int64_t events)> goes_on;
};

struct Resealed {
    std::vector<app::Head> before;  // of each shop with an event
    std::int64_t events = 0;
};

// `from` must not change meanwhile. Then rebuild `to`. Corrupt: something does not open under its
// person's key, or is no event; Invalid: `to` is not empty; Unavailable also when it was ended.
// `to` is marked as not written to its end (app/transfer.hpp) until the caller takes the mark away.
Result<Resealed> reseal(app::Store& from, app::Store& to, const ResealOptions& options);

}  // namespace pingli::server
