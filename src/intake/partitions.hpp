// Encoded rows kept apart by the hash of their key, so that what belongs together can be joined one
// part at a time. In memory until that is too much, then on disk: one file, unlinked as soon as it
// is made, so that nothing is left behind however the program ends. Not thread-safe.

#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "intake/limits.hpp"
#include "intake/row_codec.hpp"

namespace pingli::intake {

// On disk rows are kept in this many parts; in memory in one.
constexpr std::size_t kParts = 256;

std::uint64_t hash_of(std::string_view key);

struct StoredRow {
    RowTag tag{};
    std::uint64_t hash = 0;
    std::string_view key;
    std::string_view fields;
};

class Partitions {
public:
    // `memory_bytes`: how much is kept in memory before the disk is used. `temporary`: the folder
    // to make the file in.
    Partitions(std::filesystem::path temporary, std::size_t memory_bytes)
        : temporary_(std::move(temporary)), memory_bytes_(memory_bytes) {}
    Partitions(Partitions&&) = delete;
    ~Partitions();

    // `hash` is hash_of(key), or another number that rows which belong together share. `key` at
    // most 64 KiB. Fails with Unavailable when the disk is full.
    Result<void> put(RowTag tag, std::uint64_t hash, std::string_view key, std::string_view fields);
    // No put() after the first part was loaded.
    [[nodiscard]] std::size_t parts() const { return is_spilled_ ? kParts : 1; }
    [[nodiscard]] bool is_spilled() const { return is_spilled_; }
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

    // The rows of a part in the order in which they were put. They borrow from this object until
    // the next load(). Rows of one key are all in one part.
    Result<void> load(std::size_t part, std::vector<StoredRow>& out);

private:
    struct Header {
        std::uint32_t size;  // of key and fields
        std::uint16_t key_size;
        std::uint16_t tag;
        std::uint64_t hash;
    };
    struct Chunk {
        std::uint64_t offset;
        std::uint32_t size;
    };
    struct Part {
        std::string buffer;
        std::vector<Chunk> chunks;
        std::uint64_t bytes = 0;
    };
    static constexpr std::size_t kMemoryChunkBytes = std::size_t{1} << 20U;
    static constexpr std::size_t kBufferBytes = std::size_t{64} << 10U;

    static void append(std::string& to, const StoredRow& row);
    Result<void> put_in_part(const StoredRow& row);
    Result<void> flush(Part& part);
    Result<void> spill();
    Result<void> make_file();
    static void read_rows(std::string_view bytes, std::vector<StoredRow>& out);

    std::filesystem::path temporary_;
    std::size_t memory_bytes_;
    std::uint64_t bytes_ = 0;
    std::vector<std::string> memory_;  // chunks that never grow past their capacity
    bool is_spilled_ = false;
    int fd_ = -1;
    std::uint64_t file_bytes_ = 0;
    std::vector<Part> parts_;
    std::string loaded_;
};

}  // namespace pingli::intake
