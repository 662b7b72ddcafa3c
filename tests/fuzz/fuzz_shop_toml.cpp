// Any bytes as a shop.toml: refused with a place and a reason, or a shop whose zone may be asked
// for by its name.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "base/utf8.hpp"
#include "codec/shop_toml.hpp"
#include "zones/zones.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pingli;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes.
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    Problems problems;
    const auto shop = codec::parse_shop_toml(text, "shop.toml", problems);
    for (const Problem& problem : problems) PINGLI_ASSERT(!problem.expected.empty());
    if (!shop) {
        PINGLI_ASSERT(shop.error().code == ErrorCode::Invalid && !shop.error().context.empty());
        return 0;
    }
    for (const std::string& number : shop->numbers) PINGLI_ASSERT(utf8::is_valid(number));
    for (const std::string& nick : shop->nicks) PINGLI_ASSERT(utf8::is_valid(nick));
    PINGLI_ASSERT(utf8::is_valid(shop->id) && utf8::is_valid(shop->name));
    PINGLI_ASSERT(shop->policy.return_days >= 0 && shop->policy.after_sales_days >= 0);
    static_cast<void>(zones::load_zone(shop->zone));
    return 0;
}
