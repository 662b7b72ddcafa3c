// The sample shop for a first start: its files go the way of any import, and are judged.

#pragma once

#include <filesystem>

#include "reviews/imports.hpp"

namespace pingli::server {

struct Sample {
    std::filesystem::path folder;   // a shop folder
    std::filesystem::path uploads;  // where files lie on their way in
    Instant as_of;
};

// Begins the import; it goes on in its own thread.
Result<void> begin_sample(reviews::Imports& imports, const ShopId& shop, const UserId& owner,
                          const Sample& sample);

}  // namespace pingli::server
