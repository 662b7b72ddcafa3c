// What must be so before an uploaded file is kept, where the operator has a scanner.

#pragma once

#include <optional>

#include "api/services.hpp"
#include "http/response.hpp"
#include "http/upload.hpp"

namespace pingli::api {

// The answer instead of keeping the file: 422 `harmful-file`, or 503 when the scanner is silent.
std::optional<http::Response> refused_by_scanner(const Services& services,
                                                 const http::UploadedFile& file);

}  // namespace pingli::api
