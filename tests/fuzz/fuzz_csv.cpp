// Any bytes as a CSV export: decoding, cells, headers, values. The first byte chooses the kind.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "frame.hpp"
#include "intake/report.hpp"
#include "intake/table_reader.hpp"

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
    report.start_file("f.csv", static_cast<FileKind>(data[0] % kFileKinds));
    const Values values{formats(), kZone};
    std::size_t text_bytes = 0;
    const RowSink sink = [&](const Row& row) -> Result<void> {
        if (const auto* const review = std::get_if<const ReviewRow*>(&row))
            text_bytes += (*review)->review.text.size();
        return {};
    };
    const KeepOn keep_on;
    CsvReader csv{ByteSource::from_memory(bytes)};
    const auto read = read_table(
        csv,
        {.values = values, .report = report, .file = "f.csv", .sink = sink, .keep_on = keep_on});
    if (!read) PINGLI_ASSERT(!read.error().context.empty());
    return text_bytes > (std::size_t{64} << 20U) ? 1 : 0;
}
