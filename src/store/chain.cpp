#include "store/chain.hpp"

#include "store/hasher.hpp"

namespace pingli::store {

app::Hash chain_hash(const app::Hash& previous, const ChainLink& link) {
    Hasher hasher;
    hasher.hash(previous);
    hasher.framed(link.shop);
    hasher.framed(link.case_id);
    hasher.number(static_cast<std::uint64_t>(link.position));
    hasher.number(static_cast<std::uint64_t>(link.version));
    hasher.framed(link.type);
    hasher.framed(link.body);
    return hasher.finish();
}

}  // namespace pingli::store
