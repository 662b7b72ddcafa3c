// Any bytes as a body of the API that is no command (fuzz_commands has those), or a line that
// `pingli` reads in the same form; the first byte says which. Refused with a field and a reason, or
// taken, and then written as it was read where it is written at all.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "base/utf8.hpp"
#include "codec/case_json.hpp"
#include "codec/contacts_json.hpp"
#include "codec/facts_json.hpp"
#include "codec/finding_line.hpp"
#include "codec/json_body.hpp"
#include "codec/signals_json.hpp"

namespace {

using namespace pingli;

// The fields of bodies that routes read one by one: of sessions, people, offices, hooks, imports,
// reviews, deadlines.
void try_fields(std::string_view bytes) {
    auto body = codec::JsonBody::parse(bytes);
    if (!body) {
        PINGLI_ASSERT(!body.error().expected.empty());
        return;
    }
    for (const char* const name : {"login", "password", "from", "period", "url", "state"})
        if (const auto text = body->text(name))
            PINGLI_ASSERT(utf8::is_valid(*text) && text->size() <= codec::kBodyTextBytesMax);
    PINGLI_ASSERT(body->needed_text("name", 200).size() <= 200);
    for (const char* const name : {"roles", "shops", "topics", "leads"})
        if (const auto texts = body->texts(name, 20)) PINGLI_ASSERT(texts->size() <= 20);
    static_cast<void>(body->texts_by_name("columns"));
    if (const auto facts = body->object("facts")) {
        Problems problems;
        static_cast<void>(codec::parse_facts(*facts, "facts", 1, problems));
    }
    static_cast<void>(body->whole("days"));
    static_cast<void>(body->boolean("active"));
    if (const auto fault = body->fault()) PINGLI_ASSERT(!fault->expected.empty());
}

void try_finding(std::string_view bytes) {
    if (const auto line = codec::parse_finding_line(bytes))
        PINGLI_ASSERT(line->id.size() <= codec::kFindingIdBytesMax);
}

void look_at(const Problems& faults) {
    PINGLI_ASSERT(!faults.empty());
    for (const Problem& fault : faults) PINGLI_ASSERT(!fault.expected.empty());
}

void try_register(std::string_view bytes) {
    const auto numbers = codec::parse_register(bytes);
    if (!numbers) return look_at(numbers.error());
    static_cast<void>(codec::register_json(*numbers));
}

void try_reconciliation(std::string_view bytes) {
    const auto asked = codec::parse_reconciliation(bytes);
    if (!asked) return look_at(asked.error());
    PINGLI_ASSERT(asked->alleged.size() <= codec::kAllegedMax);
}

void try_case(std::string_view bytes) {
    const auto read = codec::parse_case(bytes);
    if (!read) PINGLI_ASSERT(!read.error().context.empty());
}

void try_labelled(std::string_view bytes) {
    if (!utf8::is_valid(bytes)) return;  // its caller has looked
    if (const auto item = codec::parse_conversation(bytes); !item)
        PINGLI_ASSERT(!item.error().expected.empty());
    if (const auto item = codec::parse_review(bytes); !item)
        PINGLI_ASSERT(!item.error().expected.empty());
    if (const auto item = codec::parse_reply(bytes); !item)
        PINGLI_ASSERT(!item.error().expected.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr void (*kTry[])(std::string_view) = {try_fields,         try_finding, try_register,
                                                  try_reconciliation, try_case,    try_labelled};
    if (size == 0) return 0;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes.
    kTry[data[0] % std::size(kTry)]({reinterpret_cast<const char*>(data) + 1, size - 1});
    return 0;
}
