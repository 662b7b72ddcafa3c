#include "server/tar_file.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace pingli::server {

namespace fs = std::filesystem;

namespace {

using Archive = std::unique_ptr<archive, decltype(&archive_write_free)>;
using Entry = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

constexpr std::size_t kChunk = 64 << 10;
constexpr int kOwnersAlone = 0600;

std::unexpected<Error> failed(const fs::path& path) {
    return fail(ErrorCode::Unavailable, path.string() + ": cannot be read or written");
}

Result<void> append(archive* out, const fs::path& file, const std::string& path) {
    std::error_code fault;
    const std::uint64_t bytes = fs::file_size(file, fault);
    if (fault) return failed(file);
    const Entry entry{archive_entry_new(), &archive_entry_free};
    archive_entry_set_pathname(entry.get(), path.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), kOwnersAlone);
    if (archive_write_header(out, entry.get()) != ARCHIVE_OK) return failed(file);
    std::ifstream in{file, std::ios::binary};
    std::vector<char> chunk(kChunk);
    std::uint64_t written = 0;
    while (in.read(chunk.data(), kChunk), in.gcount() > 0) {
        const auto size = static_cast<std::size_t>(in.gcount());
        if (archive_write_data(out, chunk.data(), size) != in.gcount()) return failed(file);
        written += size;
    }
    // A file that grew or shrank meanwhile is not what its header says.
    if (written != bytes) return failed(file);
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
    const Archive out{archive_write_new(), &archive_write_free};
    archive_write_set_format_pax_restricted(out.get());
    if (archive_write_open_filename(out.get(), to.c_str()) != ARCHIVE_OK) return failed(to);
    for (const fs::path& file : files)
        TRY(append(out.get(), file, name + "/" + file.lexically_relative(folder).generic_string()));
    if (archive_write_close(out.get()) != ARCHIVE_OK) return failed(to);
    return {};
}

}  // namespace pingli::server
