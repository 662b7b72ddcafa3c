// What a handler answers: status, fields and a body that is text, a file, or events still to come.

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"
#include "http/event_stream.hpp"
#include "http/fields.hpp"
#include "http/request.hpp"

namespace pingli::http {

// A regular file opened for reading, or a piece of it. Closed with its last owner.
class FileBody {
public:
    // Fails with NotFound (also for folders and links) and Unavailable.
    static Result<FileBody> open(const std::filesystem::path& path);

    [[nodiscard]] std::uint64_t size() const { return size_; }      // of the piece
    [[nodiscard]] std::uint64_t offset() const { return offset_; }  // of the piece in the file
    [[nodiscard]] FileBody piece(std::uint64_t from, std::uint64_t bytes) const;
    // Asked before each read, which may be long after the answer began, and may then be slow: it is
    // sent by way of a worker. Once it does not hold the file is cut short.
    [[nodiscard]] FileBody as_long_as(std::function<bool()> holds) const;
    [[nodiscard]] bool is_watched() const { return holds_ != nullptr; }
    // Fills the front of `out` from `at` bytes into the piece; how much, 0 = cut short or
    // unreadable.
    std::size_t read(std::uint64_t at, char* out, std::size_t bytes) const;

private:
    FileBody(std::shared_ptr<const int> fd, std::uint64_t offset, std::uint64_t size)
        : fd_(std::move(fd)), offset_(offset), size_(size) {}
    std::shared_ptr<const int> fd_;
    std::uint64_t offset_ = 0;
    std::uint64_t size_ = 0;
    std::shared_ptr<const std::function<bool()>> holds_;  // null: always
};

// A body that is made piece by piece while it is sent, so that it never lies in memory as a whole.
// `next` runs on a worker thread and may block. An empty piece is the end; a fault cuts the
// connection, so that nobody takes a part for the whole.
struct Pieces {
    std::function<Result<std::string>()> next;
};

// Text that many answers have in common: it lies in memory once. Never null.
using SharedText = std::shared_ptr<const std::string>;

using Body = std::variant<std::string, FileBody, std::shared_ptr<EventStream>,
                          std::shared_ptr<Pieces>, SharedText>;

struct Response {
    int status = 200;
    Fields fields;  // Content-Length, Connection and Date are the transport's
    Body body;
    std::string cause = {};  // of a fault of ours: for the operator's log, never sent
};

Response answer(int status, std::string_view media_type, std::string body);
Response no_content();
// RFC 9457. Transport faults look so:
// {"type":"urn:pingli:problem:too-large","title":…,"status":413}. `code` and `title` are plain
// ASCII without quotes: they are written as they are.
Response problem(int status, std::string_view code, std::string_view title);
// 500 for a fault of the program; `cause` holds nobody's words (base/barrier.hpp).
Response fault(std::string cause);
// The file with Accept-Ranges, or the one piece of it that a Range field asks for (206, 416).
Response file_answer(const Request& request, FileBody file, std::string_view media_type);
// Server-sent events: the stream is the body; the server ends it on drain.
Response event_answer(std::shared_ptr<EventStream> stream);

std::string_view reason_of(int status);

}  // namespace pingli::http
