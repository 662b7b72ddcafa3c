#include "intake/lines.hpp"

#include <simdjson.h>

namespace pingli::intake {

Result<bool> LineReader::next(Line& out) {
    buffer_.consume(given_);
    given_ = 0;
    while (true) {
        const std::string_view ahead = buffer_.view();
        const std::size_t line_end = ahead.find('\n');
        const bool ends = line_end != std::string_view::npos;
        if (skip_rest_) {
            buffer_.consume(ends ? line_end + 1 : ahead.size());
            skip_rest_ = !ends;
            if (ends) continue;
            if (buffer_.at_end()) return false;
        } else if (ends || (buffer_.at_end() && !ahead.empty())) {
            out.number = ++line_;
            out.text = ahead.substr(0, line_end);
            if (out.text.ends_with('\r')) out.text.remove_suffix(1);
            given_ = ends ? line_end + 1 : ahead.size();
            out.fault = out.text.contains('\0')              ? RecordFault::HasNul
                        : !simdjson::validate_utf8(out.text) ? RecordFault::NotUtf8
                                                             : RecordFault::None;
            return true;
        } else if (buffer_.at_end()) {
            return false;
        } else if (buffer_.is_full()) {
            out = {.number = ++line_, .fault = RecordFault::TooLong, .text = {}};
            given_ = ahead.size();
            skip_rest_ = true;
            return true;
        }
        TRY(buffer_.fill());
    }
}

}  // namespace pingli::intake
