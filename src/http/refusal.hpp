// Inside of http only: what a connection says to a request that it does not let in.

#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "http/upload_sink.hpp"

namespace pingli::http {

struct Refusal {
    Refusal(int number, std::string_view name, std::string_view text, std::string methods = {})
        : status(number), code(name), title(text), allow(std::move(methods)) {}
    int status;
    std::string_view code;
    std::string_view title;
    std::string allow;  // of 405
};

inline const Refusal kBadRequest{400, "bad-request", "This is not an HTTP request."};
inline const Refusal kTooLong{431, "header-too-large", "The head of the request is too long."};
inline const Refusal kTooLarge{413, "too-large", "The body is larger than is accepted here."};
inline const Refusal kBadBody{400, "bad-body", "The body is not framed as its head says."};
inline const Refusal kBusy{503, "busy", "Too much is going on; try again in a moment."};
inline const Refusal kNoStorage{507, "no-storage", "The file could not be stored."};
inline const Refusal kTimeout{408, "timeout", "The request took too long to arrive."};

Refusal refusal_of(UploadFault fault);

}  // namespace pingli::http
