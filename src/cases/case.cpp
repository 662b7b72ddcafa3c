#include "cases/case.hpp"

#include <algorithm>
#include <ranges>

namespace pingli::cases {

namespace {

template <class... Kinds>
Kind empty_of(CaseKind kind, std::type_identity<std::variant<Kinds...>>) {
    Kind out;
    ((Kinds::kKind == kind ? static_cast<void>(out.emplace<Kinds>()) : void()), ...);
    PINGLI_ASSERT(static_cast<CaseKind>(out.index()) == kind);
    return out;
}

}  // namespace

const Allegation* Claim::allegation(const AllegationId& id) const {
    const auto at = std::ranges::find(allegations, id, &Allegation::id);
    return at == allegations.end() ? nullptr : &*at;
}

const Mask* Report::mask(const MaskId& id) const {
    const auto at = std::ranges::find(masks, id, &Mask::mask_id);
    return at == masks.end() ? nullptr : &*at;
}

const ProposedRemedy* Complaint::remedy(const RemedyId& id) const {
    const auto at = std::ranges::find(
        remedies, id, [](const ProposedRemedy& one) { return one.proposal.remedy_id; });
    return at == remedies.end() ? nullptr : &*at;
}

void Case::become(CaseKind kind) {
    own = empty_of(kind, std::type_identity<Kind>{});
}

std::string_view Case::book_id() const {
    return std::visit([](const auto& one) { return one.kBook; }, own);
}

const Exhibit* Case::exhibit(const ExhibitId& id) const {
    for (const Exhibit& one : exhibits)
        if (one.data.exhibit_id == id) return &one;
    return nullptr;
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
