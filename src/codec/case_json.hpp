// Cases, their history, moves, refusals, rehearsals and statements as a reader of the API sees
// them: snake_case, times in UTC. What is masked or not theirs was taken out of the case before
// (cases/sight.hpp).

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "cases/decide.hpp"
#include "cases/filing_form.hpp"
#include "cases/rehearsal.hpp"
#include "cases/statement.hpp"
#include "codec/json_writer.hpp"

namespace pingli::codec {

struct CaseReader {
    bool shows_personal = true;  // false: whoever needs no personal data (X6)
};

using NamedWords = std::vector<std::pair<std::string, Bilingual>>;  // as next_steps gives them

// Each appends one value where the writer stands.
void write_case(JsonWriter& json, const cases::Case& c, CaseReader reader);
void write_event(JsonWriter& json, const cases::Event& event, CaseReader reader);
// A row of the queue as it is stored (CaseCodec::list_entry), for who reads no personal data.
std::string list_without_words(const std::string& list);
void write_moves(JsonWriter& json, const std::vector<cases::Move>& moves);
void write_refusal(JsonWriter& json, const cases::Refusal& refusal);
void write_rehearsal(JsonWriter& json, const cases::Rehearsal& rehearsal);
void write_filing_form(JsonWriter& json, const cases::FilingForm& form);
void write_statement(JsonWriter& json, const cases::Statement& statement);
void write_dsa(JsonWriter& json, const cases::DsaStatement& statement);
void write_named_words(JsonWriter& json, const NamedWords& words);

// The case with what is legal now and the shop's next steps.
std::string case_json(const cases::Case& c, const std::vector<cases::Move>& moves,
                      const NamedWords& steps, CaseReader reader);

// A case in the form of write_case, for `pingli rehearse`: what is absent is empty, and a personal
// text may be a plain one. Fails with Invalid and the faults by field.
Result<cases::Case> parse_case(std::string_view text);

}  // namespace pingli::codec
