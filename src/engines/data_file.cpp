#include "engines/data_file.hpp"

#include <array>
#include <fstream>
#include <istream>
#include <system_error>

namespace pingli::engines {

Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
    std::error_code failed;
    if (std::filesystem::is_directory(path, failed))
        return fail(ErrorCode::Invalid, path.string() + ": expected a file, found a folder");
    std::ifstream in{path, std::ios::binary};
    if (!in) return fail(ErrorCode::NotFound, path.string() + ": cannot be opened for reading");
    return read_all(in, path.string(), bytes_max);
}

Result<std::string> read_all(std::istream& in, const std::string& name, std::size_t bytes_max) {
    std::string bytes;
    constexpr std::size_t kBlock = 1 << 16;
    std::array<char, kBlock> block{};
    while (in.read(block.data(), block.size()) || in.gcount() > 0) {
        bytes.append(block.data(), static_cast<std::size_t>(in.gcount()));
        if (bytes.size() > bytes_max)
            return fail(ErrorCode::TooLarge,
                        name + ": larger than " + std::to_string(bytes_max) + " bytes");
    }
    if (in.bad()) return fail(ErrorCode::Unavailable, name + ": reading failed");
    return bytes;
}

}  // namespace pingli::engines
