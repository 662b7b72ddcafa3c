#include "http/multipart.hpp"

#include <algorithm>
#include <utility>

#include "http/fields.hpp"
#include "http/target.hpp"

namespace pingli::http {

namespace {

constexpr std::size_t kBoundaryBytesMax = 70;

bool is_boundary_character(char c) {
    constexpr std::string_view kMarks = "'()+_,-./:=? ";
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kMarks.contains(c);
}

// "UTF-8''%E8%AF%81.jpg"
std::optional<std::string> decode_extended(std::string_view value) {
    constexpr std::string_view kPrefix = "utf-8'";
    if (!equals_ignoring_case(value.substr(0, kPrefix.size()), kPrefix)) return std::nullopt;
    const std::size_t quote = value.find('\'', kPrefix.size());
    if (quote == std::string_view::npos) return std::nullopt;
    return percent_decode(value.substr(quote + 1), false);
}

bool read_disposition(std::string_view value, PartHead& head) {
    const auto disposition = parse_parameterised(value);
    if (!disposition || disposition->word != "form-data") return false;
    bool is_named = false;
    for (const auto& [name, text] : disposition->parameters) {
        if (name == "name") {
            if (std::exchange(is_named, true)) return false;
            head.name = text;
        } else if (name == "filename" && !head.file_name) {
            head.file_name = text;
        } else if (name == "filename*") {
            if (auto decoded = decode_extended(text)) head.file_name = std::move(decoded);
        }
    }
    return is_named;
}

// `lines` end with CRLF each.
std::optional<PartHead> read_part_head(std::string_view lines) {
    PartHead head;
    bool is_disposed = false;
    while (!lines.empty()) {
        const std::size_t end = lines.find("\r\n");
        const std::string_view line = lines.substr(0, end);
        lines.remove_prefix(end + 2);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
            return std::nullopt;
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = trim(line.substr(colon + 1));
        if (value.find_first_of(std::string_view{"\r\n\0", 3}) != std::string_view::npos)
            return std::nullopt;
        if (equals_ignoring_case(name, "content-disposition")) {
            if (std::exchange(is_disposed, true) || !read_disposition(value, head))
                return std::nullopt;
        } else if (equals_ignoring_case(name, "content-type")) {
            head.media_type = value;
        }
    }
    if (!is_disposed) return std::nullopt;
    return head;
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type) {
    const auto type = parse_parameterised(content_type);
    if (!type || type->word != "multipart/form-data") return std::nullopt;
    auto boundary = find(type->parameters, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > kBoundaryBytesMax ||
        boundary->back() == ' ' || !std::ranges::all_of(*boundary, is_boundary_character))
        return std::nullopt;
    return std::string{*boundary};
}

MultipartParser::MultipartParser(std::string_view boundary, MultipartSink sink)
    : delimiter_("\r\n--" + std::string{boundary}), sink_(std::move(sink)) {}

std::optional<MultipartFault> MultipartParser::feed(std::string_view bytes) {
    pending_ += bytes;
    while (step()) {
    }
    pending_.erase(0, std::exchange(at_, 0));
    return fault_;
}

std::optional<MultipartFault> MultipartParser::finish() const {
    if (fault_) return fault_;
    if (state_ != State::Done) return MultipartFault::Truncated;
    return std::nullopt;
}

bool MultipartParser::step() {
    switch (state_) {
        case State::Start:
            return step_start();
        case State::AfterDelimiter:
            return step_after_delimiter();
        case State::Head:
            return step_head();
        case State::Data:
            return step_data();
        case State::Done:  // Whatever follows the closing delimiter is to be ignored.
        case State::Failed:
            at_ = pending_.size();
            return false;
    }
    std::unreachable();
}

bool MultipartParser::fault(MultipartFault what) {
    fault_ = what;
    state_ = State::Failed;
    return true;
}

// A preamble is allowed by RFC 2046 and sent by nobody: refused.
bool MultipartParser::step_start() {
    const std::string_view first = std::string_view{delimiter_}.substr(2);
    const std::string_view seen = std::string_view{pending_}.substr(0, first.size());
    if (!first.starts_with(seen)) return fault(MultipartFault::BadDelimiter);
    if (seen.size() < first.size()) return false;
    at_ = first.size();
    state_ = State::AfterDelimiter;
    return true;
}

bool MultipartParser::step_after_delimiter() {
    const std::string_view rest = std::string_view{pending_}.substr(at_);
    if (rest.size() < 2) return false;
    if (rest.starts_with("--")) {
        state_ = State::Done;
    } else if (rest.starts_with("\r\n")) {
        // The line end stays: a part without any field has its empty line at once.
        state_ = State::Head;
    } else {
        return fault(MultipartFault::BadDelimiter);
    }
    return true;
}

bool MultipartParser::step_head() {
    const std::string_view rest = std::string_view{pending_}.substr(at_);
    const std::size_t end = rest.find("\r\n\r\n");
    if (std::min(end, rest.size()) > kPartHeadBytesMax)
        return fault(MultipartFault::TooLongPartHead);
    if (end == std::string_view::npos) return false;
    auto head = end == 0 ? std::nullopt : read_part_head(rest.substr(2, end));
    if (!head) return fault(MultipartFault::BadPartHead);
    at_ += end + 4;
    state_ = State::Data;
    if (!sink_.begin(*std::move(head))) return fault(MultipartFault::Refused);
    return true;
}

bool MultipartParser::step_data() {
    const std::string_view rest = std::string_view{pending_}.substr(at_);
    const std::size_t found = rest.find(delimiter_);
    // Without a delimiter, its beginning may stand at the end.
    const bool is_whole = found != std::string_view::npos;
    const std::size_t kept = std::min(delimiter_.size() - 1, rest.size());
    const std::size_t size = is_whole ? found : rest.size() - kept;
    if (size > 0 && !sink_.data(rest.substr(0, size))) return fault(MultipartFault::Refused);
    at_ += size;
    if (!is_whole) return false;
    at_ += delimiter_.size();
    state_ = State::AfterDelimiter;
    if (!sink_.end()) return fault(MultipartFault::Refused);
    return true;
}

}  // namespace pingli::http
