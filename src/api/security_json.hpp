// Entries of the security log as JSON, for the desk, for programs and for the terminal.

#pragma once

#include <optional>
#include <string>

#include "app/security_log.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

// `only`: other shops whose matter it is are not told of. `name`: of the account, `about_name`: of
// one that it is about, where one may know them.
void write_security_entry(codec::JsonWriter& out, const app::SecurityEntry& entry,
                          const std::optional<ShopId>& only, const std::string& name,
                          const std::string& about_name);
// With its line feed, without names.
std::string security_line(const app::SecurityEntry& entry, const std::optional<ShopId>& only);

}  // namespace pingli::api
