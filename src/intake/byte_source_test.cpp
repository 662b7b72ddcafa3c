#include "intake/byte_source.hpp"

#include <gtest/gtest.h>
#include <iconv.h>
#include <zlib.h>

#include <array>
#include <string>
#include <vector>

#include "intake/cells.hpp"
#include "intake/inflate.hpp"
#include "intake/limits.hpp"
#include "intake/preview.hpp"
#include "support/temporary_folder.hpp"

namespace pingli::intake {
namespace {

using namespace std::literals;

constexpr std::string_view kText =
    "订单编号,买家会员名\n1,安妮说「太大了」\n2,囍饕餮𠮷\n3,plain ascii\n";

std::string read_all(ByteSource source, std::string& error, std::size_t step = 4096) {
    std::string out;
    std::vector<char> block(step);
    while (true) {
        const auto got = source.read(block);
        if (!got) error = got.error().context;
        if (!got || *got == 0) return out;
        out.append(block.data(), *got);
    }
}

std::string read_all(std::string_view bytes, std::size_t step = 4096) {
    std::string error;
    std::string out = read_all(ByteSource::from_memory(bytes), error, step);
    return error.empty() ? out : "error: " + error;
}

std::string encoded(std::string_view text, const char* encoding) {
    const iconv_t handle = iconv_open(encoding, "UTF-8");
    std::string in{text};
    std::string out(text.size() * 4 + 16, '\0');
    char* from = in.data();
    char* to = out.data();
    std::size_t left = in.size();
    std::size_t room = out.size();
    EXPECT_NE(iconv(handle, &from, &left, &to, &room), static_cast<std::size_t>(-1)) << encoding;
    static_cast<void>(iconv_close(handle));
    out.resize(out.size() - room);
    return out;
}

std::string gzipped(std::string_view text) {
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    std::string in{text};
    std::string out(text.size() + 1024, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

TEST(ByteSource, TellsEncodingsByTheBytes) {
    const struct {
        const char* why;
        std::string bytes;
    } rows[] = {
        {"UTF-8", std::string{kText}},
        {"UTF-8 with a mark", "\xEF\xBB\xBF" + std::string{kText}},
        {"GB18030", encoded(kText, "GB18030")},
        {"UTF-16, little end first", "\xFF\xFE" + encoded(kText, "UTF-16LE")},
        {"UTF-16, big end first", "\xFE\xFF" + encoded(kText, "UTF-16BE")},
        {"gzip", gzipped(kText)},
        {"gzip of GB18030", gzipped(encoded(kText, "GB18030"))},
        {"two gzip members", gzipped(kText.substr(0, 20)) + gzipped(kText.substr(20))},
    };
    for (const auto& row : rows)
        for (const std::size_t step : {16U, 17U, 4096U})
            EXPECT_EQ(read_all(row.bytes, step), kText) << row.why << " by " << step;
}

TEST(ByteSource, DecidesAtTheFirstCharacterBeyondAsciiHoweverLate) {
    const std::string ascii(600'000, 'a');
    EXPECT_EQ(read_all(ascii + encoded("结尾", "GB18030")), ascii + "结尾");
    EXPECT_EQ(read_all(ascii + "结尾"), ascii + "结尾");
}

TEST(ByteSource, KeepsUtf8WithABrokenCharacterUtf8) {
    // Every byte pair of it would be a character of GB18030 too.
    std::string text;
    for (int i = 0; i < 50; ++i) text += "质量很好,";
    text += "\xE8\xB4,";
    EXPECT_EQ(read_all(text), text);
}

TEST(ByteSource, MarksWhatIsNoCharacterOfGb18030) {
    std::string text = encoded("质量很好，很喜欢，下次再来，质量很好，很喜欢", "GB18030");
    text.insert(4, "\xFF");
    const std::string read = read_all(text);
    EXPECT_EQ(read.substr(0, 7), "质量\xFF");
    EXPECT_TRUE(read.ends_with("很喜欢"));
}

TEST(ByteSource, SaysWhatIsNoText) {
    EXPECT_TRUE(read_all("PK\x03\x04 rest of a workbook").contains(".xlsx"));
    EXPECT_TRUE(read_all(std::string(4096, '\0')).contains("binary data"));
    EXPECT_TRUE(read_all(encoded(kText, "UTF-16LE")).contains("error"));
    EXPECT_TRUE(read_all("a,b\n" + std::string(400, '\xFF')).contains("UTF-8, GB18030"));
    const std::string whole = gzipped(kText);
    EXPECT_TRUE(read_all(whole.substr(0, whole.size() / 2)).contains("ends too early"));
    std::string damaged = whole;
    damaged[damaged.size() / 2] ^= '\x55';
    EXPECT_TRUE(read_all(damaged).contains("error"));
}

TEST(ByteSource, UnpacksNoFileThatWouldFillTheDisk) {
    constexpr std::size_t kMember = std::size_t{64} << 20U;
    const std::string member = gzipped(std::string(kMember, 'a'));
    std::string packed;
    for (std::uint64_t size = 0; size <= 2 * kUnpackedBytesFree; size += kMember) packed += member;
    Inflate inflate{RawBytes{packed}, nullptr};
    std::vector<char> block(std::size_t{1} << 20U);
    std::uint64_t read = 0;
    auto got = inflate.read(block);
    for (; got && *got > 0; got = inflate.read(block)) read += *got;
    ASSERT_FALSE(got);
    EXPECT_TRUE(got.error().context.contains("at most 200 times its size"));
    EXPECT_LE(read, kUnpackedBytesFree);
}

// security finding 6: looking at the beginning of a file opened all of it
TEST(ByteSource, UnpacksNoMoreThanItsBudgetToShowAFile) {
    const support::TemporaryFolder folder;
    const std::string bomb = gzipped(std::string(std::size_t{64} << 20U, 'a'));
    const auto formats = Formats::load(std::filesystem::path{PINGLI_SOURCE_DIR} / "formats");
    ASSERT_TRUE(formats);
    for (const char* name : {"orders.csv.gz", "reviews.jsonl.gz", "other.csv.gz"}) {
        folder.write(name, bomb);
        const FilePreview preview = preview_file(folder.path() / name, name, *formats, {});
        EXPECT_EQ(preview.problem, say("file.early_lines"));
        EXPECT_TRUE(preview.rows.empty());
    }
}

// security finding 24: what all files together may unpack to has an end
TEST(ByteSource, SharesItsBudgetWithTheOthers) {
    const support::TemporaryFolder folder;
    const auto path = folder.write("a.csv.gz", gzipped(std::string(1000, 'a')));
    UnpackBudget budget{.bytes = 1500, .expected = std::string{"less"}};
    for (const bool fits : {true, false}) {
        auto source = ByteSource::open(path, &budget);
        ASSERT_TRUE(source);
        std::vector<char> block(std::size_t{1} << 20U);
        const auto got = source->read(block);
        EXPECT_EQ(got.has_value(), fits);
        EXPECT_EQ(got.has_value() ? "" : got.error().context, fits ? "" : "less");
    }
}

TEST(ByteSource, ReadsFilesAndCountsWhatItTook) {
    const support::TemporaryFolder folder;
    const auto path = folder.write("a.csv", kText);
    auto source = ByteSource::open(path);
    ASSERT_TRUE(source);
    std::string error;
    std::vector<char> block(4096);
    EXPECT_EQ(*source->read(block), kText.size());
    EXPECT_EQ(source->bytes_taken(), kText.size());
    EXPECT_FALSE(ByteSource::open(folder.path() / "none.csv"));
}

TEST(Cells, ShowOnlyTheShapeOfWhatIsWrong) {
    // proves X6
    EXPECT_EQ(shape_of("张三 138-0000-1111"), "字字 999-9999-9999");
    EXPECT_EQ(shape_of("2026-13-01"), "9999-99-99");
    EXPECT_EQ(shape_of("a\x01"
                       "b"),
              "a?a");
    EXPECT_EQ(shape_of(std::string(30, 'x')), std::string(24, 'a') + "…");
}

TEST(Cells, KeepPhoneNumbersComparable) {
    const struct {
        const char* written;
        const char* compared;
    } rows[] = {{"'13800000001", "13800000001"},
                {"+86 138-0000-0001", "13800000001"},
                {"008613800000001", "13800000001"},
                {"0571-88886666", "057188886666"},
                {"138****0001", ""},
                {"110", ""}};
    for (const auto& row : rows) EXPECT_EQ(normalized_phone(row.written), row.compared);
}

}  // namespace
}  // namespace pingli::intake
