#include "intake/inflate.hpp"

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace pingli::intake {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10U;
constexpr int kGzipWindow = 15 + 16;  // zlib: the largest window, gzip framing

}  // namespace

RawBytes::RawBytes(RawBytes&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), memory_(other.memory_), taken_(other.taken_) {}

RawBytes::~RawBytes() {
    if (fd_ >= 0) static_cast<void>(::close(fd_));
}

Result<std::size_t> RawBytes::read(std::span<char> out) {
    if (fd_ < 0) {
        const std::size_t size = std::min(out.size(), memory_.size());
        std::memcpy(out.data(), memory_.data(), size);
        memory_.remove_prefix(size);
        taken_ += size;
        return size;
    }
    while (true) {
        const ssize_t got = ::read(fd_, out.data(), out.size());
        if (got >= 0) {
            taken_ += static_cast<std::uint64_t>(got);
            return static_cast<std::size_t>(got);
        }
        if (errno != EINTR)
            return fail(ErrorCode::Unavailable, say("file.read", std::strerror(errno)));
    }
}

struct Inflate::Zlib {
    z_stream stream{};
    bool in_member = true;
    Zlib() = default;
    Zlib(const Zlib&) = delete;
    Zlib& operator=(const Zlib&) = delete;
    ~Zlib() { static_cast<void>(inflateEnd(&stream)); }
};

Inflate::Inflate(RawBytes raw, UnpackBudget* budget) : raw_(std::move(raw)), budget_(budget) {}
Inflate::~Inflate() = default;

Result<bool> Inflate::refill() {
    at_ = 0;
    end_ = TRY(raw_.read(block_));
    return end_ > 0;
}

Result<void> Inflate::begin() {
    begun_ = true;
    block_.resize(kBlockBytes);
    while (end_ < 2) {  // A pipe may hand over a single byte first.
        const std::size_t got = TRY(raw_.read(std::span{block_}.subspan(end_)));
        if (got == 0) break;
        end_ += got;
    }
    if (end_ < 2 || block_[0] != '\x1F' || block_[1] != '\x8B') return {};
    zlib_ = std::make_unique<Zlib>();
    if (inflateInit2(&zlib_->stream, kGzipWindow) != Z_OK)
        return fail(ErrorCode::Unavailable, say("file.gzip_memory"));
    return {};
}

Result<std::size_t> Inflate::read(std::span<char> out) {
    if (!begun_) TRY(begin());
    return zlib_ ? read_gzip(out) : read_plain(out);
}

Result<std::size_t> Inflate::read_plain(std::span<char> out) {
    if (at_ == end_) return raw_.read(out);
    const std::size_t size = std::min(out.size(), end_ - at_);
    std::memcpy(out.data(), block_.data() + at_, size);
    at_ += size;
    return size;
}

Result<std::size_t> Inflate::read_gzip(std::span<char> out) {
    z_stream& stream = zlib_->stream;
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    while (stream.avail_out > 0) {
        if (at_ == end_ && !TRY(refill())) {
            if (zlib_->in_member) return fail(ErrorCode::Corrupt, say("file.gzip_end"));
            break;
        }
        if (!zlib_->in_member) {  // Members may follow one another; padding of NULs may end them.
            while (at_ < end_ && block_[at_] == '\0') ++at_;
            if (at_ == end_) continue;
            static_cast<void>(inflateReset(&stream));
            zlib_->in_member = true;
        }
        stream.next_in = reinterpret_cast<Bytef*>(block_.data() + at_);
        stream.avail_in = static_cast<uInt>(end_ - at_);
        const int status = inflate(&stream, Z_NO_FLUSH);
        at_ = end_ - stream.avail_in;
        if (status == Z_STREAM_END)
            zlib_->in_member = false;
        else if (status != Z_OK && status != Z_BUF_ERROR)
            return fail(ErrorCode::Corrupt, say("file.gzip_sound"));
    }
    const std::uint64_t got = out.size() - stream.avail_out;
    unpacked_ += got;
    if (budget_ != nullptr) {
        if (got > budget_->bytes) return fail(ErrorCode::TooLarge, budget_->expected);
        budget_->bytes -= got;
    }
    if (unpacked_ > kUnpackedBytesFree && unpacked_ / kUnpackedTimesMax > raw_.bytes_taken())
        return fail(ErrorCode::Corrupt, say("file.gzip_ratio", kUnpackedTimesMax));
    return out.size() - stream.avail_out;
}

}  // namespace pingli::intake
