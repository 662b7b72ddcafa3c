// For the readers of JSON: document after document through one parser.

#pragma once

#include <simdjson.h>

#include <cstdint>
#include <string>

#include "intake/json_documents.hpp"
#include "intake/table_reader.hpp"

namespace pingli::intake {

constexpr std::uint64_t kDocumentsBetweenQuestions = 256;

// Calls `read` for every document; stops at its first failure, or when `reading` says so.
template <class Read>
Result<void> each_document(simdjson::dom::parser& parser, JsonDocuments& documents,
                           const Reading& reading, Read read) {
    if (parser.allocate(kPaddingBytes, kJsonDepthMax) != simdjson::SUCCESS)
        return fail(ErrorCode::Unavailable, say("file.json_memory"));
    JsonDocument document;
    std::uint64_t count = 0;
    while (TRY(documents.next(document))) {
        if (++count % kDocumentsBetweenQuestions == 0 && reading.keep_on &&
            !reading.keep_on(documents.bytes_taken()))
            return fail(ErrorCode::Unavailable, "stopped");
        TRY(read(document));
    }
    return {};
}

// What is wrong with the document, as what was expected instead; empty when `root` holds it.
inline Said parse_document(simdjson::dom::parser& parser, const JsonDocument& document,
                           simdjson::dom::element& root) {
    if (document.fault != RecordFault::None) return expected_of(document.fault);
    const auto error = parser.parse(document.text.data(), document.text.size(), false).get(root);
    if (error == simdjson::SUCCESS) return {};
    return say("file.json", simdjson::error_message(error));
}

}  // namespace pingli::intake
