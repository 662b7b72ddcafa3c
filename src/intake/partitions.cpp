#include "intake/partitions.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace pingli::intake {

namespace {

constexpr unsigned kPartShift = 56;  // 64 - log2(kParts)
static_assert(kParts == std::size_t{1} << (64 - kPartShift));

Said disk_error(const std::filesystem::path& folder, int why) {
    const bool is_full = why == ENOSPC || why == EDQUOT || why == EFBIG;
    return is_full ? say("folder.temporary_full", folder.string(), std::strerror(why))
                   : say("folder.temporary", folder.string(), std::strerror(why));
}

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

}  // namespace

std::uint64_t hash_of(std::string_view key) {
    constexpr std::uint64_t kFirst = 0x9E3779B97F4A7C15U;
    constexpr std::uint64_t kSecond = 0xD6E8FEB86659FD93U;
    std::uint64_t hash = kFirst ^ key.size();
    while (!key.empty()) {
        std::uint64_t word = 0;
        const std::size_t size = std::min(key.size(), sizeof word);
        std::memcpy(&word, key.data(), size);
        hash = mix(hash ^ word, kSecond);
        key.remove_prefix(size);
    }
    return mix(hash, kFirst);
}

Partitions::~Partitions() {
    if (fd_ >= 0) static_cast<void>(::close(fd_));
}

void Partitions::append(std::string& to, const StoredRow& row) {
    PINGLI_ASSERT(row.key.size() <= std::numeric_limits<std::uint16_t>::max());
    const Header header{.size = static_cast<std::uint32_t>(row.key.size() + row.fields.size()),
                        .key_size = static_cast<std::uint16_t>(row.key.size()),
                        .tag = static_cast<std::uint16_t>(row.tag),
                        .hash = row.hash};
    to.append(reinterpret_cast<const char*>(&header), sizeof header);
    to.append(row.key);
    to.append(row.fields);
}

Result<void> Partitions::put(RowTag tag, std::uint64_t hash, std::string_view key,
                             std::string_view fields) {
    const StoredRow row{.tag = tag, .hash = hash, .key = key, .fields = fields};
    const std::size_t size = sizeof(Header) + key.size() + fields.size();
    bytes_ += size;
    if (!is_spilled_ && bytes_ > memory_bytes_) TRY(spill());
    if (is_spilled_) return put_in_part(row);
    if (memory_.empty() || memory_.back().capacity() - memory_.back().size() < size)
        memory_.emplace_back().reserve(std::max(kMemoryChunkBytes, size));
    append(memory_.back(), row);
    return {};
}

Result<void> Partitions::put_in_part(const StoredRow& row) {
    Part& part = parts_[row.hash >> kPartShift];
    const std::size_t size = sizeof(Header) + row.key.size() + row.fields.size();
    if (part.buffer.size() + size > part.buffer.capacity()) TRY(flush(part));
    append(part.buffer, row);
    return {};
}

Result<void> Partitions::make_file() {
    std::string folder = (temporary_ / "pingli-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr)  // mode 0700
        return fail(ErrorCode::Unavailable, disk_error(temporary_, errno));
    const std::string file = folder + "/rows";
    fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    const int why = errno;
    static_cast<void>(::unlink(file.c_str()));
    static_cast<void>(::rmdir(folder.c_str()));
    if (fd_ < 0) return fail(ErrorCode::Unavailable, disk_error(temporary_, why));
    return {};
}

Result<void> Partitions::spill() {
    TRY(make_file());
    is_spilled_ = true;
    parts_.resize(kParts);
    for (Part& part : parts_) part.buffer.reserve(kBufferBytes);
    std::vector<StoredRow> rows;
    for (std::string& chunk : memory_) {
        rows.clear();
        read_rows(chunk, rows);
        for (const StoredRow& row : rows) TRY(put_in_part(row));
        chunk = {};
    }
    memory_.clear();
    return {};
}

Result<void> Partitions::flush(Part& part) {
    std::string_view left = part.buffer;
    if (left.empty()) return {};
    part.chunks.push_back({.offset = file_bytes_, .size = static_cast<std::uint32_t>(left.size())});
    part.bytes += left.size();
    while (!left.empty()) {
        const ssize_t written =
            ::pwrite(fd_, left.data(), left.size(), static_cast<off_t>(file_bytes_));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0)
            return fail(ErrorCode::Unavailable,
                        disk_error(temporary_, written == 0 ? ENOSPC : errno));
        file_bytes_ += static_cast<std::uint64_t>(written);
        left.remove_prefix(static_cast<std::size_t>(written));
    }
    part.buffer.clear();
    if (part.buffer.capacity() > 4 * kBufferBytes) {  // A single long row made it so.
        part.buffer = {};
        part.buffer.reserve(kBufferBytes);
    }
    return {};
}

void Partitions::read_rows(std::string_view bytes, std::vector<StoredRow>& out) {
    while (!bytes.empty()) {
        Header header{};
        PINGLI_ASSERT(bytes.size() >= sizeof header);
        std::memcpy(&header, bytes.data(), sizeof header);
        bytes.remove_prefix(sizeof header);
        PINGLI_ASSERT(bytes.size() >= header.size);
        out.push_back({.tag = static_cast<RowTag>(header.tag),
                       .hash = header.hash,
                       .key = bytes.substr(0, header.key_size),
                       .fields = bytes.substr(header.key_size, header.size - header.key_size)});
        bytes.remove_prefix(header.size);
    }
}

Result<void> Partitions::load(std::size_t index, std::vector<StoredRow>& out) {
    out.clear();
    if (!is_spilled_) {
        for (const std::string& chunk : memory_) read_rows(chunk, out);
        return {};
    }
    Part& part = parts_.at(index);
    if (part.bytes + part.buffer.size() > kPartBytesMax)
        return fail(ErrorCode::TooLarge, say("folder.crowded"));
    loaded_.resize(part.bytes + part.buffer.size());
    std::size_t at = 0;
    for (const Chunk& chunk : part.chunks) {
        for (std::size_t done = 0; done < chunk.size;) {
            const ssize_t got = ::pread(fd_, loaded_.data() + at + done, chunk.size - done,
                                        static_cast<off_t>(chunk.offset + done));
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0)
                return fail(ErrorCode::Unavailable, disk_error(temporary_, got == 0 ? EIO : errno));
            done += static_cast<std::size_t>(got);
        }
        at += chunk.size;
    }
    std::memcpy(loaded_.data() + at, part.buffer.data(), part.buffer.size());
    read_rows(loaded_, out);
    return {};
}

}  // namespace pingli::intake
