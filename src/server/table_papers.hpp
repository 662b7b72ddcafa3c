// Exhibits that are tables, read as the intake reads a shop's exports.

#pragma once

#include <filesystem>

#include "app/paper_reader.hpp"

namespace pingli::server {

class TablePapers final : public app::PaperReader {
public:
    // `formats`: the folder formats/ of the program's data.
    explicit TablePapers(std::filesystem::path formats) : formats_(std::move(formats)) {}

    Result<app::Paper<contacts::ListedCall>> carrier_list(
        const std::string& path, const std::string& zone,
        const std::vector<std::string>& own_numbers) override;
    Result<app::Paper<contacts::LoggedContact>> contact_log(const std::string& path,
                                                            const std::string& zone) override;

private:
    std::filesystem::path formats_;
};

}  // namespace pingli::server
