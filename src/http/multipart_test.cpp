#include "http/multipart.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pingli::http {
namespace {

struct Part {
    std::string name;
    std::string file_name;
    std::string media_type;
    std::string data;
    friend bool operator==(const Part&, const Part&) = default;
};

struct Read {
    std::vector<Part> parts;
    std::size_t ended = 0;
    std::optional<MultipartFault> fault;
};

// What the parser says of a body that comes `step` bytes at a time.
Read read(std::string_view body, std::size_t step, std::string_view boundary = "XX") {
    Read out;
    MultipartParser parser{
        boundary,
        {.begin =
             [&](const PartHead& head) {
                 out.parts.push_back(
                     {head.name, head.file_name.value_or("-"), head.media_type, {}});
                 return true;
             },
         .data =
             [&](std::string_view bytes) {
                 out.parts.back().data += bytes;
                 return true;
             },
         .end = [&] { return ++out.ended > 0; }}};
    for (std::size_t at = 0; at < body.size(); at += step) parser.feed(body.substr(at, step));
    out.fault = parser.finish();
    return out;
}

constexpr std::string_view kForm =
    "--XX\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
    "--XX\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n"
    "Content-Type: image/jpeg\r\n\r\n\r\n--X\r\n--XY\r\n\r\n"
    "--XX\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
    "--XX--\r\nepilogue";

TEST(Multipart, IsReadAlikeHoweverTheBytesCome) {
    const std::vector<Part> expected{{"note", "-", "", "hello"},
                                     {"file", "a.jpg", "image/jpeg", "\r\n--X\r\n--XY\r\n"},
                                     {"empty", "-", "", ""}};
    for (std::size_t step = 1; step <= kForm.size(); ++step) {
        const Read got = read(kForm, step);
        ASSERT_FALSE(got.fault.has_value()) << step;
        ASSERT_EQ(got.parts, expected) << step;
        ASSERT_EQ(got.ended, 3U);
    }
}

TEST(Multipart, SaysWhatIsWrong) {
    const std::string disposition = "Content-Disposition: form-data; name=\"a\"\r\n";
    const std::pair<std::string, MultipartFault> rows[] = {
        {"", MultipartFault::Truncated},
        {"preamble\r\n--XX", MultipartFault::BadDelimiter},
        {"--XX" + disposition, MultipartFault::BadDelimiter},
        {"--XX\r\n\r\ndata\r\n--XX--", MultipartFault::BadPartHead},
        {"--XX\r\nContent-Type: a/b\r\n\r\ndata\r\n--XX--", MultipartFault::BadPartHead},
        {"--XX\r\n" + disposition + disposition + "\r\n", MultipartFault::BadPartHead},
        {"--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n",
         MultipartFault::BadPartHead},
        {"--XX\r\nContent-Disposition: form-data\r\n\r\n", MultipartFault::BadPartHead},
        {"--XX\r\nA: " + std::string(5000, 'x'), MultipartFault::TooLongPartHead},
        {"--XX\r\n" + disposition + "\r\ndata", MultipartFault::Truncated},
        {"--XX\r\n" + disposition + "\r\ndata\r\n--XX", MultipartFault::Truncated},
    };
    for (const auto& [body, fault] : rows)
        for (const std::size_t step : {std::size_t{1}, std::size_t{7}, body.size() + 1})
            EXPECT_EQ(read(body, step).fault, fault) << body;
}

TEST(Multipart, TakesTheExtendedFileName) {
    const Read got = read(
        "--XX\r\nContent-Disposition: form-data; name=f; filename=\"x\"; "
        "filename*=UTF-8''%E8%AF%81.jpg\r\n\r\n\r\n--XX--",
        9);
    ASSERT_EQ(got.parts.size(), 1U);
    EXPECT_EQ(got.parts.front().file_name, "证.jpg");
}

TEST(Multipart, KnowsItsBoundary) {
    EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=----WebKitForm7"),
              "----WebKitForm7");
    EXPECT_EQ(multipart_boundary("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\""), "a b");
    for (const char* type :
         {"multipart/form-data", "multipart/mixed; boundary=a", "text/plain",
          "multipart/form-data; boundary=\"a \"", "multipart/form-data; boundary=\"\""})
        EXPECT_EQ(multipart_boundary(type), std::nullopt) << type;
}

}  // namespace
}  // namespace pingli::http
