// Any bytes as JSON of reviews (first byte even) or of orders (odd): envelopes, NDJSON, depth.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "base/utf8.hpp"
#include "frame.hpp"
#include "intake/json_reader.hpp"
#include "intake/report.hpp"

namespace {

using namespace pingli;
using namespace pingli::intake;
using fuzz::formats;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    static const Zone kZone = Zone::fixed("+08:00", std::chrono::hours{8});
    const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
    Report report{[](const Problem& problem) { PINGLI_ASSERT(!problem.expected.empty()); }};
    report.start_file("f.json", data[0] % 2 == 0 ? FileKind::Reviews : FileKind::Orders);
    const Values values{formats(), kZone};
    const RowSink sink = [](const Row& row) -> Result<void> {
        if (const auto* const review = std::get_if<const ReviewRow*>(&row))
            PINGLI_ASSERT(utf8::is_valid((*review)->review.text));
        return {};
    };
    const KeepOn keep_on;
    JsonDocuments documents{ByteSource::from_memory(bytes)};
    const auto read = read_json(
        documents,
        {.values = values, .report = report, .file = "f.json", .sink = sink, .keep_on = keep_on});
    if (!read) PINGLI_ASSERT(!read.error().context.empty());
    return 0;
}
