// A file layer for SQLite that behaves as a disk does when the power goes: what was written since
// the last sync is held in this process, but for a random part of it, sector by sector, which
// reaches the file at once. Killing the process therefore loses writes, in no order, as a power cut
// would; the page cache of the system cannot save them.

#pragma once

#include <cstdint>

namespace pingli::crash {

constexpr const char* kLossyVfs = "lossy";

// Registers it under that name. Once a process. When it ignores syncs, a store must lose changes:
// so one sees that the check would notice.
void install_lossy_vfs(std::uint64_t seed, bool ignores_sync);

}  // namespace pingli::crash
