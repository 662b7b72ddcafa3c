// The shelf as people work with it: pages with their words, one finding with all that is known of
// it, and what was done. Thread-safe.

#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "app/event_store.hpp"
#include "app/key_ring.hpp"
#include "app/mask_book.hpp"
#include "cases/types.hpp"
#include "reviews/limits.hpp"
#include "reviews/moves.hpp"
#include "reviews/shelved.hpp"

namespace pingli::reviews {

struct ShownRow {
    app::ShelfEntry entry;
    RowFacts facts;
    std::optional<RowWords> words;    // nothing: the person was erased
    std::optional<Instant> filed_at;  // of its report; nothing: a draft, or none
    bool is_draft = false;            // its report waits to be handed in
};
struct ShownPage {
    std::vector<ShownRow> rows;
    std::string next;
};
struct ShownReview {
    ShownRow row;
    std::optional<ReviewBody> body;
    std::vector<Deed> deeds;
};

class ReviewDesk {
public:
    // All outlive it.
    ReviewDesk(app::Store& store, const app::Random& random, app::CaseDesk& cases,
               app::MaskBook& masks)
        : store_(store), random_(random), cases_(cases), masks_(masks) {}

    Result<ShownPage> page(const app::ShelfQuery& query);
    Result<ShownReview> find(const ShopId& shop, const app::ReviewKey& key);

    // Notes what was done, if `powers` allow it when it is noted; else why not.
    struct Doing {
        Deed deed;
        Powers powers;
        cases::Role role{};  // in which it is done
        CaseId case_id;      // empty: as before
    };
    using Noted = std::expected<ShownRow, Bilingual>;
    Result<Noted> note(const ShopId& shop, const app::ReviewKey& key, const Doing& doing);

private:
    // What its case says of it; words that are masked there are masked here too.
    Result<void> look_at_case(const ShopId& shop, ShownReview& shown);

    app::Store& store_;
    const app::Random& random_;
    app::CaseDesk& cases_;
    app::MaskBook& masks_;
};

}  // namespace pingli::reviews
