// What the use cases need from the world, in their own words. Adapters: intake/ (a folder of
// exports), later the store.

#pragma once

#include <cstdint>
#include <functional>

#include "base/problem.hpp"
#include "base/result.hpp"
#include "facts/facts.hpp"
#include "triage/finding.hpp"

namespace pingli::app {

// The joined facts of a shop, order by order. Not thread-safe.
class DossierSource {
public:
    virtual ~DossierSource() = default;
    [[nodiscard]] virtual const facts::Shop& shop() const = 0;
    // Fills `out` and returns true, or returns false at the end. What `out` borrows is valid until
    // the next call. Fails only when reading itself fails; a bad line is a Problem and is skipped.
    virtual Result<bool> next(facts::Dossier& out) = 0;
};

// Where findings go, in the order of the dossiers.
class FindingSink {
public:
    virtual ~FindingSink() = default;
    // `dossier` is what the finding was made from; what it borrows is valid for the call.
    virtual Result<void> put(triage::Finding finding, const facts::Dossier& dossier) = 0;
};

}  // namespace pingli::app
