#include "simulate/simulate.hpp"

#include "base/assert.hpp"

namespace pingli::simulate {

Result<Summary> simulate(const Options& options, const Phrases& phrases,
                         const std::filesystem::path& folder) {
    PINGLI_ASSERT(options.orders > 0 && options.orders <= kOrdersMax);
    auto writer = TRY(ShopWriter::create(folder, options.encoding, options.reviews, options.seed));
    Summary summary;
    Scene scene;
    for (std::uint64_t number = 0; number < options.orders; ++number) {
        // Each order has its own chances, so that more orders do not change the first ones' people.
        Random seeds{options.seed};
        Random random{seeds.next() ^ (number * 0xD1B54A32D192ED03U)};
        const Trouble trouble = pick_trouble(options.profile, random);
        make_scene(phrases, trouble, number, options.orders, random, scene);
        writer.put(scene);
        ++summary.orders;
        ++summary.by_trouble.at(static_cast<std::size_t>(trouble));
        summary.reviews += scene.rating ? 1 : 0;
        summary.chats += scene.chat.empty() ? 0 : 1;
    }
    TRY(writer.close());
    return summary;
}

}  // namespace pingli::simulate
