// Targets, fields, cookies, file names.

#include <gtest/gtest.h>

#include <string>

#include "http/fields.hpp"
#include "http/peer.hpp"
#include "http/request.hpp"
#include "http/target.hpp"
#include "http/upload.hpp"

namespace pingli::http {
namespace {

TEST(Target, IsReadIntoDecodedPieces) {
    const Target expected{.segments = {"cases", "a/b", "", "退款"},
                          .query = {{"q", "a b"}, {"empty", ""}, {"", "x"}, {"q", "100%"}}};
    EXPECT_EQ(parse_target("/cases/a%2Fb//%E9%80%80%e6%ac%be?q=a+b&empty&=x&&q=100%25"), expected);
    EXPECT_EQ(parse_target("/")->segments.size(), 0U);
    // security finding 42: what a proxy names as a whole is the same.
    for (const char* whole : {"http://x/a/b?q=1", "HTTPS://[::1]:8443/a/b?q=1"})
        EXPECT_EQ(parse_target(whole), parse_target("/a/b?q=1")) << whole;
    EXPECT_EQ(parse_target("http://x?q=1"), parse_target("/?q=1"));
    EXPECT_EQ(parse_target("http://x"), parse_target("/"));
    EXPECT_EQ(parse_target("/a/")->segments, (std::vector<std::string>{"a", ""}));
    EXPECT_EQ(parse_target("/a+b")->segments.front(), "a+b");
}

TEST(Target, RefusesWhatIsNotWellFormed) {
    for (const char* text :
         {"",     "cases",     "http://", "http:///a", "ftp://x/a", "http://u@x/a", "https://x/a#b",
          "*",    "/a/../b",   "/a/./b",  "/%2e%2E/b", "/%",        "/%4",          "/%zz",
          "/%00", "/a%0d%0ab", "/%ff",    "/a?x=%ff",  "/a?x=%0a",  "/a#b",         "/a?b=%"})
        EXPECT_EQ(parse_target(text), std::nullopt) << text;
    std::string many = "/?";
    for (int i = 0; i < 101; ++i) many += "a=b&";
    EXPECT_EQ(parse_target(many), std::nullopt);
}

TEST(Fields, AreFoundWhateverTheirCase) {
    const Fields fields{{"Content-Type", "a"}, {"X", "b"}, {"x", "c"}};
    EXPECT_EQ(find(fields, "content-TYPE"), "a");
    EXPECT_EQ(find(fields, "x"), "b");
    EXPECT_EQ(find(fields, "y"), std::nullopt);
}

TEST(Cookies, AreFoundByTheirExactName) {
    constexpr std::string_view kField = "a=1; session=x=y ;b; session=z; ab=2";
    EXPECT_EQ(find_cookie(kField, "session"), "x=y");
    EXPECT_EQ(find_cookie(kField, "a"), "1");
    EXPECT_EQ(find_cookie(kField, "ab"), "2");
    EXPECT_EQ(find_cookie(kField, "b"), std::nullopt);
    EXPECT_EQ(find_cookie(kField, "Session"), std::nullopt);
    Request request;
    request.fields = {{"Cookie", "a=1"}, {"cookie", "b=2"}};
    EXPECT_EQ(cookie(request, "b"), "2");
}

TEST(Parameters, AreReadQuotedAndBare) {
    const auto read =
        parse_parameterised(R"(Form-Data; NAME="a;b"; filename="C:\dir\"x\".jpg" ; q=1)");
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->word, "form-data");
    EXPECT_EQ(read->parameters,
              (Fields{{"name", "a;b"}, {"filename", R"(C:\dir"x".jpg)"}, {"q", "1"}}));
    EXPECT_TRUE(parse_parameterised("text/plain;").has_value());
    for (const char* text : {"", ";a=b", "a; b", "a; =b", "a; b=\"c", "a; b=\"c\"d", "a; b=c d"})
        EXPECT_FALSE(parse_parameterised(text).has_value()) << text;
}

TEST(Peer, IsAnAddressOrAnIpv6Network) {
    EXPECT_EQ(client_of("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(client_of("::ffff:192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(client_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    EXPECT_EQ(client_of("::1"), "::/64");
    for (const char* text : {"", "localhost", "1.2.3", "1.2.3.4:80", "fe80::1%eth0"})
        EXPECT_EQ(client_of(text), std::nullopt) << text;
}

TEST(Peer, IsWhomTheLastProxyNames) {
    EXPECT_EQ(forwarded_client({{"X-Forwarded-For", "10.0.0.1, 192.0.2.7"}}), "192.0.2.7");
    EXPECT_EQ(forwarded_client({{"X-Forwarded-For", "1.1.1.1"}, {"x-forwarded-for", "2.2.2.2"}}),
              "2.2.2.2");
    EXPECT_EQ(forwarded_client({{"X-Forwarded-For", "192.0.2.7, unknown"}}), std::nullopt);
    EXPECT_EQ(forwarded_client({}), std::nullopt);
    EXPECT_TRUE(is_forwarded_secure({{"X-Forwarded-Proto", "HTTPS"}}));
    EXPECT_FALSE(is_forwarded_secure({{"X-Forwarded-Proto", "http"}}));
}

TEST(FileNames, AreMadeSafeToShow) {
    const std::string turned{'\xE2', '\x80', '\xAE'};  // U+202E, from right to left
    const std::pair<std::string, std::string> rows[] = {
        {"证据.jpg", "证据.jpg"},
        {"../../etc/passwd", "passwd"},
        {R"(C:\photos\a.png)", "a.png"},
        {"a\r\nb\0c.txt", "ab"},
        {"..", ""},
        {"\xff.jpg", ""},
        {"exe" + turned + "gpj.txt", "exegpj.txt"},
        {std::string(300, 'a'), std::string(255, 'a')},
    };
    for (const auto& [sent, safe] : rows) EXPECT_EQ(safe_file_name(sent), safe);
}

}  // namespace
}  // namespace pingli::http
