// Asks the rulebook `reply-policy` what a fault of a draft means: whether it stops the draft, and
// which of the three questions (B2) it raises. What the book does not decide is stopped.

#pragma once

#include <string>
#include <string_view>

#include "replies/templates.hpp"
#include "rulebook/facts.hpp"
#include "rulebook/library.hpp"

namespace pingli::replies {

constexpr std::string_view kReplyRulebook = "reply-policy";

class PolicyBook {
public:
    PolicyBook() = default;  // without a book only what a record or the policy holds passes
    explicit PolicyBook(rulebook::RulebookPtr book) : book_(std::move(book)) {}
    // The version in force at `at`; NotFound when there is none.
    static Result<PolicyBook> in_force(const rulebook::Library& library, Instant at);

    [[nodiscard]] bool stops(std::string_view finding, Channel channel) const;
    [[nodiscard]] std::string question(std::string_view finding) const;  // empty: none
    // A promise; what is told as done.
    [[nodiscard]] bool stops_promise(bool for_ever, bool over_policy) const;
    [[nodiscard]] bool stops_done(bool record_held) const;

private:
    [[nodiscard]] bool stops_by(std::string_view table, const rulebook::Facts& facts) const;
    [[nodiscard]] std::optional<rulebook::Value> ask(std::string_view table,
                                                     std::string_view output,
                                                     const rulebook::Facts& facts) const;
    rulebook::RulebookPtr book_;
};

}  // namespace pingli::replies
