// Bytes from a file descriptor or from memory, gunzipped when they start as gzip does. The lower
// half of ByteSource.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "intake/limits.hpp"

namespace pingli::intake {

class RawBytes {
public:
    explicit RawBytes(int fd) : fd_(fd) {}  // Closes it.
    explicit RawBytes(std::string_view memory) : memory_(memory) {}
    RawBytes(RawBytes&& other) noexcept;
    RawBytes& operator=(RawBytes&&) = delete;
    ~RawBytes();

    Result<std::size_t> read(std::span<char> out);
    [[nodiscard]] std::uint64_t bytes_taken() const { return taken_; }

private:
    int fd_ = -1;
    std::string_view memory_;
    std::uint64_t taken_ = 0;
};

// What may still be unpacked, by all who share it; `expected` is said when it is used up.
struct UnpackBudget {
    std::uint64_t bytes;
    Said expected;
};

class Inflate {
public:
    // `budget` may be null; else it outlives this.
    Inflate(RawBytes raw, UnpackBudget* budget);
    Inflate(const Inflate&) = delete;
    Inflate& operator=(const Inflate&) = delete;
    ~Inflate();

    // Fills as much of `out` as it can; 0 = the end.
    Result<std::size_t> read(std::span<char> out);
    [[nodiscard]] const RawBytes& raw() const { return raw_; }

private:
    struct Zlib;
    Result<void> begin();
    Result<bool> refill();
    Result<std::size_t> read_plain(std::span<char> out);
    Result<std::size_t> read_gzip(std::span<char> out);

    RawBytes raw_;
    bool begun_ = false;
    std::vector<char> block_;  // read ahead: the magic, or compressed bytes
    std::size_t at_ = 0;
    std::size_t end_ = 0;
    std::uint64_t unpacked_ = 0;
    UnpackBudget* budget_;
    std::unique_ptr<Zlib> zlib_;
};

}  // namespace pingli::intake
