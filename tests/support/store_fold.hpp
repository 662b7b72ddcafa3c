// The fold of the product for stores under test, from the lexicons of the repository.

#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "base/assert.hpp"
#include "store/grams.hpp"
#include "text/fold.hpp"

namespace pingli::support {

inline store::Fold shipped_fold() {
    static const std::shared_ptr<const text::Folder> folder = [] {
        const auto read = [](const char* name) {
            const auto lexicons = std::filesystem::path{PINGLI_SOURCE_DIR} / "lexicons";
            std::ifstream file{lexicons / name, std::ios::binary};
            return std::string{std::istreambuf_iterator<char>{file}, {}};
        };
        Problems problems;
        auto made = std::make_shared<const text::Folder>(read("traditional.tsv"),
                                                         read("look-alikes.tsv"), problems);
        PINGLI_ASSERT(problems.empty());
        return made;
    }();
    return [](std::string_view text) { return folder->fold(text); };
}

}  // namespace pingli::support
