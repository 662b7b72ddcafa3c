// Looks now and then for uploaded files that no case holds and takes them away when their time is
// over (app/uploaded_files.hpp), so that what was never handed in does not fill the disk.

#pragma once

#include <chrono>
#include <functional>
#include <thread>

#include "app/event_store.hpp"
#include "app/uploaded_files.hpp"
#include "server/rounds.hpp"

namespace pingli::server {

struct FileKeeperOptions {
    std::function<Instant()> now;
    std::chrono::milliseconds every{0};
    NoteLine note;  // no personal data
};

class FileKeeper {
public:
    // All outlive it.
    FileKeeper(app::Store& store, app::UploadedFiles& files, const FileKeeperOptions& options);
    FileKeeper(const FileKeeper&) = delete;
    FileKeeper& operator=(const FileKeeper&) = delete;
    ~FileKeeper() = default;

private:
    std::jthread thread_;
};

struct Collected {
    std::int64_t files = 0;
    std::int64_t bytes = 0;
    std::int64_t shops_passed_over = 0;  // whose chain cannot be read: nothing of theirs is erased
};
// One round.
Result<Collected> collect_files(app::Store& store, app::UploadedFiles& files, Instant now);

}  // namespace pingli::server
