#include "cases/follow_up.hpp"

#include <algorithm>

#include "cases/inquiry.hpp"

namespace pingli::cases {

namespace {

using Steps = std::vector<std::pair<std::string, Bilingual>>;

void add(const Inquiry& ask, std::string_view table, std::string_view output, Steps& out) {
    const Told told = ask.ask(table);
    for (std::string& step : told.texts()) {
        Bilingual words = told.words(output, step);
        out.emplace_back(std::move(step), std::move(words));
    }
}

}  // namespace

Steps complaint_steps(const Case& c, const rulebook::RulebookPtr& book) {
    Steps out;
    const auto& own = c.get<Complaint>();
    if (c.phase == Phase::Closed) return out;
    Inquiry ask{book};
    ask.set(c.facts);
    for (const Exhibit& exhibit : c.exhibits)
        for (const Bearing& bearing : exhibit.data.bearings) ask.set(bearing.facts);
    if (!own.remedies.empty()) ask.set("consent", to_name(own.remedies.back().consent));
    add(ask, "outside_body", "body_step", out);
    if (own.remedies.empty()) return out;
    // What is carried out needs no consent any more, and is followed up.
    if (own.remedies.back().carried_out)
        add(ask, "follow_up", "follow_up", out);
    else
        add(ask, "consent", "next", out);
    return out;
}

std::vector<std::string> lacks_consent(const ProposedRemedy& remedy,
                                       const rulebook::RulebookPtr& book) {
    Inquiry ask{book};
    ask.set("consent", to_name(remedy.consent));
    if (ask.ask("consent").text("next") == "carry_out") return {};
    return clauses_of(ask.explain("consent"));
}

}  // namespace pingli::cases
