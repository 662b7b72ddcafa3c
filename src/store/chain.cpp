#include "store/chain.hpp"

#include <sodium.h>

#include <array>

namespace pingli::store {

namespace {

class Hasher {
public:
    Hasher() { crypto_hash_sha256_init(&state_); }
    void bytes(std::string_view bytes) {
        crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size());
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

}  // namespace

app::Hash chain_hash(const app::Hash& previous, const ChainLink& link) {
    Hasher hasher;
    hasher.bytes({reinterpret_cast<const char*>(previous.data()), previous.size()});
    hasher.framed(link.shop);
    hasher.framed(link.case_id);
    hasher.number(static_cast<std::uint64_t>(link.position));
    hasher.number(static_cast<std::uint64_t>(link.version));
    hasher.framed(link.type);
    hasher.framed(link.body);
    return hasher.finish();
}

}  // namespace pingli::store
