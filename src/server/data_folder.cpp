#include "server/data_folder.hpp"

#include <unistd.h>

namespace pingli::server {

namespace fs = std::filesystem;

Result<void> ensure_folder(const fs::path& folder) {
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault || ::access(folder.c_str(), W_OK | X_OK) != 0)
        return fail(ErrorCode::Unavailable, folder.string() + ": cannot be written");
    fs::permissions(folder, fs::perms::owner_all, fs::perm_options::replace, fault);
    return {};
}

Result<void> begin_uploads(const fs::path& folder) {
    TRY(ensure_folder(folder));
    std::error_code fault;
    for (fs::directory_iterator left{folder, fault}; !fault && left != fs::directory_iterator{};
         left.increment(fault)) {
        fs::remove_all(left->path(), fault);
        if (fault) break;
    }
    if (fault) return fail(ErrorCode::Unavailable, folder.string() + ": " + fault.message());
    return {};
}

}  // namespace pingli::server
