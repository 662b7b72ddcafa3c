#include "http/response.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "http/upload.hpp"
#include "support/temporary_folder.hpp"

namespace pingli::http {
namespace {

TEST(FileAnswer, SendsThePieceThatIsAskedFor) {
    const support::TemporaryFolder folder;
    const auto path = folder.write("a.bin", "0123456789");
    struct Row {
        std::string range;
        int status;
        std::string content_range;
        std::uint64_t bytes;
    };
    const Row rows[] = {
        {"", 200, "", 10},
        {"bytes=0-3", 206, "bytes 0-3/10", 4},
        {"bytes=8-", 206, "bytes 8-9/10", 2},
        {"bytes=-3", 206, "bytes 7-9/10", 3},
        {"bytes=-30", 206, "bytes 0-9/10", 10},
        {"bytes=5-500", 206, "bytes 5-9/10", 5},
        {"bytes=10-", 416, "bytes */10", 0},
        {"bytes=-0", 416, "bytes */10", 0},
        {"bytes=5-2", 200, "", 10},
        {"bytes=0-1,4-5", 200, "", 10},
        {"bytes=a-b", 200, "", 10},
        {"lines=0-1", 200, "", 10},
        {"bytes=99999999999999999999-", 200, "", 10},
    };
    for (const Row& row : rows) {
        Request request;
        if (!row.range.empty()) request.fields.push_back({"Range", row.range});
        const Response got = file_answer(request, *FileBody::open(path), "text/plain");
        EXPECT_EQ(got.status, row.status) << row.range;
        EXPECT_EQ(find(got.fields, "content-range").value_or(""), row.content_range) << row.range;
        const auto* const file = std::get_if<FileBody>(&got.body);
        EXPECT_EQ(file != nullptr ? file->size() : 0, row.bytes) << row.range;
    }
}

TEST(FileBody, IsARegularFileOnly) {
    const support::TemporaryFolder folder;
    const auto path = folder.write("a.bin", "0123456789");
    std::filesystem::create_symlink(path, folder.path() / "link");
    EXPECT_EQ(FileBody::open(folder.path()).error().code, ErrorCode::NotFound);
    EXPECT_EQ(FileBody::open(folder.path() / "link").error().code, ErrorCode::NotFound);
    EXPECT_EQ(FileBody::open(folder.path() / "none").error().code, ErrorCode::NotFound);
    const auto piece = FileBody::open(path)->piece(2, 5).piece(1, 100);
    std::string read(10, '-');
    EXPECT_EQ(piece.read(1, read.data(), read.size()), 3U);
    EXPECT_EQ(read, "456-------");
}

StreamedEvent saying(std::string data) {
    return {.id = {}, .name = {}, .data = std::move(data)};
}

TEST(EventStream, WritesLinesAsTheFormatHasThem) {
    EXPECT_EQ(to_wire({.id = "7", .name = "case", .data = "a\nb\r\n\nc"}),
              "id: 7\nevent: case\ndata: a\ndata: b\ndata: \ndata: c\n\n");
    EXPECT_EQ(to_wire({.id = "1\nevent: x", .name = {}, .data = {}}), "id: 1\ndata: \n\n");
}

TEST(EventStream, LetsAClientGoThatDoesNotKeepUp) {
    EventStream stream;
    int woken = 0;
    int ended = 0;
    stream.attach([&] { ++woken; }, 30);
    stream.on_closed([&] { ++ended; });
    EXPECT_TRUE(stream.push(saying("12345")));
    EXPECT_TRUE(stream.push(saying("12345")));
    EXPECT_EQ(woken, 1);
    EXPECT_EQ(stream.take().bytes, "data: 12345\n\ndata: 12345\n\n");
    EXPECT_FALSE(stream.push(saying(std::string(100, 'x'))));
    EXPECT_FALSE(stream.push(saying("1")));
    EXPECT_TRUE(stream.is_closed());
    EXPECT_EQ(ended, 1);
    EXPECT_TRUE(stream.take().is_last);
    stream.on_closed([&] { ++ended; });
    EXPECT_EQ(ended, 2);
}

TEST(Upload, IsHashedAndGoneUnlessKept) {
    const support::TemporaryFolder folder;
    const auto kept = folder.path() / "kept";
    for (const bool keeps : {true, false}) {
        auto writer = FileWriter::create(folder.path());
        ASSERT_TRUE(writer.has_value());
        ASSERT_TRUE(writer->write("ab").has_value());
        ASSERT_TRUE(writer->write("c").has_value());
        auto done = writer->finish();
        ASSERT_TRUE(done.has_value());
        EXPECT_EQ(done->bytes, 3U);
        EXPECT_EQ(done->sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        EXPECT_TRUE(!keeps || done->file.keep_as(kept).has_value());
    }
    std::vector<std::string> left;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        left.push_back(entry.path().filename().string());
    EXPECT_EQ(left, std::vector<std::string>{"kept"});
    EXPECT_FALSE(FileWriter::create(folder.path() / "none").has_value());
}

}  // namespace
}  // namespace pingli::http
