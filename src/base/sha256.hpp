// SHA-256 as lower-case hexadecimal (libsodium).

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace pingli {

std::string sha256_hex(std::string_view bytes);

// Of bytes that come piece by piece.
class Sha256 {
public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    ~Sha256();
    void add(std::string_view bytes);
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
    std::string hex();  // once, at the end

private:
    struct State;
    std::unique_ptr<State> state_;
    std::uint64_t bytes_ = 0;
};

}  // namespace pingli
