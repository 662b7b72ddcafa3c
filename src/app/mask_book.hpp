// Where words of a shop are masked, by review and by order: what tells of a review and is no case
// hides the same words (cases/sight.hpp). Made of the cases when a shop is first asked about, and
// followed from then on; of words it keeps none. Thread-safe.

#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "app/case_desk.hpp"
#include "cases/sight.hpp"

namespace pingli::app {

class MaskBook {
public:
    // Both outlive it.
    MaskBook(CaseIndex& store, CaseDesk& desk) : store_(store), desk_(desk) {}

    // Told of every change (DeskOptions::publish); quick.
    void changed(const Published& change);
    // What is hidden of a review, or of anything of its order; each may be empty.
    Result<std::vector<cases::Veil>> veils_of(const ShopId& shop, const std::string& review_id,
                                              const std::string& order);

private:
    struct Shop {
        std::mutex mutex;  // guards what follows, while cases are read too
        bool is_made = false;
        std::map<CaseId, std::set<std::string>> cases;  // and the ids of review and orders
    };
    Result<void> make(const ShopId& id, Shop& shop);
    Result<void> look_at(const ShopId& id, Shop& shop, const CaseId& case_id);

    CaseIndex& store_;
    CaseDesk& desk_;
    std::mutex mutex_;  // guards what follows
    std::map<ShopId, std::shared_ptr<Shop>> shops_;
    std::map<ShopId, std::set<CaseId>> changed_;  // of shops that were asked about
};

}  // namespace pingli::app
