// A file that is written once, front to back: rows are appended to a buffer that goes to disk in
// blocks, in UTF-8 or GB18030. A write that fails is remembered and told by close().

#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "base/result.hpp"

namespace pingli::simulate {

enum class TextEncoding : std::uint8_t { Utf8, Gb18030 };

class OutputFile {
public:
    static Result<OutputFile> create(const std::filesystem::path& path, TextEncoding encoding);

    // Append here, always whole rows, then call row_done().
    [[nodiscard]] std::string& buffer() { return buffer_; }
    void row_done() {
        if (buffer_.size() >= kBlockBytes) flush();
    }
    // Writes what is left. Fails with Unavailable when any write failed.
    Result<void> close();

private:
    static constexpr std::size_t kBlockBytes = 1 << 18;
    struct CloseConverter {
        void operator()(void* converter) const;
    };
    OutputFile() = default;
    void flush();

    std::filesystem::path path_;
    std::ofstream file_;
    std::string buffer_, converted_;
    std::unique_ptr<void, CloseConverter> converter_;  // iconv_t; none for UTF-8
    bool is_broken_ = false;
};

}  // namespace pingli::simulate
