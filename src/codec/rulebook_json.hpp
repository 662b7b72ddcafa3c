// A rulebook as JSON for people's pages: what its page says, in blocks, and what the engine
// understood of it. The texts are the page's own.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "codec/json_writer.hpp"
#include "codec/rulebook_page.hpp"
#include "rulebook/decide.hpp"
#include "rulebook/entries.hpp"
#include "rulebook/rulebook.hpp"

namespace pingli::codec {

// {"version","published","holds_from",…}: one line of a list of versions.
void write_rulebook_version(JsonWriter& out, const rulebook::Rulebook& book);
void write_clause(JsonWriter& out, const rulebook::Clause& clause);

// The whole of it.
std::string rulebook_json(const rulebook::Rulebook& book, bool is_in_force,
                          const std::vector<PageBlock>& page);
// What rulebook::check_book() and check_versions() found, without the file's path.
std::string rulebook_check_json(const rulebook::Rulebook& book, const Problems& problems);
// The decision as `pingli decide` prints it, and the places of its rows in the table.
std::string try_out_json(const rulebook::Decision& decision);

void write_change(JsonWriter& out, const rulebook::Change& change);
void write_hit(JsonWriter& out, const rulebook::Rulebook& book, const rulebook::Entry& entry);

// The paragraphs and list items of the page that are for people only.
std::vector<rulebook::Entry> prose_of(const std::vector<PageBlock>& page);

}  // namespace pingli::codec
