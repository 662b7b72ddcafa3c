#include "http/refusal.hpp"

#include <utility>

namespace pingli::http {

Refusal refusal_of(UploadFault fault) {
    switch (fault) {
        case UploadFault::BadForm:
            return {400, "bad-form", "The form cannot be read."};
        case UploadFault::TooManyFields:
            return {413, "form-too-large", "The form has too many or too long fields."};
        case UploadFault::TwoFiles:
            return {400, "two-files", "One file at a time."};
        case UploadFault::NoFile:
            return {400, "no-file", "The form has no file."};
        case UploadFault::NoStorage:
            return kNoStorage;
    }
    std::unreachable();
}

}  // namespace pingli::http
