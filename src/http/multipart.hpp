// multipart/form-data (RFC 7578) read piece by piece, in memory bounded by one part's head and one
// delimiter. Knows nothing of files: it says what it sees.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace pingli::http {

struct PartHead {
    std::string name;
    std::optional<std::string> file_name;  // as sent
    std::string media_type;                // empty when the part names none
};

enum class MultipartFault : std::uint8_t {
    BadDelimiter,  // the body does not start with its delimiter, or something follows one
    BadPartHead,
    TooLongPartHead,
    Refused,  // a sink said no
    Truncated,
};

constexpr std::size_t kPartHeadBytesMax = 4 << 10;

// What is told; each says false to stop. After `begin` any number of `data`, then `end`.
struct MultipartSink {
    std::function<bool(PartHead)> begin;
    std::function<bool(std::string_view)> data;
    std::function<bool()> end;
};

// The boundary of a Content-Type field; nothing when it is not multipart/form-data or when the
// boundary is not 1..70 characters of RFC 2046.
std::optional<std::string> multipart_boundary(std::string_view content_type);

class MultipartParser {
public:
    MultipartParser(std::string_view boundary, MultipartSink sink);
    // The next piece of the body. Nothing after a fault.
    std::optional<MultipartFault> feed(std::string_view bytes);
    // The body has ended: was the closing delimiter there?
    [[nodiscard]] std::optional<MultipartFault> finish() const;

private:
    enum class State : std::uint8_t { Start, AfterDelimiter, Head, Data, Done, Failed };
    // One step over what is pending; false when it needs more.
    bool step();
    bool step_start();
    bool step_after_delimiter();
    bool step_head();
    bool step_data();
    bool fault(MultipartFault what);

    std::string delimiter_;  // "\r\n--boundary"
    MultipartSink sink_;
    State state_ = State::Start;
    std::string pending_;
    std::size_t at_ = 0;  // of pending_, before which all is done with
    std::optional<MultipartFault> fault_;
};

}  // namespace pingli::http
