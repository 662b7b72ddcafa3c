#include "server/tar_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace pingli::server {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kBlock = 512;
using Block = std::array<char, kBlock>;

// The fields of a ustar header: where each begins and how long it is.
struct Field {
    std::size_t at;
    std::size_t bytes;
};
constexpr Field kName{.at = 0, .bytes = 100}, kMode{.at = 100, .bytes = 8},
    kUser{.at = 108, .bytes = 8}, kGroup{.at = 116, .bytes = 8}, kSize{.at = 124, .bytes = 12},
    kTime{.at = 136, .bytes = 12}, kSum{.at = 148, .bytes = 8}, kMagic{.at = 257, .bytes = 8},
    kPrefix{.at = 345, .bytes = 155};
constexpr std::size_t kTypeAt = 156;

void put(Block& block, Field field, const std::string& text) {
    std::memcpy(block.data() + field.at, text.data(), std::min(text.size(), field.bytes));
}

void put_octal(Block& block, Field field, std::uint64_t value) {
    std::string digits(field.bytes - 1, '0');
    for (auto at = digits.rbegin(); at != digits.rend(); ++at, value >>= 3U)
        *at = static_cast<char>('0' + (value & 7U));
    put(block, field, digits);
}

// A long path stands in two fields, parted at a slash.
struct Path {
    std::string folder;
    std::string name;
};

std::optional<Path> parted(const std::string& path) {
    if (path.size() < kName.bytes) return Path{.folder = {}, .name = path};
    const auto slash = path.find('/', path.size() - kName.bytes);  // none is past every end
    if (slash >= kPrefix.bytes) return std::nullopt;
    return Path{.folder = path.substr(0, slash), .name = path.substr(slash + 1)};
}

Block header_of(const Path& path, std::uint64_t bytes) {
    Block block{};
    put(block, kName, path.name);
    put(block, kPrefix, path.folder);
    put_octal(block, kMode, 0600);
    put_octal(block, kUser, 0);
    put_octal(block, kGroup, 0);
    put_octal(block, kSize, bytes);
    put_octal(block, kTime, 0);
    put(block, kMagic, std::string{"ustar\00000", 8});
    block[kTypeAt] = '0';
    put(block, kSum, std::string(kSum.bytes, ' '));
    std::uint64_t sum = 0;
    for (const char c : block) sum += static_cast<unsigned char>(c);
    put_octal(block, {.at = kSum.at, .bytes = kSum.bytes - 1}, sum);
    block[kSum.at + kSum.bytes - 2] = '\0';
    return block;
}

std::unexpected<Error> failed(const fs::path& path) {
    return fail(ErrorCode::Unavailable, path.string() + ": cannot be read or written");
}

Result<void> append(std::ofstream& out, const fs::path& file, const std::string& path) {
    std::error_code fault;
    const std::uint64_t bytes = fs::file_size(file, fault);
    if (fault) return failed(file);
    const auto name = parted(path);
    if (!name || bytes > kTarFileBytesMax)
        return fail(ErrorCode::TooLarge, file.string() + ": too large for a tar file");
    const Block header = header_of(*name, bytes);
    out.write(header.data(), header.size());
    const std::ifstream in{file, std::ios::binary};
    if (bytes > 0) out << in.rdbuf();
    const Block nothing{};
    if (const auto rest = bytes % kBlock; rest > 0)
        out.write(nothing.data(), static_cast<std::streamsize>(kBlock - rest));
    if (!in || !out) return failed(file);
    return {};
}

}  // namespace

Result<void> write_tar(const fs::path& folder, const std::string& name, const fs::path& to) {
    std::vector<fs::path> files;
    std::error_code fault;
    for (fs::recursive_directory_iterator at{folder, fault};
         !fault && at != fs::recursive_directory_iterator{}; at.increment(fault))
        if (at->is_regular_file(fault)) files.push_back(at->path());
    if (fault) return failed(folder);
    std::ranges::sort(files);
    std::ofstream out{to, std::ios::binary | std::ios::trunc};
    for (const fs::path& file : files)
        TRY(append(out, file, name + "/" + file.lexically_relative(folder).generic_string()));
    const Block nothing{};
    out.write(nothing.data(), nothing.size()).write(nothing.data(), nothing.size());
    out.close();
    if (!out) return failed(to);
    return {};
}

}  // namespace pingli::server
