#include "app/triage_shop.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace pingli::app {
namespace {

// Three dossiers: of an order, of a review without one, of a thread without either.
class ThreeDossiers final : public DossierSource {
public:
    [[nodiscard]] const facts::Shop& shop() const override { return shop_; }
    Result<bool> next(facts::Dossier& out) override {
        out.clear();
        if (at_ == 3) return false;
        const facts::Source source{.file = "orders.csv", .line = 7 + at_};
        if (at_ == 0) {
            out.order.emplace().id = "123";
            out.order->source = source;
        } else if (at_ == 1) {
            out.reviews.emplace_back().id = "r-1";
            out.reviews.back().source = source;
        } else {
            out.conversations.emplace_back().id = "t-1";
            out.conversations.back().source = source;
        }
        ++at_;
        return true;
    }

private:
    facts::Shop shop_;
    std::uint32_t at_ = 0;
};

class Kept final : public FindingSink {
public:
    Result<void> put(triage::Finding finding, const facts::Dossier&) override {
        ids.push_back(std::move(finding.subject_id));
        return {};
    }
    std::vector<std::string> ids;
};

}  // namespace

// security finding 43: what one dossier does to the judge costs that dossier only
TEST(TriageShop, GoesOnAfterADossierThatCannotBeJudged) {
    for (std::uint64_t bad = 1; bad <= 3; ++bad) {
        ThreeDossiers source;
        Kept kept;
        std::vector<DossierFault> faults;
        const auto judge = [&](const facts::Dossier&, std::vector<triage::Finding>& out,
                               triage::Tally& tally) {
            ++tally.dossiers;
            out.emplace_back().subject_id = std::to_string(tally.dossiers);
            if (tally.dossiers == bad)
                std::rethrow_exception(std::make_exception_ptr(std::out_of_range{"pos"}));
        };
        const auto outcome = triage_shop(
            source, judge, kept,
            {.survey = false, .stop = nullptr, .on_progress = {}, .on_fault = [&](DossierFault f) {
                 faults.push_back(std::move(f));
             }});
        ASSERT_TRUE(outcome);
        EXPECT_EQ(outcome->faults, 1U);
        EXPECT_EQ(outcome->tally.dossiers, 3U);
        EXPECT_EQ(kept.ids.size(), 2U);
        ASSERT_EQ(faults.size(), 1U);
        EXPECT_EQ(faults[0].problem.file, "orders.csv");
        EXPECT_EQ(faults[0].problem.line, 6 + bad);
        EXPECT_EQ(faults[0].problem.field,
                  bad == 1 ? "order 123" : (bad == 2 ? "review r-1" : "thread t-1"));
        EXPECT_EQ(faults[0].cause, "std::out_of_range: pos");
    }
}

}  // namespace pingli::app
