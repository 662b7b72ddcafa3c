// A shop's chain holds streams of events of several kinds. Each stream has a name; of a case it is
// its id, of another kind "~review/…", so that what was hashed before there were others stays as it
// is, and the kind of an event is covered by its hash. No id of a case, which we make, begins so.
//
// Only a case has a row in the queue, a number, a ledger and a text to search.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/ids.hpp"

namespace pingli::app {

enum class StreamKind : std::uint8_t { Case, Review, Person, Vault };

inline constexpr std::array<std::pair<StreamKind, std::string_view>, 3> kStreamPrefixes{
    {{StreamKind::Review, "~review/"},
     {StreamKind::Person, "~person/"},
     {StreamKind::Vault, "~vault/"}}};

inline CaseId stream_of(StreamKind kind, const std::string& id) {
    for (const auto& [one, prefix] : kStreamPrefixes)
        if (one == kind) return CaseId{std::string{prefix} + id};
    return CaseId{id};
}

// Nothing: no stream has such a name.
inline std::optional<StreamKind> kind_of(const CaseId& stream) {
    const std::string_view name = stream.value();
    if (!name.starts_with('~')) return StreamKind::Case;
    for (const auto& [kind, prefix] : kStreamPrefixes)
        if (name.starts_with(prefix) && name.size() > prefix.size()) return kind;
    return std::nullopt;
}

inline bool is_case(const CaseId& stream) {
    return kind_of(stream) == StreamKind::Case;
}

}  // namespace pingli::app
