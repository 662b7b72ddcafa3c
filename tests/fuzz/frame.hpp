// What the targets of intake share: the shipped formats, loaded once.

#pragma once

#include <cstdlib>
#include <filesystem>

#include "intake/formats.hpp"

namespace pingli::fuzz {

inline const intake::Formats& formats() {
    static const intake::Formats kFormats = [] {
        auto loaded = intake::Formats::load(std::filesystem::path{PINGLI_SOURCE_DIR} / "formats");
        if (!loaded) std::abort();
        return *std::move(loaded);
    }();
    return kFormats;
}

}  // namespace pingli::fuzz
