#include "crash/lossy_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>

namespace pingli::crash {

namespace {

constexpr std::int64_t kSector = 512;
constexpr unsigned kReachesDiskInHundred = 30;

using Sector = std::array<char, kSector>;

// What is not yet on the disk of one file; shared by all connections that have it open.
struct Pending {
    std::map<std::int64_t, Sector> sectors;
    std::int64_t size = 0;  // of the file as the process sees it
};

struct State {
    sqlite3_vfs* real = nullptr;
    bool ignores_sync = false;
    std::mutex mutex;  // guards all below, and keeps writes whole
    std::map<std::string, std::shared_ptr<Pending>> files;
    std::mt19937_64 random;
};

State& state() {
    static State the;
    return the;
}

struct File {
    sqlite3_file base;
    Pending* pending;  // null: passed through
    [[nodiscard]] sqlite3_file* real() {
        return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(this) + sizeof(File));
    }
};

File* ours(sqlite3_file* file) {
    return reinterpret_cast<File*>(file);
}

// The sector as the process sees it.
Sector load(File& file, std::int64_t index) {
    const auto found = file.pending->sectors.find(index);
    if (found != file.pending->sectors.end()) return found->second;
    Sector sector{};
    sqlite3_file* const real = file.real();
    // A short read fills with zeros, which is what lies beyond the end.
    static_cast<void>(real->pMethods->xRead(real, sector.data(), kSector, index * kSector));
    return sector;
}

int store(File& file, std::int64_t index, const Sector& sector) {
    sqlite3_file* const real = file.real();
    const std::int64_t at = index * kSector;
    const std::int64_t count = std::min(kSector, file.pending->size - at);
    if (count <= 0) return SQLITE_OK;
    return real->pMethods->xWrite(real, sector.data(), static_cast<int>(count), at);
}

int close(sqlite3_file* f) {
    sqlite3_file* const real = ours(f)->real();
    return real->pMethods == nullptr ? SQLITE_OK : real->pMethods->xClose(real);
}

int read(sqlite3_file* f, void* to, int count, sqlite3_int64 at) {
    File& file = *ours(f);
    if (file.pending == nullptr) return file.real()->pMethods->xRead(file.real(), to, count, at);
    const std::lock_guard lock(state().mutex);
    auto* out = static_cast<char*>(to);
    const std::int64_t end = std::min<std::int64_t>(at + count, file.pending->size);
    std::memset(out, 0, static_cast<std::size_t>(count));
    for (std::int64_t index = at / kSector; index * kSector < end; ++index) {
        const Sector sector = load(file, index);
        const std::int64_t first = std::max<std::int64_t>(at, index * kSector);
        const std::int64_t last = std::min(end, (index + 1) * kSector);
        std::memcpy(out + (first - at), sector.data() + (first - (index * kSector)),
                    static_cast<std::size_t>(last - first));
    }
    return end < at + count ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

int write(sqlite3_file* f, const void* from, int count, sqlite3_int64 at) {
    File& file = *ours(f);
    if (file.pending == nullptr) return file.real()->pMethods->xWrite(file.real(), from, count, at);
    const std::lock_guard lock(state().mutex);
    const auto* in = static_cast<const char*>(from);
    const std::int64_t end = at + count;
    file.pending->size = std::max(file.pending->size, end);
    for (std::int64_t index = at / kSector; index * kSector < end; ++index) {
        Sector sector = load(file, index);
        const std::int64_t first = std::max<std::int64_t>(at, index * kSector);
        const std::int64_t last = std::min(end, (index + 1) * kSector);
        std::memcpy(sector.data() + (first - (index * kSector)), in + (first - at),
                    static_cast<std::size_t>(last - first));
        file.pending->sectors[index] = sector;
        if (state().random() % 100 < kReachesDiskInHundred) {
            const int code = store(file, index, sector);
            if (code != SQLITE_OK) return code;
        }
    }
    return SQLITE_OK;
}

int truncate(sqlite3_file* f, sqlite3_int64 size) {
    File& file = *ours(f);
    if (file.pending != nullptr) {
        const std::lock_guard lock(state().mutex);
        if (size % kSector != 0) {
            Sector sector = load(file, size / kSector);
            std::fill(sector.begin() + (size % kSector), sector.end(), '\0');
            file.pending->sectors[size / kSector] = sector;
        }
        file.pending->sectors.erase(
            file.pending->sectors.lower_bound((size + kSector - 1) / kSector),
            file.pending->sectors.end());
        file.pending->size = size;
    }
    return file.real()->pMethods->xTruncate(file.real(), size);
}

// From here on it survives. The real sync is left out: only this process dies, not the machine.
int sync(sqlite3_file* f, int) {
    File& file = *ours(f);
    if (file.pending == nullptr || state().ignores_sync) return SQLITE_OK;
    const std::lock_guard lock(state().mutex);
    for (const auto& [index, sector] : file.pending->sectors) {
        const int code = store(file, index, sector);
        if (code != SQLITE_OK) return code;
    }
    file.pending->sectors.clear();
    return SQLITE_OK;
}

int file_size(sqlite3_file* f, sqlite3_int64* size) {
    File& file = *ours(f);
    if (file.pending == nullptr) return file.real()->pMethods->xFileSize(file.real(), size);
    const std::lock_guard lock(state().mutex);
    *size = file.pending->size;
    return SQLITE_OK;
}

int lock_file(sqlite3_file* f, int level) {
    return ours(f)->real()->pMethods->xLock(ours(f)->real(), level);
}
int unlock_file(sqlite3_file* f, int level) {
    return ours(f)->real()->pMethods->xUnlock(ours(f)->real(), level);
}
int check_lock(sqlite3_file* f, int* out) {
    return ours(f)->real()->pMethods->xCheckReservedLock(ours(f)->real(), out);
}
// Hints about size and mapping would go past us to the file.
int control(sqlite3_file* f, int what, void* argument) {
    if (what == SQLITE_FCNTL_SIZE_HINT || what == SQLITE_FCNTL_CHUNK_SIZE ||
        what == SQLITE_FCNTL_MMAP_SIZE)
        return SQLITE_NOTFOUND;
    return ours(f)->real()->pMethods->xFileControl(ours(f)->real(), what, argument);
}
int sector_size(sqlite3_file*) {
    return kSector;
}
int characteristics(sqlite3_file* f) {
    return ours(f)->real()->pMethods->xDeviceCharacteristics(ours(f)->real());
}
int shm_map(sqlite3_file* f, int page, int size, int extend, volatile void** out) {
    return ours(f)->real()->pMethods->xShmMap(ours(f)->real(), page, size, extend, out);
}
int shm_lock(sqlite3_file* f, int offset, int count, int flags) {
    return ours(f)->real()->pMethods->xShmLock(ours(f)->real(), offset, count, flags);
}
void shm_barrier(sqlite3_file* f) {
    ours(f)->real()->pMethods->xShmBarrier(ours(f)->real());
}
int shm_unmap(sqlite3_file* f, int remove) {
    return ours(f)->real()->pMethods->xShmUnmap(ours(f)->real(), remove);
}

const sqlite3_io_methods kMethods = {
    2,           close,      read,    write,       truncate,        sync,    file_size, lock_file,
    unlock_file, check_lock, control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
    shm_unmap,   nullptr,    nullptr,
};

std::shared_ptr<Pending> pending_of(File& file, const char* name) {
    const std::lock_guard lock(state().mutex);
    auto& pending = state().files[name];
    if (!pending) {
        pending = std::make_shared<Pending>();
        sqlite3_int64 size = 0;
        file.real()->pMethods->xFileSize(file.real(), &size);
        pending->size = size;
    }
    return pending;
}

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* f, int flags, int* out_flags) {
    File& file = *ours(f);
    std::memset(&file, 0, sizeof(File));
    const int code = state().real->xOpen(state().real, name, file.real(), flags, out_flags);
    if (code != SQLITE_OK) return code;
    constexpr int kKept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
    if (name != nullptr && (flags & kKept) != 0) file.pending = pending_of(file, name).get();
    file.base.pMethods = &kMethods;
    return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* name, int sync_folder) {
    {
        const std::lock_guard lock(state().mutex);
        const auto found = state().files.find(name);
        if (found != state().files.end()) {
            found->second->sectors.clear();
            found->second->size = 0;
        }
    }
    return state().real->xDelete(state().real, name, sync_folder);
}

}  // namespace

void install_lossy_vfs(std::uint64_t seed, bool ignores_sync) {
    static sqlite3_vfs vfs;
    state().random.seed(seed);
    state().ignores_sync = ignores_sync;
    state().real = sqlite3_vfs_find(nullptr);
    vfs = *state().real;
    vfs.pNext = nullptr;
    vfs.zName = kLossyVfs;
    vfs.szOsFile = static_cast<int>(sizeof(File)) + state().real->szOsFile;
    vfs.xOpen = open;
    vfs.xDelete = remove;
    sqlite3_vfs_register(&vfs, 0);
}

}  // namespace pingli::crash
