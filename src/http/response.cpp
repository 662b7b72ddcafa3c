#include "http/response.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <utility>

namespace pingli::http {

namespace {

constexpr std::size_t kRangeDigitsMax = 15;

std::optional<std::uint64_t> parse_number(std::string_view text) {
    if (text.empty() || text.size() > kRangeDigitsMax) return std::nullopt;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// RFC 9110.
using Reason = std::pair<int, std::string_view>;
constexpr std::array kReasons = {
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{202, "Accepted"},
    Reason{204, "No Content"},
    Reason{206, "Partial Content"},
    Reason{301, "Moved Permanently"},
    Reason{302, "Found"},
    Reason{303, "See Other"},
    Reason{304, "Not Modified"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{406, "Not Acceptable"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{410, "Gone"},
    Reason{411, "Length Required"},
    Reason{412, "Precondition Failed"},
    Reason{413, "Content Too Large"},
    Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"},
    Reason{416, "Range Not Satisfiable"},
    Reason{417, "Expectation Failed"},
    Reason{421, "Misdirected Request"},
    Reason{422, "Unprocessable Content"},
    Reason{428, "Precondition Required"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"},
    Reason{503, "Service Unavailable"},
    Reason{505, "HTTP Version Not Supported"},
    Reason{507, "Insufficient Storage"},
};

struct Range {
    std::uint64_t from = 0;
    std::uint64_t bytes = 0;  // 0 = not satisfiable
};

// "bytes=0-99", "bytes=100-", "bytes=-50". Whatever else is ignored, as RFC 9110 allows.
std::optional<Range> parse_range(std::string_view text, std::uint64_t size) {
    constexpr std::string_view kUnit = "bytes=";
    if (!text.starts_with(kUnit)) return std::nullopt;
    text.remove_prefix(kUnit.size());
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = parse_number(text.substr(0, dash));
    const auto to = parse_number(text.substr(dash + 1));
    if (dash == 0) {
        if (!to) return std::nullopt;
        const std::uint64_t bytes = std::min(*to, size);
        return Range{.from = size - bytes, .bytes = bytes};
    }
    if (!from || (!to && dash + 1 != text.size()) || (to && *to < *from)) return std::nullopt;
    if (*from >= size) return Range{};
    return Range{.from = *from, .bytes = std::min(to.value_or(size), size - 1) - *from + 1};
}

}  // namespace

Result<FileBody> FileBody::open(const std::filesystem::path& path) {
    const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (opened < 0) {
        const bool is_absent = errno == ENOENT || errno == ELOOP || errno == ENOTDIR;
        return fail(is_absent ? ErrorCode::NotFound : ErrorCode::Unavailable,
                    "open a file to send");
    }
    std::shared_ptr<const int> fd{new int{opened}, [](const int* held) {
                                      ::close(*held);
                                      delete held;
                                  }};
    struct stat status{};
    if (::fstat(*fd, &status) != 0 || !S_ISREG(status.st_mode))
        return fail(ErrorCode::NotFound, "not a file to send");
    return FileBody{std::move(fd), 0, static_cast<std::uint64_t>(status.st_size)};
}

FileBody FileBody::piece(std::uint64_t from, std::uint64_t bytes) const {
    const std::uint64_t start = std::min(from, size_);
    FileBody out = *this;
    out.offset_ += start;
    out.size_ = std::min(bytes, size_ - start);
    return out;
}

FileBody FileBody::as_long_as(std::function<bool()> holds) const {
    FileBody out = *this;
    out.holds_ = std::make_shared<const std::function<bool()>>(std::move(holds));
    return out;
}

std::size_t FileBody::read(std::uint64_t at, char* out, std::size_t bytes) const {
    if (at >= size_ || (holds_ && !(*holds_)())) return 0;
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, size_ - at));
    ssize_t got = -1;
    do got = ::pread(*fd_, out, wanted, static_cast<off_t>(offset_ + at));
    while (got < 0 && errno == EINTR);
    return got < 0 ? 0 : static_cast<std::size_t>(got);
}

Response answer(int status, std::string_view media_type, std::string body) {
    Response out{.status = status, .fields = {}, .body = std::move(body)};
    add_field(out.fields, "Content-Type", std::string{media_type});
    return out;
}

Response no_content() {
    return {.status = 204, .fields = {}, .body = {}};
}

Response problem(int status, std::string_view code, std::string_view title) {
    std::string body = R"({"type":"urn:pingli:problem:)";
    body.append(code).append(R"(","title":")").append(title).append(R"(","status":)");
    body.append(std::to_string(status)).append("}");
    return answer(status, "application/problem+json", std::move(body));
}

Response fault(std::string cause) {
    Response response =
        problem(500, "internal", "Something is wrong on our side. It has been noted.");
    response.cause = std::move(cause);
    return response;
}

Response file_answer(const Request& request, FileBody file, std::string_view media_type) {
    Response out;
    add_field(out.fields, "Content-Type", std::string{media_type});
    add_field(out.fields, "Accept-Ranges", "bytes");
    const std::uint64_t size = file.size();
    const auto asked = find(request.fields, "range");
    const bool is_conditional = find(request.fields, "if-range").has_value();
    const auto range = asked && !is_conditional ? parse_range(*asked, size) : std::nullopt;
    if (!range) {
        out.body = std::move(file);
        return out;
    }
    const std::string of_size = "/" + std::to_string(size);
    if (range->bytes == 0) {
        out = problem(416, "range-not-satisfiable", "The file is shorter than that.");
        add_field(out.fields, "Content-Range", "bytes *" + of_size);
        return out;
    }
    const std::uint64_t last = range->from + range->bytes - 1;
    out.status = 206;
    add_field(out.fields, "Content-Range",
              "bytes " + std::to_string(range->from) + "-" + std::to_string(last) + of_size);
    out.body = file.piece(range->from, range->bytes);
    return out;
}

Response event_answer(std::shared_ptr<EventStream> stream) {
    Response out{.status = 200, .fields = {}, .body = std::move(stream)};
    add_field(out.fields, "Content-Type", "text/event-stream");
    add_field(out.fields, "Cache-Control", "no-store");
    add_field(out.fields, "X-Accel-Buffering", "no");  // Proxies must not collect them.
    return out;
}

std::string_view reason_of(int status) {
    const auto* const at = std::ranges::find(kReasons, status, &Reason::first);
    return at == kReasons.end() ? "Unknown" : at->second;
}

}  // namespace pingli::http
