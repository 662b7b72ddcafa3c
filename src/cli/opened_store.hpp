// What the operator's verbs share: which store, opened.

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/event_store.hpp"
#include "app/security_log.hpp"
#include "cli/verbs.hpp"
#include "store/grams.hpp"
#include "store/key_wrap.hpp"

namespace pingli::cli {

struct StoreChoice {
    std::filesystem::path data = "pingli-data";
    std::string database;                     // empty: the SQLite file in the data folder
    std::filesystem::path outer_key_file;     // empty: the store is under none
    std::optional<store::KeyWrap> rewrap_to;  // what it is to be under from now on
};
void add_store_options(CLI::App& verb, StoreChoice& choice);

enum class Need : std::uint8_t { Existing, Any };
// Reading: what writes nothing at all, not even a new schema, beside the server or where nothing
// can be written. Beside: what changes an account, while the server runs (SQLite). Alone: what
// writes cases; refused while another program is at work.
enum class Company : std::uint8_t { Reading, Beside, Alone };
// NotFound when a SQLite file is needed and there is none: a mistyped path makes no database.
Result<std::unique_ptr<app::Store>> open_store(const Context& context, const StoreChoice& choice,
                                               Need need, Company company);

// What search and queries compare by: the text engine's own folding.
Result<store::Fold> load_fold(const std::filesystem::path& data_root);

// NotFound: no such shop is known, nor has events. A mistyped one would pass every check.
Result<void> check_shop(app::Store& store, const ShopId& shop);

Instant now();

// Writes what the operator did at the terminal into the security log.
Result<void> note_act(app::Store& store, app::SecurityEvent event);

}  // namespace pingli::cli
