// Heads written down beside the database, so that a tail that was taken away together with its head
// shows: the server keeps DATA/witness up to date, a backup has its MANIFEST, and people keep what
// `audit verify` prints. All three are read by the same function. The file:
//
//   pingli witness 1
//   head SHOP POSITION HASH          a line a shop
//   journal POSITION HASH            the journal of keys, records and the shelf

#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <thread>

#include "app/event_store.hpp"

namespace pingli::server {

constexpr const char* kWitness = "witness";  // in the data folder
// Under this name the journal's head stands among those of shops.
inline const ShopId kJournalName{"journal"};

using Witnessed = std::map<ShopId, app::Head>;

// Of two heads of one shop the later tells more.
void take_head(Witnessed& all, const app::Head& head);
// Heads as `audit verify` prints them (with or without what it says beside them), of a witness or
// of a manifest, whose other lines are passed over. Invalid names the line that is no head.
Result<void> read_heads(const std::string& text, Witnessed& all);
// What the file says; nothing when it is not there.
Result<Witnessed> read_witness(const std::filesystem::path& file);

// Writes down the heads of now, whole or not at all. One that is further than the store's stays: it
// is what an audit will ask for. Returns those.
Result<Witnessed> write_witness(app::Store& store, const std::filesystem::path& file);

// Until the thread ends; says so when the store is behind what was written down.
std::jthread keep_witness(app::Store& store, std::filesystem::path file,
                          std::function<void(const std::string&)> say);

}  // namespace pingli::server
