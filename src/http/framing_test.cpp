#include "http/framing.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pingli::http {
namespace {

using enum FramingFault;

std::string post(std::string_view fields) {
    return "POST /cases HTTP/1.1\r\nHost: x\r\n" + std::string{fields} + "\r\n";
}

TEST(Framing, SaysHowLongTheBodyIs) {
    EXPECT_EQ(check_framing("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), Framing{});
    EXPECT_EQ(check_framing(post("Content-Length: 46\r\n"))->content_length, 46U);
    EXPECT_TRUE(check_framing(post("transfer-encoding: Chunked\r\n"))->is_chunked);
    EXPECT_TRUE(check_framing(post("Expect: 100-Continue\r\n"))->expects_continue);
    EXPECT_TRUE(check_framing("GET / HTTP/1.0\r\n\r\n").has_value());
}

// One row: a head that two programs could read differently, and what is said of it.
struct Doubtful {
    std::string head;
    FramingFault fault;
};

TEST(Framing, RefusesWhateverCouldBeReadInTwoWays) {
    const Doubtful rows[] = {
        {post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), LengthAndEncoding},
        {post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), LengthAndEncoding},
        {post("Transfer-Encoding: chunked, identity\r\n"), BadTransferEncoding},
        {post("Transfer-Encoding: gzip, chunked\r\n"), BadTransferEncoding},
        {post("Transfer-Encoding: xchunked\r\n"), BadTransferEncoding},
        {post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), BadTransferEncoding},
        {post("Transfer-Encoding:\r\n"), BadTransferEncoding},
        {post("Transfer-Encoding : chunked\r\n"), BadFieldName},
        {post("Content-Length: +46\r\n"), BadContentLength},
        {post("Content-Length: 0x10\r\n"), BadContentLength},
        {post("Content-Length: 5, 5\r\n"), BadContentLength},
        {post("Content-Length: 5\r\nContent-Length: 5\r\n"), BadContentLength},
        {post("Content-Length: 99999999999999999999\r\n"), BadContentLength},
        {post("Content-Length:\r\n"), BadContentLength},
        {post("X: a\r\n folded\r\n"), FoldedField},
        {post("X: a\r\n\tfolded\r\n"), FoldedField},
        {post("X: a\x01 b\r\n"), BadFieldValue},
        {post("X\r\n"), BadFieldName},
        {post(": x\r\n"), BadFieldName},
        {post("Host: y\r\n"), BadHost},
        {post("Expect: 200-ok\r\n"), BadExpectation},
        {"GET / HTTP/1.1\r\n\r\n", NoHost},
        {"GET / HTTP/1.1\r\nHost:\r\n\r\n", BadHost},
        {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", BadHost},
        {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", BadHost},
        {"GET / HTTP/2.0\r\nHost: x\r\n\r\n", BadVersion},
        {"GET / HTTP/1.2\r\nHost: x\r\n\r\n", BadVersion},
        {"GET / HTTP/0.9\r\n\r\n", BadVersion},
        {"GET / http/1.1\r\nHost: x\r\n\r\n", BadRequestLine},
        {"GET /\r\nHost: x\r\n\r\n", BadRequestLine},
        {"GET  HTTP/1.1\r\nHost: x\r\n\r\n", BadRequestLine},
        {"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", BadRequestLine},
        {"GET\t/ HTTP/1.1\r\nHost: x\r\n\r\n", BadRequestLine},
        {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", BadTransferEncoding},
        {"GET / HTTP/1.1\nHost: x\n\n", BadLineEnd},
        {"GET / HTTP/1.1\r\nHost: x\r\n", BadLineEnd},
    };
    for (const auto& [head, fault] : rows) {
        const auto framing = check_framing(head);
        ASSERT_FALSE(framing.has_value()) << head;
        EXPECT_EQ(to_text(framing.error()), to_text(fault)) << head;
    }
}

TEST(Framing, RefusesTooManyFields) {
    std::string fields;
    for (int i = 0; i < 101; ++i) fields += "X: y\r\n";
    EXPECT_EQ(check_framing(post(fields)).error(), TooManyFields);
}

TEST(HeadScan, FindsTheEndHoweverTheBytesCome) {
    const std::string head = post("Content-Length: 3\r\n");
    const std::string bytes = head + "abc";
    for (std::size_t n = 0; n < head.size(); ++n)
        for (std::size_t seen = 0; seen <= n; ++seen)
            ASSERT_EQ(scan_head(bytes.substr(0, n), seen).state, HeadScan::State::NeedMore);
    for (std::size_t seen = 0; seen < head.size(); ++seen)
        ASSERT_EQ(scan_head(bytes, seen).size, head.size()) << seen;
}

TEST(HeadScan, GivesUpAsSoonAsItCannotBecomeAHead) {
    using namespace std::string_view_literals;
    for (const std::string_view bytes :
         {"\x16\x03\x01"sv, "\r\nGET /"sv, " GET /"sv, "GET / HTTP/1.1\n"sv, "GET /\0"sv,
          "GET / HTTP/1.1\r\nX: a\rb"sv})
        EXPECT_EQ(scan_head(bytes, 0).state, HeadScan::State::Bad);
}

}  // namespace
}  // namespace pingli::http
