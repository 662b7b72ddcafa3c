// Puts findings on the shelf as triage gives them, some at a time. One thread.

#pragma once

#include <vector>

#include "app/event_store.hpp"
#include "app/key_ring.hpp"
#include "app/ports.hpp"
#include "reviews/limits.hpp"
#include "reviews/shelved.hpp"

namespace pingli::reviews {

class Shelver final : public app::FindingSink {
public:
    struct Target {
        ShopId shop;  // whose shelf it is
        std::string import_id;
        Instant put_at;
    };
    // `shop` is what the files say. All outlive it.
    Shelver(app::Store& store, const app::Random& random, Target target, const facts::Shop& shop)
        : store_(store), random_(random), target_(std::move(target)), shop_(shop) {}

    Result<void> put(triage::Finding finding, const facts::Dossier& dossier) override;
    // After the last one.
    Result<void> finish();
    [[nodiscard]] std::int64_t added() const { return added_; }  // that were not there before

private:
    app::Store& store_;
    const app::Random& random_;
    Target target_;
    const facts::Shop& shop_;
    std::vector<app::ShelvedFinding> waiting_;
    std::int64_t added_ = 0;
    bool some_are_known_ = false;  // of those that came: from then on keys are looked up
};

}  // namespace pingli::reviews
