#include "http/lines.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace pingli::http {

namespace {

constexpr std::size_t kPieceBytes = 64 << 10;

}  // namespace

Result<void> each_line(const UploadedFile& body, std::size_t bytes_max,
                       const std::function<void(std::size_t, std::string_view)>& take) {
    std::ifstream in{body.file.path(), std::ios::binary};
    if (!in) return fail(ErrorCode::Unavailable, "a body that was kept cannot be read");
    std::vector<char> piece(kPieceBytes);
    std::string line;
    std::size_t number = 1;
    const auto end_line = [&] {
        if (line.find_first_not_of(" \t\r") != std::string::npos) take(number, line);
        line.clear();
        ++number;
    };
    while (in.read(piece.data(), std::ssize(piece)) || in.gcount() > 0) {
        std::string_view rest{piece.data(), static_cast<std::size_t>(in.gcount())};
        while (!rest.empty()) {
            const std::string_view part = rest.substr(0, rest.find('\n'));
            line += part.substr(0, bytes_max + 1 - line.size());
            if (part.size() == rest.size()) break;
            rest.remove_prefix(part.size() + 1);
            end_line();
        }
    }
    end_line();
    if (!in.eof()) return fail(ErrorCode::Unavailable, "a body that was kept cannot be read");
    return {};
}

}  // namespace pingli::http
