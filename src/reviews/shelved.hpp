// A finding and what is known of its order as a row of the shelf (app/review_shelf.hpp), and back:
// what is personal goes in and out through a sealer.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/review_shelf.hpp"
#include "app/sealer.hpp"
#include "base/zone.hpp"
#include "facts/facts.hpp"
#include "reviews/limits.hpp"
#include "triage/finding.hpp"

namespace pingli::reviews {

// How the shelf names a subject: by its own id, unless that is one that should not stand in an
// address (the buyer's nick, as in the names of chat files); then by a hash of it.
app::ReviewKey key_of(std::string_view kind, std::string_view subject_id);
// Under whose key its words are sealed.
PersonId person_of(const app::ReviewKey& key);
// The one whose report has that person; nothing: it has another.
std::optional<app::ReviewKey> subject_of(const PersonId& person);

// A row as it is before its words are sealed.
app::ShelvedFinding to_row(const triage::Finding& finding, const facts::Dossier& dossier,
                           const facts::Shop& shop, Instant put_at);
void seal(app::ShelvedFinding& row, app::Sealer& sealer);

// What a row tells beside its columns.
struct RowFacts {
    std::optional<bool> admissible;
    bool waits_for_review = false;     // its report is prepared until then
    std::string refusal, order, item;  // each may be empty
    std::optional<Instant> due;
    std::optional<std::int64_t> stars;
    std::int64_t score = 0;  // thousandths
    std::vector<std::string> causes;
};
RowFacts facts_of(const app::ShelvedFinding& row);

struct RowWords {
    std::string excerpt, buyer;
};
// Nothing: the person was erased.
std::optional<RowWords> words_of(const app::ShelvedFinding& row, app::Sealer& sealer);

// All that is needed to judge it.
struct ReviewBody {
    std::string finding;  // JSON, with its texts (codec/finding_json.hpp)
    std::string dossier;  // JSON (codec/dossier_json.hpp); empty: it was too much to keep
    std::string text, followup;
    std::optional<facts::InsuranceStatus> insurance;
    facts::Policy policy;
};
std::optional<ReviewBody> body_of(const app::ShelvedFinding& row, app::Sealer& sealer);

// In the order of their bits, which are for ever.
const std::vector<std::string_view>& cause_names();
// The bit of a cause by its name; nothing when there is none of that name.
std::optional<std::int64_t> cause_bit(std::string_view name);

}  // namespace pingli::reviews
