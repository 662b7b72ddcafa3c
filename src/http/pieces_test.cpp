// Bodies that are made while they are sent.

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <string>

#include "http/server.hpp"
#include "support/http_ask.hpp"
#include "support/temporary_folder.hpp"

namespace pingli::http {
namespace {

using support::ask;

// "1;", "2;" … up to `count`, then the end, or a fault.
Response counted(int count, bool is_broken) {
    auto next = [count, is_broken, at = 0]() mutable -> Result<std::string> {
        if (at == count && is_broken) return fail(ErrorCode::Unavailable, "the disk is gone");
        return at == count ? std::string{} : std::to_string(++at) + ';';
    };
    Response response;
    add_field(response.fields, "Content-Type", "text/plain");
    response.body = std::make_shared<Pieces>(std::move(next));
    return response;
}

TEST(Pieces, AreSentAsTheyAreMadeAndNoPartPassesForTheWhole) {
    Router router;
    router.add(Method::Get, "/three", [](Request&) { return counted(3, false); });
    router.add(Method::Get, "/none", [](Request&) { return counted(0, false); });
    router.add(Method::Get, "/broken", [](Request&) { return counted(2, true); });
    const auto server = Server::start({}, std::move(router));
    ASSERT_TRUE(server);
    const auto get = [&](const std::string& target, const std::string& version,
                         const std::string& method = "GET") {
        const std::string said =
            ask((*server)->port(), method + " " + target + " HTTP/" + version +
                                       "\r\nHost: x\r\nConnection: close\r\n\r\n");
        EXPECT_TRUE(said.starts_with("HTTP/1.1 200 ")) << said;
        const std::size_t end = said.find("\r\n\r\n");
        EXPECT_EQ(said.substr(0, end).contains("Transfer-Encoding: chunked"), version == "1.1");
        EXPECT_FALSE(said.substr(0, end).contains("Content-Length"));
        return said.substr(end + 4);
    };
    EXPECT_EQ(get("/three", "1.1"), "2\r\n1;\r\n2\r\n2;\r\n2\r\n3;\r\n0\r\n\r\n");
    EXPECT_EQ(get("/none", "1.1"), "0\r\n\r\n");
    EXPECT_EQ(get("/three", "1.0"), "1;2;3;");
    EXPECT_EQ(get("/three", "1.1", "HEAD"), "");
    EXPECT_EQ(get("/broken", "1.1"), "2\r\n1;\r\n2\r\n2;\r\n");  // no end
}

// Rights were asked once for a download, however long it took; now before each piece.
TEST(FileBody, IsCutShortOnceItsReaderMayNoLonger) {
    const support::TemporaryFolder folder;
    bool may = true;
    const auto file =
        FileBody::open(folder.write("file", "0123456789"))->as_long_as([&may] { return may; });
    const FileBody piece = file.piece(2, 6);
    std::array<char, 4> read{};
    EXPECT_EQ(piece.read(0, read.data(), read.size()), 4U);
    EXPECT_EQ(std::string_view(read.data(), 4), "2345");
    may = false;
    EXPECT_EQ(piece.read(4, read.data(), read.size()), 0U);
    EXPECT_EQ(file.read(0, read.data(), read.size()), 0U);
}

// Links told to the first visitor were made of a URL that was being written just then.
TEST(Server, SaysItsPortBeforeAnybodyIsAnswered) {
    std::uint16_t told = 0;
    Router router;
    router.add(Method::Get, "/port",
               [&told](Request&) { return answer(200, "text/plain", std::to_string(told)); });
    ServerOptions options;
    options.bound = [&told](std::uint16_t port) { told = port; };
    const auto server = Server::start(std::move(options), std::move(router));
    ASSERT_TRUE(server);
    EXPECT_TRUE(ask((*server)->port(), "GET /port HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .ends_with("\r\n\r\n" + std::to_string((*server)->port())));
}

// The connection goes on after them.
TEST(Pieces, LeaveTheConnectionToTheNextRequest) {
    Router router;
    router.add(Method::Get, "/many", [](Request&) { return counted(2'000, false); });
    router.add(Method::Get, "/well", [](Request&) { return answer(200, "text/plain", "well"); });
    const auto server = Server::start({}, std::move(router));
    ASSERT_TRUE(server);
    const std::string said = ask((*server)->port(),
                                 "GET /many HTTP/1.1\r\nHost: x\r\n\r\nGET /well HTTP/1.1\r\nHost: "
                                 "x\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(said.contains("2000;\r\n0\r\n\r\nHTTP/1.1 200 ")) << said.substr(said.size() - 300);
    EXPECT_TRUE(said.ends_with("well"));
}

}  // namespace
}  // namespace pingli::http
