#include "cases/rules.hpp"

#include "base/assert.hpp"

namespace pingli::cases {

rulebook::RulebookPtr Rules::in_force(std::string_view id, Instant at) const {
    PINGLI_ASSERT(library != nullptr);
    const auto versions = library->versions(id);
    if (versions.empty()) return nullptr;
    const LocalTime local = versions.back()->zone.to_local(at);
    return library->in_force(id, std::chrono::floor<std::chrono::days>(local));
}

rulebook::RulebookPtr Rules::version(const BookRef& ref) const {
    PINGLI_ASSERT(library != nullptr);
    return library->find(ref.id, ref.version);
}

}  // namespace pingli::cases
