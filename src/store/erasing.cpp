#include "store/erasing.hpp"

namespace pingli::store {

std::string plain_part(std::string_view id) {
    const auto is_plain = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\' && c != '<' && c != '/';
    };
    std::string_view longest;
    for (std::size_t from = 0; from < id.size();) {
        std::size_t end = from;
        while (end < id.size() && is_plain(id[end])) ++end;
        if (end - from > longest.size()) longest = id.substr(from, end - from);
        from = end + 1;
    }
    return std::string{longest};
}

}  // namespace pingli::store
