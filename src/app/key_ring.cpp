#include "app/key_ring.hpp"

#include "base/seal.hpp"

namespace pingli::app {

std::string KeyRing::seal(const PersonId& person, std::string_view text) {
    FoundKey& found = find(person);
    if (found.state == KeyState::None) {
        found = {.state = KeyState::Held, .key = random_bytes(kSealKeyBytes)};
        made_.push_back({.person = person, .key = found.key});
    }
    const std::string key = found.state == KeyState::Held ? found.key : random_bytes(kSealKeyBytes);
    return pingli::seal(key, random_bytes(kSealNonceBytes), context(person), text);
}

std::optional<std::string> KeyRing::open(const PersonId& person, std::string_view sealed) {
    const FoundKey& found = find(person);
    if (found.state != KeyState::Held) return std::nullopt;
    auto text = open_sealed(found.key, context(person), sealed);
    if (!text && !fault_)
        fault_ = Error{.code = ErrorCode::Corrupt, .context = "a sealed value does not open"};
    return text;
}

FoundKey& KeyRing::find(const PersonId& person) {
    const auto it = found_.find(person);
    if (it != found_.end()) return it->second;
    auto found = keys_.person_key(shop_, person);
    if (!found && !fault_) fault_ = found.error();
    return found_.emplace(person, found ? std::move(*found) : FoundKey{}).first->second;
}

std::string KeyRing::random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    random_(std::as_writable_bytes(std::span{bytes}));
    return bytes;
}

// A sealed value moved to another shop's or person's event does not open.
std::string KeyRing::context(const PersonId& person) const {
    return shop_.value() + '\n' + person.value();
}

}  // namespace pingli::app
