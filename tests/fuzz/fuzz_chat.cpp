// Any bytes as a chat: Qianniu's text export (first byte even) or JSON (odd).

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.hpp"
#include "base/utf8.hpp"
#include "frame.hpp"
#include "intake/chats.hpp"
#include "intake/report.hpp"

namespace {

using namespace pingli;
using namespace pingli::intake;
using fuzz::formats;

Result<void> check(const Row& row) {
    const auto& conversation = *std::get<const facts::Conversation*>(row);
    PINGLI_ASSERT(conversation.messages.size() <= kMessagesMax + 1);
    for (const facts::Message& message : conversation.messages)
        PINGLI_ASSERT(utf8::is_valid(message.text));
    for (const std::uint32_t gap : conversation.gaps_after)
        PINGLI_ASSERT(gap < conversation.messages.size());
    return {};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    static const Zone kZone = Zone::fixed("+08:00", std::chrono::hours{8});
    static const std::vector<std::string> kNicks{"tea", "茶与衣"};
    const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
    Report report{[](const Problem& problem) { PINGLI_ASSERT(!problem.expected.empty()); }};
    report.start_file("chats/ann_2026-05-01.txt", FileKind::Chats);
    const Values values{formats(), kZone};
    const RowSink sink = check;
    const KeepOn keep_on;
    const Reading reading{.values = values,
                          .report = report,
                          .file = report.file(),
                          .sink = sink,
                          .keep_on = keep_on};
    if (data[0] % 2 == 0) {
        LineReader lines{ByteSource::from_memory(bytes)};
        static_cast<void>(read_text_chat(lines, "ann_2026-05-01.txt", {kNicks}, reading));
    } else {
        JsonDocuments documents{ByteSource::from_memory(bytes)};
        static_cast<void>(read_json_chats(documents, reading));
    }
    return 0;
}
