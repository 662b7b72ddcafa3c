// Holds the rendered cards of the most urgent findings: their text in a file, what sorts and finds
// them in memory. So a million findings take no more than the limit's worth of either.

#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "report/urgency.hpp"

namespace pingli::report {

struct SpooledCard {
    Urgency urgency;
    States states;
    std::string ground, causes, search;  // what the page filters by
    std::uint64_t offset = 0;
    std::uint32_t bytes = 0;
};

class CardSpool {
public:
    // `most` cards are kept; `file` is made now and removed with the spool.
    static Result<CardSpool> open(const std::filesystem::path& file, std::size_t most);
    CardSpool(CardSpool&&) noexcept = default;
    CardSpool& operator=(CardSpool&&) noexcept = default;
    ~CardSpool();

    // Whether a card of this urgency would be kept: ask before rendering it.
    [[nodiscard]] bool wants(const Urgency& urgency) const;
    // Drops the least urgent card when there is no room.
    Result<void> put(SpooledCard card, std::string_view html);
    // Most urgent first. No put() after it.
    [[nodiscard]] const std::vector<SpooledCard>& sorted();
    Result<std::string> read(const SpooledCard& card);

private:
    CardSpool(std::filesystem::path path, std::size_t most) : path_(std::move(path)), most_(most) {}

    std::filesystem::path path_;
    std::size_t most_;
    std::fstream file_;
    std::uint64_t end_ = 0;
    std::vector<SpooledCard> cards_;  // a heap with the least urgent on top, until sorted
};

}  // namespace pingli::report
