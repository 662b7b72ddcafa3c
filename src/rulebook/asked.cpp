#include "rulebook/asked.hpp"

#include <array>

namespace pingli::rulebook {

namespace {

// NOLINTBEGIN(modernize-use-designated-initializers): two tables, read by their columns
constexpr auto kAsked = std::to_array<AskedTable>({
    {"complaint-remedy", "customer_value"},
    {"complaint-remedy", "owed"},
    {"complaint-remedy", "remedy"},
    {"complaint-remedy", "worth"},
    {"complaint-remedy", "follow_up"},
    {"complaint-remedy", "consent"},
    {"complaint-remedy", "call_back"},
    {"complaint-remedy", "outside_body"},
    {"harassment", "protected_person"},
    {"harassment", "frequency"},
    {"harassment", "gravity"},
    {"harassment", "ruling"},
    {"harassment", "right_path"},
    {"harassment", "hearing"},
    {"harassment", "lateness"},
    {"harassment", "duty"},
    {"harassment", "closing"},
    {"harassment", "appeal"},
    {"harassment", "measures"},
    {"harassment", "exhibits"},
    {"harassment", "next_step"},
    {"malicious-review", "rating"},
    {"malicious-review", "signs"},
    {"malicious-review", "malice"},
    {"malicious-review", "ground"},
    {"malicious-review", "admission"},
    {"malicious-review", "public_answer"},
    {"malicious-review", "notes"},
    {"malicious-review", "evidence"},
    {"malicious-review", "missing_evidence"},
    {"malicious-review", "filing_path"},
    {"malicious-review", "advice"},
    {"malicious-review", "cause_advice"},
    {"malicious-review", "hearing", "2026.2"},
    {"malicious-review", "ruling", "2026.2"},
    {"malicious-review", "masking", "2026.2"},
    {"malicious-review", "duty", "2026.2"},
    {"malicious-review", "appeal", "2026.2"},
    {"outreach", "permit"},
    {"reply-policy", "stop"},
    {"reply-policy", "questions"},
    {"reply-policy", "promise"},
    {"reply-policy", "done"},
});

constexpr auto kWaiting = std::to_array<AskedTable>({
    // The governor of contacts (O1 to O10).
    {"outreach", "necessity"},
    // The look-up and booking of freight insurance (F1 to F5).
    {"freight-insurance", "draft"},
    {"freight-insurance", "say"},
    {"freight-insurance", "booking"},
    {"freight-insurance", "buyer_pattern"},
    {"freight-insurance", "keep_or_drop"},
    // The coach of those who answer (C4, C10, C11).
    {"reply-policy", "instead"},
    {"reply-policy", "counter"},
});
// NOLINTEND(modernize-use-designated-initializers)

}  // namespace

std::span<const AskedTable> asked_tables() {
    return kAsked;
}

std::span<const AskedTable> waiting_tables() {
    return kWaiting;
}

}  // namespace pingli::rulebook
