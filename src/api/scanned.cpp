#include "api/scanned.hpp"

#include "base/one_line.hpp"

namespace pingli::api {

std::optional<http::Response> refused_by_scanner(const Services& services,
                                                 const http::UploadedFile& file) {
    if (services.scanner == nullptr) return std::nullopt;
    const auto harm = services.scanner->harm_in(file.file.path().string());
    if (!harm) {
        services.note("an uploaded file was refused: " + harm.error().context);
        return http::problem(503, "scanner-silent",
                             "The scanner does not answer, so no file is taken. Try again later.");
    }
    if (!*harm) return std::nullopt;
    services.note("an uploaded file was refused: the scanner calls it " + shown_plainly(**harm));
    return http::problem(422, "harmful-file",
                         "The scanner knows this file as harmful. It was not kept.");
}

}  // namespace pingli::api
