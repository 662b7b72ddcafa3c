// A window over a ByteSource: what was read and not yet used, in one piece, with readable padding
// behind it. Grows to kRecordBytesMax and no further.

#pragma once

#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "intake/byte_source.hpp"
#include "intake/limits.hpp"

namespace pingli::intake {

// Readable behind the window, for vector instructions and simdjson.
constexpr std::size_t kPaddingBytes = 64;

class BlockBuffer {
public:
    explicit BlockBuffer(ByteSource source) : source_(std::move(source)) {}

    [[nodiscard]] char* data() { return bytes_.data() + at_; }
    [[nodiscard]] std::size_t size() const { return end_ - at_; }
    [[nodiscard]] std::string_view view() const { return {bytes_.data() + at_, end_ - at_}; }
    // Nothing follows what is in the window.
    [[nodiscard]] bool at_end() const { return at_end_; }
    [[nodiscard]] bool is_full() const { return size() >= kRecordBytesMax; }
    void consume(std::size_t size) { at_ += size; }
    [[nodiscard]] const ByteSource& source() const { return source_; }

    // Reads a block more behind the window; moves the window in memory. Only when not at_end() and
    // not is_full().
    Result<void> fill() {
        if (at_ > 0) {
            std::memmove(bytes_.data(), bytes_.data() + at_, end_ - at_);
            end_ -= at_;
            at_ = 0;
        }
        if (bytes_.size() < end_ + kBlockBytes + kPaddingBytes)
            bytes_.resize(std::max(bytes_.size() * 2, end_ + kBlockBytes + kPaddingBytes));
        const std::size_t got = TRY(source_.read({bytes_.data() + end_, kBlockBytes}));
        end_ += got;
        at_end_ = got == 0;
        return {};
    }

private:
    static constexpr std::size_t kBlockBytes = std::size_t{256} << 10U;
    ByteSource source_;
    std::vector<char> bytes_;
    std::size_t at_ = 0;
    std::size_t end_ = 0;
    bool at_end_ = false;
};

}  // namespace pingli::intake
