// A sealer without secrets: a sealed text is the text from behind.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/sealer.hpp"

namespace pingli::fuzz {

class ReversingSealer final : public app::Sealer {
public:
    std::string seal(const PersonId&, std::string_view text) override {
        return {text.rbegin(), text.rend()};
    }
    std::optional<std::string> open(const PersonId&, std::string_view sealed) override {
        return std::string{sealed.rbegin(), sealed.rend()};
    }
};

}  // namespace pingli::fuzz
