// The stores that the contract is run on: each test gets a fresh, empty one.

#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "app/event_store.hpp"
#include "store/key_wrap.hpp"

namespace pingli::contract {

// What a store is opened with, where it is not what its home has.
struct OuterKeys {
    store::KeyWrap wrap;
    std::optional<store::KeyWrap> rewrap_to;
};

// A place where a store lives; it can be opened again after it was closed.
class Home {
public:
    virtual ~Home() = default;
    virtual std::unique_ptr<app::Store> open() = 0;
    virtual Result<std::unique_ptr<app::Store>> open_under(const OuterKeys& keys) = 0;
    // All that is stored of keys and records, and whatever is left of what was.
    virtual std::string stored_bytes() = 0;
    [[nodiscard]] virtual bool survives() const { return true; }  // what the process ends
    // SQL past the store, as somebody with the password would run it.
    virtual void tamper(const std::string& sql) = 0;
    [[nodiscard]] virtual bool can_tamper() const { return true; }
};

struct Technology {
    std::string name;
    std::unique_ptr<Home> (*make)();
    friend std::ostream& operator<<(std::ostream& out, const Technology& t) {
        return out << t.name;
    }
};

std::vector<Technology> technologies();

}  // namespace pingli::contract
