#include "intake/csv.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "intake/lines.hpp"

namespace pingli::intake {
namespace {

using Cells = std::vector<std::string>;

struct ReadRecord {
    std::uint64_t line = 0;
    RecordFault fault = RecordFault::None;
    Cells cells;
    friend bool operator==(const ReadRecord&, const ReadRecord&) = default;
};

std::vector<ReadRecord> read_all(std::string_view bytes) {
    std::vector<ReadRecord> out;
    CsvReader csv{ByteSource::from_memory(bytes)};
    CsvRecord record;
    for (auto more = csv.next(record); more && *more; more = csv.next(record)) {
        ReadRecord read{.line = record.line, .fault = record.fault, .cells = {}};
        for (const std::string_view cell : record.cells) read.cells.emplace_back(cell);
        out.push_back(std::move(read));
    }
    return out;
}

TEST(CsvReader, ReadsWhatExportsHold) {
    const struct {
        const char* why;
        std::string_view bytes;
        std::vector<Cells> expected;
    } rows[] = {
        {"nothing", "", {}},
        {"empty lines are no records", "\n\r\n\na\n\n", {{"a"}}},
        {"no line end at the end", "a,b", {{"a", "b"}}},
        {"CRLF", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
        {"empty cells", ",a,\n", {{"", "a", ""}}},
        {"commas and line ends in quotes", "\"a,b\n\nc\",d\n", {{"a,b\n\nc", "d"}}},
        {"doubled quotes", "\"say \"\"no\"\"\",\"\"\"\"\n", {{"say \"no\"", "\""}}},
        {"a quote inside a cell is a character", "5\" nail,=\"12\"\n", {{"5\" nail", "=\"12\""}}},
        {"something behind the closing quote", "\"a\"b,c\n", {{"\"a\"b", "c"}}},
        {"blanks behind the closing quote", "\"a\" ,c\n", {{"a", "c"}}},
        {"tabs, when there are more of them",
         "a\tb\tc,d\n1\t2\t3\n",
         {{"a", "b", "c,d"}, {"1", "2", "3"}}},
        {"semicolons", "a;b\n1;2,5\n", {{"a", "b"}, {"1", "2,5"}}},
        {"a byte order mark is taken off",
         "\xEF\xBB\xBF"
         "a,b\n",
         {{"a", "b"}}},
    };
    for (const auto& row : rows) {
        std::vector<Cells> cells;
        for (const auto& record : read_all(row.bytes)) {
            EXPECT_EQ(record.fault, RecordFault::None) << row.why;
            cells.push_back(record.cells);
        }
        EXPECT_EQ(cells, row.expected) << row.why;
    }
}

TEST(CsvReader, TellsFaultsWithTheirLineAndGoesOn) {
    using namespace std::literals;
    const auto nul = read_all("h\na\0b\nc\n"sv);
    ASSERT_EQ(nul.size(), 3U);
    EXPECT_EQ(nul[1], (ReadRecord{2, RecordFault::HasNul, {"a\0b"s}}));
    EXPECT_EQ(nul[2], (ReadRecord{3, RecordFault::None, {"c"}}));

    const auto broken = read_all("表头,二二,三三\nx,\xE4\xB8,y\n好,好,好\n");
    ASSERT_EQ(broken.size(), 3U);
    EXPECT_EQ(broken[1].fault, RecordFault::NotUtf8);
    EXPECT_EQ(broken[1].line, 2U);
    EXPECT_EQ(broken[2].fault, RecordFault::None);

    const auto unclosed = read_all("h,i\n\"a,b\nc,d\n");
    ASSERT_EQ(unclosed.size(), 3U);
    EXPECT_EQ(unclosed[1].fault, RecordFault::UnclosedQuote);
    EXPECT_EQ(unclosed[2], (ReadRecord{3, RecordFault::None, {"c", "d"}}));

    const auto many = read_all(std::string(2000, ',') + "\na\n");
    ASSERT_EQ(many.size(), 2U);
    EXPECT_EQ(many[0].fault, RecordFault::TooManyCells);
    EXPECT_EQ(many[1].cells, Cells{"a"});
}

TEST(CsvReader, SkipsAnEndlessLineAndReadsTheNext) {
    const std::string bytes = "a,b\n1," + std::string(3 * kRecordBytesMax, 'x') + "\n2,y\n" + "\"" +
                              std::string(2 * kRecordBytesMax, 'z');
    const auto records = read_all(bytes);
    ASSERT_EQ(records.size(), 4U);
    EXPECT_EQ(records[1].fault, RecordFault::TooLong);
    EXPECT_EQ(records[1].line, 2U);
    EXPECT_EQ(records[2], (ReadRecord{3, RecordFault::None, {"2", "y"}}));
    EXPECT_EQ(records[3].fault, RecordFault::UnclosedQuote);
}

TEST(LineReader, SkipsAnEndlessLineToo) {
    const std::string bytes =
        "a\n" + std::string(2 * kRecordBytesMax, 'x') + "\r\nb\r\n好好好好好好好好\xFF\nc";
    LineReader lines{ByteSource::from_memory(bytes)};
    Line line;
    std::vector<std::pair<std::uint64_t, RecordFault>> seen;
    std::string texts;
    for (auto more = lines.next(line); more && *more; more = lines.next(line)) {
        seen.emplace_back(line.number, line.fault);
        if (line.fault == RecordFault::None) texts += line.text;
    }
    EXPECT_EQ(texts, "abc");
    ASSERT_EQ(seen.size(), 5U);
    EXPECT_EQ(seen[1], (std::pair<std::uint64_t, RecordFault>{2, RecordFault::TooLong}));
    EXPECT_EQ(seen[3], (std::pair<std::uint64_t, RecordFault>{4, RecordFault::NotUtf8}));
}

TEST(CsvReader, ReadsALineAgainThatAStrayQuoteGluedToTheNext) {
    CsvReader csv{ByteSource::from_memory("h,i\n\"a,b\nc,\"d\n")};
    CsvRecord record;
    ASSERT_TRUE(*csv.next(record));
    ASSERT_TRUE(*csv.next(record));
    EXPECT_EQ(record.cells.size(), 1U);  // Glued: `"a,b\nc,"d`.
    ASSERT_TRUE(csv.reread_without_quotes(2, record));
    EXPECT_EQ(record.cells[0], "\"a");
    ASSERT_TRUE(*csv.next(record));
    EXPECT_EQ(record.line, 3U);
    EXPECT_EQ(record.fault, RecordFault::UnclosedQuote);
    ASSERT_TRUE(csv.reread_without_quotes(2, record));
    ASSERT_EQ(record.cells.size(), 2U);
    EXPECT_EQ(record.cells[0], "c");
    EXPECT_EQ(record.cells[1], "\"d");
}

// What any decent writer of CSV writes.
std::string written(const std::vector<Cells>& rows) {
    std::string out;
    for (const Cells& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) out += ',';
            const bool quoted = row[i].find_first_of("\",\n\r;\t") != std::string::npos;
            if (quoted) out += '"';
            for (const char c : row[i]) {
                if (c == '"' && quoted) out += '"';
                out += c;
            }
            if (quoted) out += '"';
        }
        out += "\r\n";
    }
    return out;
}

RC_GTEST_PROP(CsvReader, ReadsBackWhatAnyWriterWrites, ()) {
    const auto cell =
        rc::gen::container<std::string>(rc::gen::elementOf(std::string{"ab,\"\n\r\t;' =x"}));
    const auto rows = *rc::gen::container<std::vector<Cells>>(rc::gen::container<Cells>(3, cell));
    std::vector<Cells> all{{"one", "two", "three"}};
    all.insert(all.end(), rows.begin(), rows.end());
    std::vector<Cells> back;
    for (const auto& record : read_all(written(all))) back.push_back(record.cells);
    RC_ASSERT(back == all);
}

RC_GTEST_PROP(CsvReader, ReachesTheEndOfAnyBytes, (const std::string& bytes)) {
    std::uint64_t last = 0;
    for (const auto& record : read_all(bytes)) {
        RC_ASSERT(record.line > last);
        last = record.line;
    }
}

}  // namespace
}  // namespace pingli::intake
