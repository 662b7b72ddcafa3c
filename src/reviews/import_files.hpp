// The files of one import in the data folder: uploaded ones under the names that a shop folder may
// have, and the lines that were refused. Names come from outside: only those that shop_name_fault()
// passes ever reach the disk.

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "base/result.hpp"
#include "reviews/limits.hpp"

namespace pingli::reviews {

// What was expected instead; empty: a file of a shop folder may be called so ("orders.csv",
// "chats/2026-05.jsonl.gz", "shop.toml").
Said shop_name_fault(std::string_view name);

struct ImportedFile {
    std::string name;
    std::uint64_t bytes = 0;
};

class ImportFiles {
public:
    explicit ImportFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

    [[nodiscard]] std::filesystem::path files() const { return folder_ / "files"; }
    [[nodiscard]] std::filesystem::path temporary() const { return folder_ / "work"; }

    // Empty folders for files and work. Unavailable.
    Result<void> make();
    [[nodiscard]] bool are_there() const;
    // Moves the file at `from` here; TooLarge when they would be too many or too much. `name` is
    // one that may be.
    Result<void> take(const std::filesystem::path& from, const std::string& name) const;
    Result<void> remove(const std::string& name) const;  // NotFound; its preview goes with it
    // What was found when it was looked at: kept beside it, so that to show it opens no file of the
    // shop. Empty: none is kept, or it cannot be read.
    Result<void> keep_preview(const std::string& name, std::string_view bytes) const;
    [[nodiscard]] std::string preview(const std::string& name) const;
    void remove_all();
    [[nodiscard]] std::vector<ImportedFile> list() const;  // by name

    // The refused lines of a run: kept as one JSON object a line.
    Result<void> begin_problems();
    void add_problem(const Problem& problem);
    void end_problems();
    struct Problems {
        std::vector<Problem> told;
        std::uint64_t next = 0;  // 0: no more
    };
    // From byte `from`. Invalid when no line begins there.
    [[nodiscard]] Result<Problems> problems(std::uint64_t from, std::size_t limit) const;

private:
    [[nodiscard]] std::filesystem::path problems_file() const { return folder_ / "problems"; }
    [[nodiscard]] std::filesystem::path preview_file(const std::string& name) const;

    std::filesystem::path folder_;
    std::string waiting_;  // problems that are not yet written
    std::size_t kept_ = 0;
};

}  // namespace pingli::reviews
