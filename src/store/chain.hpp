// The hash chain of a shop. The hash of an event is SHA-256 over these, one after another:
//
//   previous hash     32 bytes; zeros before the first event
//   shop              8 bytes of length, then the bytes
//   case              8 bytes of length, then the bytes
//   position          8 bytes
//   case version      8 bytes
//   type              8 bytes of length, then the bytes
//   body              8 bytes of length, then the bytes exactly as stored
//
// Numbers and lengths are big-endian and unsigned, so that no two events give the same bytes.
// This is for ever: what is written down elsewhere (heads in backups) depends on it.

#pragma once

#include <cstdint>
#include <string_view>

#include "app/event_store.hpp"

namespace pingli::store {

struct ChainLink {
    std::string_view shop;
    std::string_view case_id;
    std::int64_t position = 0;
    std::int64_t version = 0;
    std::string_view type;
    std::string_view body;
};

app::Hash chain_hash(const app::Hash& previous, const ChainLink& link);

inline ChainLink link_of(const ShopId& shop, const app::StoredEvent& event) {
    return {.shop = shop.value(),
            .case_id = event.case_id.value(),
            .position = event.position,
            .version = event.version,
            .type = event.type,
            .body = event.body};
}

}  // namespace pingli::store
