#include "intake/json_documents.hpp"

#include <algorithm>
#include <string>

#include "intake/cells.hpp"

namespace pingli::intake {

// NDJSON when the first line that is not empty is an object by itself.
Result<void> JsonDocuments::choose_layout() {
    std::size_t begin = 0;
    std::size_t end = 0;
    while (true) {
        const std::string_view bytes = buffer_.view();
        begin = bytes.find_first_not_of(" \t\r\n");
        end = begin == std::string_view::npos ? begin : bytes.find('\n', begin);
        if (end != std::string_view::npos || buffer_.at_end() || buffer_.is_full()) break;
        TRY(buffer_.fill());
    }
    if (begin == std::string_view::npos) begin = buffer_.size();
    const std::string_view line = trimmed(buffer_.view().substr(begin, end - begin));
    const bool is_whole = line.size() < kRecordBytesMax / 2 || buffer_.at_end();
    const bool is_lines = !line.starts_with('[') && (is_ndjson_ || line.ends_with('}'));
    layout_ = is_whole && is_lines ? Layout::Lines : Layout::Nested;
    return {};
}

Result<bool> JsonDocuments::next(JsonDocument& out) {
    if (layout_ == Layout::Unknown) TRY(choose_layout());
    buffer_.consume(given_);
    scan_ -= given_;
    given_ = 0;
    return layout_ == Layout::Lines ? next_line(out) : next_nested(out);
}

Result<bool> JsonDocuments::next_line(JsonDocument& out) {
    while (true) {
        const std::string_view ahead = buffer_.view();
        const std::size_t end = ahead.find('\n');
        const bool ends = end != std::string_view::npos;
        if (skip_rest_) {
            buffer_.consume(ends ? end + 1 : ahead.size());
            skip_rest_ = !ends;
            if (ends) continue;
            if (buffer_.at_end()) return false;
        } else if (ends || (buffer_.at_end() && !ahead.empty())) {
            const std::string_view text = trimmed(ahead.substr(0, end));
            out = {.line = line_++, .text = text};
            const std::size_t size = ends ? end + 1 : ahead.size();
            if (text.empty()) {
                buffer_.consume(size);
                continue;
            }
            given_ = scan_ = size;
            return true;
        } else if (buffer_.at_end()) {
            return false;
        } else if (buffer_.is_full()) {
            out = {.line = line_++, .fault = RecordFault::TooLong, .text = {}};
            given_ = scan_ = ahead.size();
            skip_rest_ = true;
            return true;
        }
        TRY(buffer_.fill());
    }
}

// Moves scan_ behind the string it is in. False when the string goes on behind the buffer.
bool JsonDocuments::skip_string() {
    const std::string_view bytes = buffer_.view();
    while (scan_ < bytes.size()) {
        const std::size_t quote = std::min(bytes.find('"', scan_), bytes.size());
        const std::size_t escape = bytes.substr(0, quote).find('\\', scan_);
        if (escape != std::string_view::npos) {
            if (escape + 1 >= bytes.size()) {
                scan_ = escape;
                return false;
            }
            scan_ = escape + 2;
            continue;
        }
        scan_ = quote;
        if (quote == bytes.size()) return false;
        ++scan_;
        in_string_ = false;
        return true;
    }
    return false;
}

JsonDocuments::Step JsonDocuments::close(char bracket) {
    const char wanted = bracket == '}' ? '{' : '[';
    if (open_.empty() || open_.back() != wanted) return Step::Mismatch;
    open_.pop_back();
    ++scan_;
    if (!start_ || open_.size() != start_depth_) return Step::NeedsMore;
    return Step::Document;
}

// Goes on until an object ends (Document) or the buffer does (NeedsMore).
JsonDocuments::Step JsonDocuments::scan() {
    const std::string_view bytes = buffer_.view();
    while (scan_ < bytes.size()) {
        if (in_string_) {
            if (!skip_string()) return Step::NeedsMore;
            continue;
        }
        switch (const char c = bytes[scan_]) {
            case '"':
                in_string_ = true;
                break;
            case '\n':
                ++line_;
                break;
            case '{':
            case '[':
                if (c == '{' && !start_) {
                    start_ = scan_;
                    start_depth_ = open_.size();
                    start_line_ = line_;
                }
                if (open_.size() == kJsonDepthMax) return Step::TooDeep;
                open_.push_back(c);
                break;
            case '}':
            case ']': {
                const Step step = close(c);
                if (step != Step::NeedsMore) return step;
                continue;  // close() has moved on.
            }
            default:
                break;
        }
        ++scan_;
    }
    return Step::NeedsMore;
}

// The object at start_ is too long: what is inside it is looked at by itself.
void JsonDocuments::descend() {
    open_.resize(start_depth_ + 1);
    line_ = start_line_;
    buffer_.consume(*start_ + 1);
    scan_ = 0;
    in_string_ = false;
    start_.reset();
    descended_ = true;
}

Result<bool> JsonDocuments::next_nested(JsonDocument& out) {
    while (true) {
        const Step step = scan();
        if (step == Step::Document) {
            out = {.line = start_line_,
                   .fault = RecordFault::None,
                   .is_inner = descended_,
                   .text = buffer_.view().substr(*start_, scan_ - *start_)};
            given_ = scan_;
            start_.reset();
            return true;
        }
        if (step != Step::NeedsMore)
            return fail(ErrorCode::Invalid, step == Step::TooDeep
                                                ? say("file.json_depth", line_)
                                                : say("file.json_brackets", line_));
        if (buffer_.at_end()) {
            if (open_.empty() && !in_string_) return false;
            return fail(ErrorCode::Invalid, say("file.json_end"));
        }
        if (!start_) {
            buffer_.consume(scan_);
            scan_ = 0;
        } else if (buffer_.is_full()) {
            descend();
            continue;
        }
        TRY(buffer_.fill());
    }
}

}  // namespace pingli::intake
