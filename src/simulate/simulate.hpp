// A shop that never was: as many orders as wanted, with troubles planted by chance and told in
// truth.ndjson. The same options and phrases give the same bytes on every machine.

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "base/result.hpp"
#include "simulate/phrases.hpp"
#include "simulate/plan.hpp"
#include "simulate/writer.hpp"

namespace pingli::simulate {

constexpr std::uint64_t kOrdersMax = 100'000'000;

struct Options {
    std::uint64_t orders = 1000;  // 1..kOrdersMax
    std::uint64_t seed = 1;
    Profile profile = Profile::Shop;
    TextEncoding encoding = TextEncoding::Utf8;
    ReviewForm reviews = ReviewForm::Csv;
};

struct Summary {
    std::uint64_t orders = 0;
    std::uint64_t reviews = 0;
    std::uint64_t chats = 0;
    std::array<std::uint64_t, kTroubleCount> by_trouble{};
};

Result<Summary> simulate(const Options& options, const Phrases& phrases,
                         const std::filesystem::path& folder);

}  // namespace pingli::simulate
