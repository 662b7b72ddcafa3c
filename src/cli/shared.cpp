#include <unistd.h>

#include <iostream>
#include <memory>
#include <system_error>

#include "base/one_line.hpp"
#include "cli/verbs.hpp"
#include "engines/data_file.hpp"

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
    return path == "-" ? engines::read_all(std::cin, "-", bytes_max)
                       : engines::read_file(path, bytes_max);
}

void report(Context& context, const Error& error) {
    context.err << "pingli: " << shown_plainly(error.context) << '\n';
    context.status = kInputAtFault;
}

void report(Context& context, const Problems& problems) {
    for (const Problem& problem : problems) context.err << shown_plainly(to_text(problem)) << '\n';
    context.status = kInputAtFault;
}

}  // namespace pingli::cli
