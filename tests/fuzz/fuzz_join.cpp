// Any bytes as the files of a shop folder, through intake's readers and the join by order. Files
// are parted by record separators (0x1E); the first letter of each says what it holds: a letter of
// kKinds a table, "j" chats as JSON lines, "t" a text export of ann's chat.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.hpp"
#include "base/utf8.hpp"
#include "frame.hpp"
#include "growth.hpp"
#include "intake/chats.hpp"
#include "intake/ingest.hpp"
#include "intake/join.hpp"
#include "intake/json_documents.hpp"
#include "intake/table_reader.hpp"

namespace {

using namespace pingli;
using namespace pingli::intake;

constexpr char kMark = '\x1E';
constexpr std::string_view kKinds = "olrcahkpgin";  // in the order of FileKind
static_assert(kKinds.size() == kFileKinds);

const std::vector<std::string> kNumbers{"0571-87001652"};
const std::vector<std::string> kNicks{"tea", "茶与衣"};

std::vector<std::string_view> files_of(std::string_view bytes) {
    std::vector<std::string_view> files;
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find(kMark), bytes.size());
        if (end > 0) files.push_back(bytes.substr(0, end));
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
    return files;
}

void read_file(char kind, std::string_view bytes, const Reading& reading) {
    if (kind == 't') {
        LineReader lines{ByteSource::from_memory(bytes)};
        static_cast<void>(read_text_chat(lines, "ann_2026-05-01.txt", {kNicks}, reading));
    } else if (kind == 'j') {
        JsonDocuments documents{ByteSource::from_memory(bytes), true};
        static_cast<void>(read_json_chats(documents, reading));
    } else {
        CsvReader csv{ByteSource::from_memory(bytes)};
        static_cast<void>(read_table(csv, reading));
    }
}

void look_at(const facts::Dossier& dossier) {
    PINGLI_ASSERT(dossier.reviews.size() + dossier.conversations.size() <= kRowsPerDossierMax);
    for (const facts::Review& review : dossier.reviews)
        PINGLI_ASSERT(utf8::is_valid(review.text) && utf8::is_valid(review.followup));
    for (const facts::Conversation& talk : dossier.conversations) {
        for (const facts::Message& message : talk.messages)
            PINGLI_ASSERT(utf8::is_valid(message.text));
        for (const std::uint32_t gap : talk.gaps_after) PINGLI_ASSERT(gap < talk.messages.size());
    }
}

// Each file so many times over, as one.
void join(const std::vector<std::string_view>& files, std::size_t times) {
    static const Zone kZone = Zone::fixed("+08:00", std::chrono::hours{8});
    static const std::filesystem::path kTemporary = std::filesystem::temp_directory_path();
    Report report{[](const Problem& problem) { PINGLI_ASSERT(!problem.expected.empty()); }};
    FileNames names;
    Ingest ingest{{.temporary = kTemporary,
                   .memory_bytes = std::size_t{16} << 20U,
                   .formats = fuzz::formats(),
                   .shop_numbers = kNumbers,
                   .shop_nicks = {kNicks}},
                  names,
                  report};
    const Values values{fuzz::formats(), kZone};
    const RowSink sink = [&](const Row& row) { return ingest.take(row); };
    const KeepOn keep_on;
    for (const std::string_view file : files) {
        const std::string_view name = names.add(std::string{file.front()});
        const std::size_t kind = kKinds.find(file.front());
        report.start_file(
            name, kind == std::string_view::npos ? FileKind::Chats : static_cast<FileKind>(kind));
        const std::string bytes = fuzz::repeated(file.substr(1), times);
        read_file(
            file.front(), bytes,
            {.values = values, .report = report, .file = name, .sink = sink, .keep_on = keep_on});
    }
    PINGLI_ASSERT(ingest.finish().has_value());
    Joiner joiner{ingest.rows(), names, report};
    facts::Dossier dossier;
    while (true) {
        const auto more = joiner.next(dossier);
        PINGLI_ASSERT(more.has_value());
        if (!*more) return;
        look_at(dossier);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes.
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto files = files_of(bytes);
    join(files, 1);
    fuzz::check_growth(fuzz::hash_of(bytes), bytes.size(),
                       [&](std::size_t times) { join(files, times); });
    return 0;
}
