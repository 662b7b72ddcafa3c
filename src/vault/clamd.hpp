// Asks a ClamAV daemon on this machine over its socket (the command INSTREAM of clamd(8)). The
// bytes are sent, so that the daemon needs no right to the folder.

#pragma once

#include <chrono>
#include <filesystem>

#include "app/file_scanner.hpp"

namespace pingli::vault {

class Clamd final : public app::FileScanner {
public:
    // `patience` is for all that is sent and for the answer together.
    Clamd(std::filesystem::path socket, std::chrono::milliseconds patience)
        : socket_(std::move(socket)), patience_(patience) {}
    Result<std::optional<std::string>> harm_in(const std::string& path) override;

private:
    std::filesystem::path socket_;
    std::chrono::milliseconds patience_;
};

}  // namespace pingli::vault
