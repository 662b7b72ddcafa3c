// What rows say in positions and numbers is read for ever as it was written.

#include "reviews/shelved.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>

#include "base/record_form.hpp"
#include "text/signals.hpp"

namespace pingli::reviews {

namespace {

// Keeps nothing secret.
class OpenSealer final : public app::Sealer {
public:
    std::string seal(const PersonId&, std::string_view words) override {
        return std::string{words};
    }
    std::optional<std::string> open(const PersonId&, std::string_view sealed) override {
        return std::string{sealed};
    }
};

app::ShelvedFinding row_of(const facts::Dossier& dossier) {
    triage::Finding finding;
    finding.subject_id = "r1";
    return to_row(finding, dossier, {}, Instant{});
}

}  // namespace

TEST(Shelved, EachCauseHasItsBitForEver) {
    const std::vector<std::string_view> frozen{
        "quality",           "size_or_fit",        "colour_or_not_as_described", "authenticity",
        "service_attitude",  "logistics_slow",     "logistics_damage",           "price",
        "freight_insurance", "after_sales_refused"};
    const std::span names{cause_names()};
    ASSERT_GE(names.size(), frozen.size());
    EXPECT_TRUE(std::ranges::equal(frozen, names.first(frozen.size())));
    for (std::size_t i = 0; i < text::kCauseCount; ++i) {
        const auto cause = static_cast<text::Cause>(i);
        const auto bit = cause_bit(to_name(cause));
        ASSERT_TRUE(bit.has_value()) << to_name(cause);
        triage::Finding finding;
        finding.subject_id = "r1";
        finding.causes.set(i);
        EXPECT_EQ(to_row(finding, {}, {}, Instant{}).causes, *bit) << to_name(cause);
    }
}

TEST(Shelved, AnInsuranceIsWrittenByNameAndReadByTheNumberItWas) {
    using enum facts::InsuranceStatus;
    OpenSealer sealer;
    const std::vector<facts::InsuranceStatus> by_number{Insured, None, Declined};
    for (std::size_t i = 0; i < by_number.size(); ++i) {
        facts::Order order;
        order.insurance = by_number[i];
        facts::Dossier dossier;
        dossier.order = order;
        app::ShelvedFinding row = row_of(dossier);
        EXPECT_EQ(RecordReader{row.body}.whole("insurance"), std::nullopt);
        const auto body = body_of(row, sealer);
        ASSERT_TRUE(body.has_value());
        EXPECT_EQ(body->insurance, by_number[i]);
        row.body = RecordWriter{}.add("insurance", std::to_string(i)).take();
        EXPECT_EQ(body_of(row, sealer)->insurance, by_number[i]);
    }
    app::ShelvedFinding row;
    for (const char* const wrong : {"3", "-1", "x", ""}) {
        row.body = RecordWriter{}.add("insurance", wrong).take();
        EXPECT_EQ(body_of(row, sealer)->insurance, std::nullopt) << wrong;
    }
}

}  // namespace pingli::reviews
