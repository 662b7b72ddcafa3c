#include "cases/case.hpp"

#include <algorithm>
#include <ranges>

#include "base/utf8.hpp"

namespace pingli::cases {

const Exhibit* Case::exhibit(const ExhibitId& id) const {
    for (const Exhibit& one : exhibits)
        if (one.data.exhibit_id == id) return &one;
    return nullptr;
}

const Allegation* Case::allegation(const AllegationId& id) const {
    const auto at = std::ranges::find(allegations, id, &Allegation::id);
    return at == allegations.end() ? nullptr : &*at;
}

const Clock* Case::clock(std::string_view name) const {
    const auto latest = clocks | std::views::reverse;
    const auto at = std::ranges::find(latest, name, &Clock::name);
    return at == latest.end() ? nullptr : &*at;
}

std::string_view type_of(const Event& event) {
    return std::visit([](const auto& what) { return what.kType; }, event.what);
}

}  // namespace pingli::cases
