#include "http/upload_sink.hpp"

#include <utility>

#include "base/utf8.hpp"

namespace pingli::http {

UploadSink::UploadSink(const Limits& limits, FileWriter writer,
                       std::unique_ptr<FairRoom::Place> slot)
    : limits_(limits), writer_(std::move(writer)), slot_(std::move(slot)) {}

Result<std::unique_ptr<UploadSink>> UploadSink::open(const std::filesystem::path& folder,
                                                     const Fields& fields, const Limits& limits,
                                                     std::unique_ptr<FairRoom::Place> slot) {
    const std::string_view type = find(fields, "content-type").value_or("");
    const auto parsed = parse_parameterised(type);
    const bool is_form = parsed && parsed->word == "multipart/form-data";
    const auto boundary = is_form ? multipart_boundary(type) : std::nullopt;
    if (is_form && !boundary) return fail(ErrorCode::Invalid, "a form without a boundary");

    std::error_code unknown;
    const auto space = std::filesystem::space(folder, unknown);
    if (!unknown && space.available < limits.disk_reserve_bytes)
        return fail(ErrorCode::Unavailable, "the disk is nearly full");
    auto writer = TRY(FileWriter::create(folder));
    std::unique_ptr<UploadSink> sink{new UploadSink{limits, std::move(writer), std::move(slot)}};
    if (is_form) {
        sink->parser_.emplace(*boundary, sink->parts());
    } else {
        sink->media_type_ = type;
        sink->has_file_ = true;
        sink->is_in_file_ = true;
    }
    return sink;
}

std::optional<UploadFault> UploadSink::write(std::string_view bytes) {
    slot_->count(bytes.size());
    if (!parser_) {
        data(bytes);
    } else if (parser_->feed(bytes) && !fault_) {
        fault_ = UploadFault::BadForm;
    }
    return fault_;
}

std::optional<UploadFault> UploadSink::finish(Request& request) {
    if (fault_) return fault_;
    if (parser_ && parser_->finish()) return UploadFault::BadForm;
    if (!has_file_) return UploadFault::NoFile;
    auto file = writer_.finish();
    if (!file) return UploadFault::NoStorage;
    file->name = safe_file_name(file_name_);
    file->media_type = std::move(media_type_);
    request.file = *std::move(file);
    request.form = std::move(form_);
    return std::nullopt;
}

MultipartSink UploadSink::parts() {
    return {.begin = [this](PartHead head) { return begin(std::move(head)); },
            .data = [this](std::string_view bytes) { return data(bytes); },
            .end = [this] { return is_in_file_ || utf8::is_valid(form_.back().second); }};
}

bool UploadSink::begin(PartHead head) {
    is_in_file_ = head.file_name.has_value();
    if (!is_in_file_) {
        if (form_.size() >= limits_.form_fields_max) fault_ = UploadFault::TooManyFields;
        form_.emplace_back(std::move(head.name), std::string{});
        return !fault_;
    }
    if (std::exchange(has_file_, true)) fault_ = UploadFault::TwoFiles;
    file_name_ = *std::move(head.file_name);
    media_type_ = std::move(head.media_type);
    return !fault_;
}

bool UploadSink::data(std::string_view bytes) {
    if (is_in_file_) {
        if (!writer_.write(bytes)) fault_ = UploadFault::NoStorage;
        return !fault_;
    }
    std::string& value = form_.back().second;
    if (value.size() + bytes.size() > limits_.form_field_bytes_max) {
        fault_ = UploadFault::TooManyFields;
        return false;
    }
    value += bytes;
    return true;
}

}  // namespace pingli::http
