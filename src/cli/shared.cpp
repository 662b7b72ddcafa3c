#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <system_error>

#include "cli/verbs.hpp"

namespace pingli::cli {

namespace fs = std::filesystem;

namespace {

bool holds_data(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_directory(folder / "rulebooks", ignored) &&
           fs::is_directory(folder / "lexicons", ignored);
}

}  // namespace

Result<fs::path> find_data_root(const Context& context) {
    if (!context.data_root_option.empty()) {
        fs::path folder{context.data_root_option};
        if (holds_data(folder)) return folder;
        return fail(ErrorCode::NotFound, "--data-root " + folder.string() +
                                             ": expected a folder with rulebooks/ and lexicons/");
    }
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed).parent_path();
    for (const fs::path& folder :
         {program, program / "../share/pingli", program / "../..", fs::path{PINGLI_REPOSITORY}})
        if (holds_data(folder)) return folder.lexically_normal();
    return fail(ErrorCode::NotFound,
                "the program's data (rulebooks/, lexicons/ …) was not found; name its folder with "
                "--data-root");
}

Result<std::string> read_file(const fs::path& path, std::size_t bytes_max) {
    const bool is_stdin = path == "-";
    std::ifstream file;
    if (!is_stdin) {
        std::error_code failed;
        if (fs::is_directory(path, failed))
            return fail(ErrorCode::Invalid, path.string() + ": expected a file, found a folder");
        file.open(path, std::ios::binary);
        if (!file)
            return fail(ErrorCode::NotFound, path.string() + ": cannot be opened for reading");
    }
    std::istream& in = is_stdin ? std::cin : file;
    std::string bytes;
    constexpr std::size_t kBlock = 1 << 16;
    std::array<char, kBlock> block{};
    while (in.read(block.data(), block.size()) || in.gcount() > 0) {
        bytes.append(block.data(), static_cast<std::size_t>(in.gcount()));
        if (bytes.size() > bytes_max)
            return fail(ErrorCode::TooLarge,
                        path.string() + ": larger than " + std::to_string(bytes_max) + " bytes");
    }
    if (in.bad()) return fail(ErrorCode::Unavailable, path.string() + ": reading failed");
    return bytes;
}

void report(Context& context, const Error& error) {
    context.err << "pingli: " << error.context << '\n';
    context.status = kInputAtFault;
}

void report(Context& context, const Problems& problems) {
    for (const Problem& problem : problems) context.err << to_text(problem) << '\n';
    context.status = kInputAtFault;
}

}  // namespace pingli::cli
