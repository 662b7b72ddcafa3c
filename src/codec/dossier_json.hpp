// What is known about the order of a finding, for the person who judges it: the facts as they stood
// in the files, with their places. Bounded: of what is long the end is left out, and said so.

#pragma once

#include <string>

#include "base/zone.hpp"
#include "facts/facts.hpp"
#include "triage/finding.hpp"

namespace pingli::codec {

constexpr std::size_t kDossierMessagesMax = 500;  // of all conversations together
constexpr std::size_t kDossierRowsMax = 200;      // calls, contacts, notes … of each kind
constexpr std::size_t kDossierTextBytesMax = 8U << 10U;

// One JSON object. A message's `turn` is that of the finding's spans.
std::string to_json(const facts::Dossier& dossier, const triage::Finding& finding,
                    const Zone& zone);

}  // namespace pingli::codec
