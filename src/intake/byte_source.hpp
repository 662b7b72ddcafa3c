// The bytes of a file as UTF-8, whatever they were on disk: gunzipped, byte order mark taken off,
// UTF-16 and GB18030 turned into UTF-8, lines that end with CR alone (old spreadsheets of Macs)
// made to end with LF. Bounded memory, whatever the file holds. What cannot be decoded becomes a
// byte 0xFF, which is never valid: the reader of lines reports the line. The text of an error says
// what was expected of the file; the caller knows which file.

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.hpp"
#include "intake/encoding.hpp"

namespace pingli::intake {

struct UnpackBudget;

class ByteSource {
public:
    // `budget`, when given, outlives the source: what gzip may unpack to; TooLarge beyond it.
    static Result<ByteSource> open(const std::filesystem::path& path,
                                   UnpackBudget* budget = nullptr);
    // For tests and small inputs; `bytes` must outlive the source.
    static ByteSource from_memory(std::string_view bytes);

    ByteSource(ByteSource&&) noexcept;
    ByteSource& operator=(ByteSource&&) noexcept;
    ~ByteSource();

    // Fills the front of `out` (at least 16 bytes long) and returns how much; 0 = the end. Fails
    // with Unavailable (reading), Corrupt (gzip), Invalid (no text, no known encoding).
    Result<std::size_t> read(std::span<char> out);

    // Bytes taken from the disk so far, for progress.
    [[nodiscard]] std::uint64_t bytes_taken() const;
    // Known once something beyond ASCII was read; UTF-8 until then.
    [[nodiscard]] Encoding encoding() const;

private:
    struct State;
    explicit ByteSource(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace pingli::intake
