#include "http/upload.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "base/utf8.hpp"

namespace pingli::http {

namespace {

constexpr std::size_t kFileNameBytesMax = 255;

std::unexpected<Error> failed(std::string_view what) {
    return fail(
        ErrorCode::Unavailable,
        std::string{what} + ": " + std::error_code{errno, std::generic_category()}.message());
}

}  // namespace

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
}

TemporaryFile::~TemporaryFile() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove(path_, ignored);
}

Result<void> TemporaryFile::keep_as(const std::filesystem::path& to) {
    std::error_code error;
    std::filesystem::rename(path_, to, error);
    if (error) return fail(ErrorCode::Unavailable, "keep an upload: " + error.message());
    path_.clear();
    return {};
}

struct FileWriter::State {
    explicit State(std::string name, int opened)
        : file(std::filesystem::path{std::move(name)}), fd(opened), digest(EVP_MD_CTX_new()) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (fd >= 0) ::close(fd);
        EVP_MD_CTX_free(digest);
    }

    TemporaryFile file;
    int fd;
    EVP_MD_CTX* digest;
    std::uint64_t bytes = 0;
};

FileWriter::FileWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
FileWriter::FileWriter(FileWriter&&) noexcept = default;
FileWriter& FileWriter::operator=(FileWriter&&) noexcept = default;
FileWriter::~FileWriter() = default;

Result<FileWriter> FileWriter::create(const std::filesystem::path& folder) {
    std::string name = (folder / "upload-XXXXXX").string();
    const int fd = ::mkostemp(name.data(), O_CLOEXEC);
    if (fd < 0) return failed("create an upload");
    auto state = std::make_unique<State>(std::move(name), fd);
    if (state->digest == nullptr || EVP_DigestInit_ex(state->digest, EVP_sha256(), nullptr) != 1)
        return fail(ErrorCode::Unavailable, "create an upload: no SHA-256");
    return FileWriter{std::move(state)};
}

Result<void> FileWriter::write(std::string_view bytes) {
    EVP_DigestUpdate(state_->digest, bytes.data(), bytes.size());
    state_->bytes += bytes.size();
    while (!bytes.empty()) {
        const ssize_t written = ::write(state_->fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failed("write an upload");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<UploadedFile> FileWriter::finish() {
    if (::fsync(state_->fd) != 0) return failed("sync an upload");
    if (::close(std::exchange(state_->fd, -1)) != 0) return failed("close an upload");
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(state_->digest, digest.data(), &size);
    std::string hex;
    for (unsigned i = 0; i < size; ++i) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        hex += kDigits[digest.at(i) >> 4];
        hex += kDigits[digest.at(i) & 15U];
    }
    return UploadedFile{.file = std::move(state_->file),
                        .name = {},
                        .media_type = {},
                        .bytes = state_->bytes,
                        .sha256 = std::move(hex)};
}

std::uint64_t FileWriter::bytes() const {
    return state_->bytes;
}

std::string safe_file_name(std::string_view sent) {
    const std::size_t slash = sent.find_last_of("/\\");
    if (slash != std::string_view::npos) sent.remove_prefix(slash + 1);
    if (!utf8::is_valid(sent) || sent == "." || sent == "..") return {};
    std::string name;
    for (std::size_t at = 0; at < sent.size();) {
        const auto [code, size] = utf8::decode(sent, at);
        // Neither controls nor marks that turn the direction of writing ("gpj.exe" as "exe.jpg").
        const bool is_control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        const bool turns = (code >= 0x200B && code <= 0x200F) ||
                           (code >= 0x2028 && code <= 0x202E) ||
                           (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
        if (name.size() + size > kFileNameBytesMax) break;
        if (!is_control && !turns) name += sent.substr(at, size);
        at += size;
    }
    return name;
}

}  // namespace pingli::http
