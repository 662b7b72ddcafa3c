// SHA-256 over fields with their lengths, so that no two lists of fields give the same bytes.
// Numbers and lengths are big-endian and unsigned, 8 bytes each. This is for ever: hashes that are
// written down elsewhere depend on it.

#pragma once

#include <sodium.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "app/event_store.hpp"

namespace pingli::store {

class Hasher {
public:
    Hasher() { crypto_hash_sha256_init(&state_); }
    void bytes(std::string_view bytes) {
        crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size());
    }
    void hash(const app::Hash& hash) {
        bytes({reinterpret_cast<const char*>(hash.data()), hash.size()});
    }
    void number(std::uint64_t value) {
        std::array<unsigned char, 8> big{};
        for (std::size_t i = 0; i < big.size(); ++i)
            big[i] = static_cast<unsigned char>(value >> (8 * (big.size() - 1 - i)));
        crypto_hash_sha256_update(&state_, big.data(), big.size());
    }
    void framed(std::string_view field) {
        number(field.size());
        bytes(field);
    }
    app::Hash finish() {
        app::Hash hash{};
        static_assert(sizeof(app::Hash) == crypto_hash_sha256_BYTES);
        crypto_hash_sha256_final(&state_, hash.data());
        return hash;
    }

private:
    crypto_hash_sha256_state state_{};
};

}  // namespace pingli::store
