// Where the body of an upload goes as it comes: into one file, and the small fields of a form into
// memory. Inside of http only.

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/fair_room.hpp"
#include "http/fields.hpp"
#include "http/limits.hpp"
#include "http/multipart.hpp"
#include "http/request.hpp"
#include "http/upload.hpp"

namespace pingli::http {

enum class UploadFault : std::uint8_t {
    BadForm,        // multipart that cannot be read
    TooManyFields,  // or too long ones
    TwoFiles,
    NoFile,
    NoStorage,
};

class UploadSink {
public:
    // The slot is held for as long as the sink lives. Fails with Unavailable, or Invalid for
    // a multipart type without a boundary.
    static Result<std::unique_ptr<UploadSink>> open(const std::filesystem::path& folder,
                                                    const Fields& fields, const Limits& limits,
                                                    std::unique_ptr<FairRoom::Place> slot);
    UploadSink(const UploadSink&) = delete;
    UploadSink& operator=(const UploadSink&) = delete;
    ~UploadSink() = default;

    std::optional<UploadFault> write(std::string_view bytes);
    // Syncs, and moves file and fields into the request. Blocks on the disk.
    std::optional<UploadFault> finish(Request& request);

private:
    UploadSink(const Limits& limits, FileWriter writer, std::unique_ptr<FairRoom::Place> slot);
    MultipartSink parts();
    bool begin(PartHead head);
    bool data(std::string_view bytes);

    const Limits& limits_;
    FileWriter writer_;
    std::unique_ptr<FairRoom::Place> slot_;
    std::optional<MultipartParser> parser_;
    std::string file_name_;
    std::string media_type_;
    std::vector<NameValue> form_;
    bool has_file_ = false;
    bool is_in_file_ = false;
    std::optional<UploadFault> fault_;
};

}  // namespace pingli::http
