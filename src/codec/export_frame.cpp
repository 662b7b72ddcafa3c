#include "codec/export_frame.hpp"

#include <nlohmann/json.hpp>

#include "codec/limits.hpp"
#include "codec/nesting.hpp"

namespace pingli::codec {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kFormat = 2;
constexpr std::string_view kBegin = R"({"kind":"export",)";
constexpr std::string_view kEnd = R"({"kind":"end",)";

Json parse(std::string_view line) {
    return is_within(line, {.depth_max = kJsonBodyDepthMax}) ? Json::parse(line, nullptr, false)
                                                             : Json{};
}

std::int64_t whole(const Json& json, const char* field) {
    const auto found = json.is_object() ? json.find(field) : json.end();
    constexpr std::int64_t kNone = -1;
    return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : kNone;
}

}  // namespace

std::string ExportWriter::begin() {
    std::string line = Json{{"kind", "export"}, {"format", kFormat}}.dump();
    take(line);
    return line;
}

void ExportWriter::take(std::string_view line) {
    digest_.add(line);
    digest_.add("\n");
    ++lines_;
}

std::string ExportWriter::end() {
    return Json{{"kind", "end"}, {"lines", lines_}, {"sha256", digest_.hex()}}.dump();
}

Result<bool> ExportReader::take(std::string_view line) {
    if (has_ended_) return fail(ErrorCode::Corrupt, "more lines follow the export's end");
    if (line.starts_with(kEnd)) {
        TRY(check_end(line));
        return false;
    }
    const bool begins = seen_.lines() == 0 && line.starts_with(kBegin);
    if (begins && whole(parse(line), "format") != kFormat)
        return fail(ErrorCode::Invalid,
                    "an export of a format that this program does not know; expected format " +
                        std::to_string(kFormat) + ": is the program older than the export?");
    is_framed_ = is_framed_ || begins;
    seen_.take(line);
    return !begins;
}

Result<void> ExportReader::check_end(std::string_view line) {
    has_ended_ = true;
    if (!is_framed_) return fail(ErrorCode::Corrupt, "the export's first line is missing");
    const std::int64_t wanted = whole(parse(line), "lines");
    if (wanted != seen_.lines())
        return fail(ErrorCode::Corrupt, "the export had " + std::to_string(wanted) +
                                            " lines before its end, here are " +
                                            std::to_string(seen_.lines()));
    if (line != seen_.end())
        return fail(ErrorCode::Corrupt, "a line was changed since the export was written");
    return {};
}

Result<Wholeness> ExportReader::finish() const {
    if (has_ended_) return Wholeness::Shown;
    if (seen_.lines() == 0) return fail(ErrorCode::Corrupt, "the export is empty");
    if (!is_framed_) return Wholeness::Unknown;
    return fail(ErrorCode::Corrupt, "the export was cut off after line " +
                                        std::to_string(seen_.lines()) + ": its end is missing");
}

}  // namespace pingli::codec
