#include "app/key_ring.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/seal.hpp"
#include "base/sha256.hpp"

namespace pingli::app {

namespace {

// Stands before a seal of after an erasure, then how many there were in three digits.
constexpr char kAfterErasures = 2;
constexpr std::size_t kTimesDigits = 3;
constexpr std::string_view kAfterErasure = "after-erasure:";  // begins the names of such keys
constexpr std::string_view kOwnId = "id:";  // stands before an id that could be taken for one

struct After {
    int times = 0;
    std::string_view seal;
};

std::string marked(int times, const std::string& seal) {
    if (times == 0) return seal;
    const std::string digits = std::to_string(times);
    PINGLI_ASSERT(times > 0 && digits.size() <= kTimesDigits);
    return kAfterErasures + std::string(kTimesDigits - digits.size(), '0') + digits + seal;
}

// Nothing: there was none, or a seal of before versions that happens to begin so.
std::optional<After> after_erasures(std::string_view sealed) {
    if (sealed.size() <= kTimesDigits || sealed.front() != kAfterErasures) return std::nullopt;
    int times = 0;
    for (const char digit : sealed.substr(1, kTimesDigits)) {
        if (digit < '0' || digit > '9') return std::nullopt;
        times = 10 * times + (digit - '0');
    }
    if (times == 0) return std::nullopt;
    return After{.times = times, .seal = sealed.substr(1 + kTimesDigits)};
}

std::string_view without_own_id(std::string_view id) {
    while (id.starts_with(kOwnId)) id.remove_prefix(kOwnId.size());
    return id;
}

}  // namespace

PersonId key_name(const PersonId& person, int times) {
    PINGLI_ASSERT(times >= 0);
    if (times == 0) {
        const bool looks_like_one = without_own_id(person.value()).starts_with(kAfterErasure);
        return looks_like_one ? PersonId{std::string{kOwnId} + person.value()} : person;
    }
    return PersonId{std::string{kAfterErasure} + std::to_string(times) + ':' +
                    sha256_hex(person.value())};
}

std::string key_family(const PersonId& name) {
    const std::string& text = name.value();
    if (text.starts_with(kAfterErasure)) return text.substr(text.rfind(':') + 1);
    if (without_own_id(text).starts_with(kAfterErasure))  // which has one "id:" before it
        return sha256_hex(std::string_view{text}.substr(kOwnId.size()));
    return sha256_hex(text);
}

int KeyRing::times_erased(const PersonId& person) {
    int times = 0;
    while (times < kErasuresAPersonMax && find(key_name(person, times)).state == KeyState::Erased)
        ++times;
    return times;
}

std::string KeyRing::seal(const PersonId& person, std::string_view text) {
    const int times = erased_ == Erased::BeginAnew ? times_erased(person) : 0;
    const PersonId name = key_name(person, times);
    FoundKey& found = find(name);
    if (found.state == KeyState::Erased && erased_ == Erased::Refused && !fault_)
        fault_ = Error{.code = ErrorCode::VersionConflict, .context = "the person was erased"};
    if (found.state == KeyState::None) {
        found = {.state = KeyState::Held, .key = random_bytes(kSealKeyBytes)};
        PINGLI_ASSERT(std::ranges::find(made_, name, &PersonKey::person) == made_.end());
        made_.push_back({.person = name, .key = found.key});
    }
    const std::string key = found.state == KeyState::Held ? found.key : random_bytes(kSealKeyBytes);
    return marked(times, pingli::seal(key, random_bytes(kSealNonceBytes), context(name), text));
}

std::optional<std::string> KeyRing::open(const PersonId& person, std::string_view sealed) {
    const auto after = after_erasures(sealed);
    if (after) {
        const PersonId name = key_name(person, after->times);
        const FoundKey& later = find(name);
        if (later.state == KeyState::Erased) return std::nullopt;
        if (later.state == KeyState::Held)
            if (auto text = open_sealed(later.key, context(name), after->seal)) return text;
    }
    const PersonId own = key_name(person, 0);
    const FoundKey& found = find(own);
    if (found.state != KeyState::Held && !after) return std::nullopt;
    auto text =
        found.state == KeyState::Held ? open_sealed(found.key, context(own), sealed) : std::nullopt;
    if (!text && !fault_)
        fault_ = Error{.code = ErrorCode::Corrupt, .context = "a sealed value does not open"};
    return text;
}

FoundKey& KeyRing::find(const PersonId& name) {
    const auto it = found_.find(name);
    if (it != found_.end()) return it->second;
    auto found = keys_.person_key(shop_, name);
    if (!found && !fault_) fault_ = found.error();
    return found_.emplace(name, found ? std::move(*found) : FoundKey{}).first->second;
}

std::string KeyRing::random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    random_(std::as_writable_bytes(std::span{bytes}));
    return bytes;
}

// A sealed value moved to another shop's or person's event does not open.
std::string KeyRing::context(const PersonId& name) const {
    return shop_.value() + '\n' + name.value();
}

}  // namespace pingli::app
