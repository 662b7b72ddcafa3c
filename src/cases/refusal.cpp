#include "cases/refusal.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/said.hpp"

namespace pingli::cases {

namespace {

using Words = std::array<Bilingual, kNamesOf<RefusalCode>.size()>;

Words read_words() {
    Words words;
    std::ranges::transform(kNamesOf<RefusalCode>, words.begin(), [](std::string_view name) {
        return both(say("refusal." + std::string{name}));
    });
    return words;
}

}  // namespace

Refusal refuse(RefusalCode code, std::vector<std::string> what, std::optional<Instant> due) {
    static const Words words = read_words();
    return {.code = code,
            .words = words.at(static_cast<std::size_t>(code)),
            .what = std::move(what),
            .known = {},
            .due = due,
            .moves = {}};
}

}  // namespace pingli::cases
