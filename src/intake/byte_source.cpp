#include "intake/byte_source.hpp"

#include <fcntl.h>
#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "intake/inflate.hpp"

namespace pingli::intake {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10U;
// Fewer bytes beyond ASCII than this are no ground to tell an encoding by, unless the file ends.
constexpr std::size_t kSampleBytesMin = 256;
constexpr std::size_t kOutBytesMin = 16;

const char* iconv_name(Encoding encoding) {
    switch (encoding) {
        case Encoding::Utf16Le:
            return "UTF-16LE";
        case Encoding::Utf16Be:
            return "UTF-16BE";
        case Encoding::Gb18030:
            return "GB18030";
        case Encoding::Utf8:
            return "UTF-8";
    }
    return "UTF-8";
}

class Iconv {
public:
    Iconv() = default;
    Iconv(const Iconv&) = delete;
    Iconv& operator=(const Iconv&) = delete;
    ~Iconv() {
        if (is_open()) static_cast<void>(iconv_close(handle_));
    }
    [[nodiscard]] bool is_open() const { return handle_ != closed(); }
    bool open(Encoding from) {
        handle_ = iconv_open("UTF-8", iconv_name(from));
        return is_open();
    }
    // Moves both spans on; false at a sequence that is no character.
    bool convert(std::span<char>& in, std::span<char>& out, bool& is_cut_off) {
        char* in_at = in.data();
        std::size_t in_left = in.size();
        char* out_at = out.data();
        std::size_t out_left = out.size();
        const std::size_t status = iconv(handle_, &in_at, &in_left, &out_at, &out_left);
        const int why = errno;
        in = in.last(in_left);
        out = out.last(out_left);
        is_cut_off = status == static_cast<std::size_t>(-1) && why == EINVAL;
        return status != static_cast<std::size_t>(-1) || why == E2BIG || why == EINVAL;
    }

private:
    static iconv_t closed() {
        return reinterpret_cast<iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr): iconv's way.
    }
    iconv_t handle_ = closed();
};

}  // namespace

struct ByteSource::State {
    enum class Phase : std::uint8_t { Start, Ascii, Plain, Converting };

    Inflate bytes;
    Phase phase = Phase::Start;
    Encoding encoding = Encoding::Utf8;
    Iconv iconv;
    std::vector<char> block = std::vector<char>(kBlockBytes);
    std::size_t at = 0;
    std::size_t end = 0;
    bool at_end = false;
    enum class LineEnds : std::uint8_t { Unknown, Usual, ReturnsAlone };
    LineEnds line_ends = LineEnds::Unknown;
    bool is_return_held = false;

    State(RawBytes raw, UnpackBudget* budget) : bytes(std::move(raw), budget) {}

    [[nodiscard]] std::string_view ahead() const { return {block.data() + at, end - at}; }

    // Reads until `wanted` bytes are ahead or the file ends.
    Result<void> look_ahead(std::size_t wanted) {
        PINGLI_ASSERT(wanted <= block.size());
        if (at > 0 && end - at < wanted) {
            std::memmove(block.data(), block.data() + at, end - at);
            end -= at;
            at = 0;
        }
        while (!at_end && end - at < wanted) {
            const std::size_t got = TRY(bytes.read(std::span{block}.subspan(end)));
            at_end = got == 0;
            end += got;
        }
        return {};
    }

    Result<void> start() {
        phase = Phase::Ascii;
        TRY(look_ahead(kSampleBytesMin));
        if (const auto mark = find_byte_order_mark(ahead())) {
            at += mark->size;
            return choose(mark->encoding);
        }
        const auto binary = name_binary(ahead());
        if (!binary.empty()) return fail(ErrorCode::Invalid, say("file.text", binary));
        return {};
    }

    Result<void> choose(Encoding chosen) {
        encoding = chosen;
        phase = chosen == Encoding::Utf8 ? Phase::Plain : Phase::Converting;
        if (phase == Phase::Converting && !iconv.open(chosen))
            return fail(ErrorCode::Unavailable, say("file.no_decoder", iconv_name(chosen)));
        return {};
    }

