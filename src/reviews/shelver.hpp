// Puts findings on the shelf as triage gives them, some at a time. One thread.

#pragma once

#include <vector>

#include "app/event_store.hpp"
#include "app/key_ring.hpp"
#include "app/ports.hpp"
#include "reviews/shelved.hpp"

namespace pingli::reviews {

constexpr std::size_t kShelvedTogether = 64;
constexpr int kShelvingTriesMax = 5;  // somebody else may have made a person's key just then

class Shelver final : public app::FindingSink {
public:
    // `shop` is what the files say, `id` whose shelf it is. All outlive it.
    Shelver(app::Store& store, const app::Random& random, ShopId id, const facts::Shop& shop,
            Instant put_at)
        : store_(store), random_(random), id_(std::move(id)), shop_(shop), put_at_(put_at) {}

    Result<void> put(triage::Finding finding, const facts::Dossier& dossier) override;
    // After the last one.
    Result<void> finish();
    [[nodiscard]] std::int64_t added() const { return added_; }  // that were not there before

private:
    app::Store& store_;
    const app::Random& random_;
    ShopId id_;
    const facts::Shop& shop_;
    Instant put_at_;
    std::vector<app::ShelvedFinding> waiting_;
    std::int64_t added_ = 0;
    bool some_are_known_ = false;  // of those that came: from then on keys are looked up
};

}  // namespace pingli::reviews
