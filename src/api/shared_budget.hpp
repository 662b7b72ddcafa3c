// What a person and their shop may use of the same thing in a window of time: both have their
// share, and one that has enough costs the other nothing. Kept in memory; thread-safe.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "api/budget.hpp"
#include "base/ids.hpp"
#include "http/response.hpp"

namespace pingli::api {

// The codes (base/said.hpp) of what is said to whoever asks for more.
struct EnoughWords {
    std::string_view of_person;
    std::string_view of_shop;
};

constexpr EnoughWords kEnoughUploads{.of_person = "limit.uploads", .of_shop = "limit.shop_uploads"};

class SharedBudget {
public:
    SharedBudget(Duration window, EnoughWords words)
        : people_(window), shops_(window), words_(words) {}

    struct Use {
        const UserId& person;
        const ShopId& shop;
        std::uint64_t amount = 1;
        std::uint64_t person_max = 0;
        std::uint64_t shop_max = 0;
    };
    // The answer instead, when there was enough; then nothing is taken of either.
    std::optional<http::Response> spend(const Use& use, Instant now);

private:
    Budget people_;
    Budget shops_;
    const EnoughWords words_;
};

}  // namespace pingli::api