    // Passes ASCII on; chooses an encoding at the first byte beyond it.
    Result<std::size_t> read_ascii(std::span<char> out) {
        TRY(look_ahead(1));
        const std::size_t ascii = ascii_prefix(ahead());
        if (ascii == 0 && at < end) {
            TRY(look_ahead(kSampleBytesMin));
            const auto guess = guess_encoding(ahead());
            if (!guess) return fail(ErrorCode::Invalid, say("file.encodings"));
            TRY(choose(*guess));
            return read_text(out);
        }
        return take(out, ascii);
    }

    std::size_t take(std::span<char> out, std::size_t most) {
        const std::size_t size = std::min(out.size(), most);
        std::memcpy(out.data(), block.data() + at, size);
        at += size;
        return size;
    }

    Result<std::size_t> read_plain(std::span<char> out) {
        if (at < end) return take(out, end - at);
        return bytes.read(out);
    }

    Result<std::size_t> read_converted(std::span<char> out) {
        const std::size_t size = out.size();
        while (out.size() == size) {
            TRY(look_ahead(1));
            if (at == end) return std::size_t{0};
            std::span<char> in{block.data() + at, end - at};
            bool is_cut_off = false;
            const bool converted = iconv.convert(in, out, is_cut_off);
            at = end - in.size();
            if (is_cut_off) {
                const std::size_t left = end - at;
                TRY(look_ahead(left + 1));
                if (end - at > left) continue;
            }
            if ((!converted || is_cut_off) && at < end) {
                if (out.empty()) break;
                out.front() = '\xFF';
                out = out.subspan(1);
                ++at;
            }
        }
        return size - out.size();
    }

    Result<std::size_t> read(std::span<char> out) {
        while (true) {
            const std::size_t held = is_return_held ? 1 : 0;
            if (is_return_held) out.front() = '\r';
            is_return_held = false;
            const std::size_t got = TRY(read_text(out.subspan(held)));
            const std::size_t size = mend_line_ends(out.first(held + got), got == 0);
            if (size > 0 || got == 0) return size;
        }
    }

    // The first line end that is seen says how all lines of the file end. A return at the end of
    // what is read is held back until what follows is known. Returns how much is left.
    std::size_t mend_line_ends(std::span<char> text, bool is_last) {
        const std::string_view seen{text.data(), text.size()};
        const std::size_t first =
            line_ends == LineEnds::Unknown ? seen.find_first_of("\r\n") : std::string_view::npos;
        if (first != std::string_view::npos) {
            is_return_held = first + 1 == seen.size() && seen[first] == '\r' && !is_last;
            if (is_return_held) return first;
            const bool is_usual = seen.contains('\n');
            line_ends = is_usual ? LineEnds::Usual : LineEnds::ReturnsAlone;
        }
        if (line_ends == LineEnds::ReturnsAlone) std::ranges::replace(text, '\r', '\n');
        return text.size();
    }

    Result<std::size_t> read_text(std::span<char> out) {
        if (phase == Phase::Start) TRY(start());
        switch (phase) {
            case Phase::Start:
            case Phase::Ascii:
                return read_ascii(out);
            case Phase::Plain:
                return read_plain(out);
            case Phase::Converting:
                return read_converted(out);
        }
        return std::size_t{0};
    }
};

ByteSource::ByteSource(std::unique_ptr<State> state) : state_(std::move(state)) {}
ByteSource::ByteSource(ByteSource&&) noexcept = default;
ByteSource& ByteSource::operator=(ByteSource&&) noexcept = default;
ByteSource::~ByteSource() = default;

Result<ByteSource> ByteSource::open(const std::filesystem::path& path, UnpackBudget* budget) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return fail(ErrorCode::NotFound, say("file.open", std::strerror(errno)));
    return ByteSource{std::make_unique<State>(RawBytes{fd}, budget)};
}

ByteSource ByteSource::from_memory(std::string_view bytes) {
    return ByteSource{std::make_unique<State>(RawBytes{bytes}, nullptr)};
}

Result<std::size_t> ByteSource::read(std::span<char> out) {
    PINGLI_ASSERT(out.size() >= kOutBytesMin);
    return state_->read(out);
}

std::uint64_t ByteSource::bytes_taken() const {
    return state_->bytes.raw().bytes_taken();
}

Encoding ByteSource::encoding() const {
    return state_->encoding;
}

}  // namespace pingli::intake
