#include "simulate/output_file.hpp"

#include <iconv.h>

namespace pingli::simulate {

void OutputFile::CloseConverter::operator()(void* converter) const {
    static_cast<void>(iconv_close(converter));
}

Result<OutputFile> OutputFile::create(const std::filesystem::path& path, TextEncoding encoding) {
    OutputFile out;
    out.path_ = path;
    if (encoding == TextEncoding::Gb18030) {
        // POSIX says (iconv_t)-1, which is a pointer in glibc.
        iconv_t converter = iconv_open("GB18030", "UTF-8");
        if (reinterpret_cast<std::intptr_t>(converter) == -1)  // NOLINT(*-reinterpret-cast)
            return fail(ErrorCode::Unavailable, "this system cannot write GB18030");
        out.converter_.reset(converter);
    }
    out.file_.open(path, std::ios::binary | std::ios::trunc);
    if (!out.file_)
        return fail(ErrorCode::Unavailable, path.string() + ": cannot be opened for writing");
    return out;
}

void OutputFile::flush() {
    const std::string* bytes = &buffer_;
    if (converter_) {
        // A character takes at most twice its UTF-8 bytes; whole rows, so no character is cut.
        converted_.resize(buffer_.size() * 2);
        char* from = buffer_.data();
        char* to = converted_.data();
        std::size_t from_left = buffer_.size();
        std::size_t to_left = converted_.size();
        is_broken_ |= iconv(converter_.get(), &from, &from_left, &to, &to_left) != 0;
        converted_.resize(converted_.size() - to_left);
        bytes = &converted_;
    }
    file_.write(bytes->data(), static_cast<std::streamsize>(bytes->size()));
    buffer_.clear();
}

Result<void> OutputFile::close() {
    flush();
    file_.close();
    if (is_broken_ || !file_)
        return fail(ErrorCode::Unavailable, path_.string() + ": writing failed");
    return {};
}

}  // namespace pingli::simulate
