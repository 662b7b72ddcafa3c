// The keys of the people of one case, for the length of one command. A person seen for the first
// time gets a key, which is stored with the events that need it (Change::new_keys).

#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/event_store.hpp"
#include "app/sealer.hpp"

namespace pingli::app {

// Fills its argument from a cryptographic source; thread-safe.
using Random = std::function<void(std::span<std::byte>)>;

// The name of the key of what is said of a person after `times` erasures. The first is the person's
// own id, unless that looks like such a name; no two persons share one.
PersonId key_name(const PersonId& person, int times);
// Of the name of a key: the same for all keys of a person, and for nobody else's.
std::string key_family(const PersonId& name);
constexpr int kErasuresAPersonMax = 999;

// What is sealed for a person who was erased: what is said anew gets a key of its own and can be
// erased again; what is only brought again (an import) stays erased, in a seal that nobody opens;
// what was read a moment ago and is to be written elsewhere is refused, as a fault.
enum class Erased : std::uint8_t { BeginAnew, StayErased, Refused };

// One thread at a time. `keys` and `random` outlive it.
class KeyRing final : public Sealer {
public:
    KeyRing(PersonKeys& keys, const Random& random, ShopId shop, Erased erased = Erased::BeginAnew)
        : keys_(keys), random_(random), shop_(std::move(shop)), erased_(erased) {}

    std::string seal(const PersonId& person, std::string_view text) override;
    std::optional<std::string> open(const PersonId& person, std::string_view sealed) override;
    // Whether what was said up to now is erased.
    bool is_erased(const PersonId& person) {
        return find(key_name(person, 0)).state == KeyState::Erased;
    }

    // What was made since, to be stored with the events.
    std::vector<PersonKey> take_new_keys() { return std::move(made_); }
    // The first failure of the store; what was sealed or opened since is worth nothing.
    [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }

private:
    FoundKey& find(const PersonId& name);
    int times_erased(const PersonId& person);
    std::string random_bytes(std::size_t count);
    [[nodiscard]] std::string context(const PersonId& name) const;

    PersonKeys& keys_;
    const Random& random_;
    ShopId shop_;
    Erased erased_;
    std::map<PersonId, FoundKey> found_;
    std::vector<PersonKey> made_;
    std::optional<Error> fault_;
};

}  // namespace pingli::app
