// Files on their way in: written piece by piece, hashed on the way, gone unless somebody keeps
// them.

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace pingli::http {

// A file that is removed with its last owner, unless it was moved away or kept.
class TemporaryFile {
public:
    explicit TemporaryFile(std::filesystem::path path) : path_(std::move(path)) {}
    TemporaryFile(TemporaryFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    TemporaryFile& operator=(TemporaryFile&& other) noexcept;
    ~TemporaryFile();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    // Renames it to `to`, on the same file system, and lets it live. `to` is replaced.
    Result<void> keep_as(const std::filesystem::path& to);

private:
    std::filesystem::path path_;
};

struct UploadedFile {
    TemporaryFile file;
    std::string name;        // as sent, without folders and control characters; may be empty
    std::string media_type;  // as sent: what the sender claims, not what it is
    std::uint64_t bytes = 0;
    std::string sha256;  // lower-case hexadecimal
};

// Writes a new file in a folder. One thread at a time.
class FileWriter {
public:
    // Readable by the owner only. Fails with Unavailable.
    static Result<FileWriter> create(const std::filesystem::path& folder);
    FileWriter(FileWriter&&) noexcept;
    FileWriter& operator=(FileWriter&&) noexcept;
    ~FileWriter();

    // Fails with Unavailable (disk full …); the file is then worth nothing.
    Result<void> write(std::string_view bytes);
    // Synced to disk; name and media type are left to the caller.
    Result<UploadedFile> finish();
    [[nodiscard]] std::uint64_t bytes() const;

private:
    struct State;
    explicit FileWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// What may be shown and stored as a file's name: the last part of a path, without control
// characters, at most 255 bytes of valid UTF-8.
std::string safe_file_name(std::string_view sent);

}  // namespace pingli::http
