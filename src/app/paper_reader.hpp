// Reads the tables that exhibits may be: a carrier's list, the shop's own contact log.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "contacts/reconcile.hpp"

namespace pingli::app {

// A busy line's list of some years; each line is compared with each contact that is alleged.
constexpr std::size_t kPaperLinesMax = 20'000;

template <class Line>
struct Paper {
    std::vector<Line> lines;
    std::int64_t unreadable = 0;  // lines that were left out
};

class PaperReader {
public:
    virtual ~PaperReader() = default;
    // Times without an offset are of `zone` (IANA name). Invalid when the file is no such table or
    // is too long, Unavailable when it cannot be read. A list may leave out the number whose list
    // it is: where there is one only, it is that of `own_numbers`.
    virtual Result<Paper<contacts::ListedCall>> carrier_list(
        const std::string& path, const std::string& zone,
        const std::vector<std::string>& own_numbers) = 0;
    virtual Result<Paper<contacts::LoggedContact>> contact_log(const std::string& path,
                                                               const std::string& zone) = 0;
};

}  // namespace pingli::app
