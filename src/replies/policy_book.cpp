#include "replies/policy_book.hpp"

#include <chrono>

#include "rulebook/decide.hpp"

namespace pingli::replies {

namespace {

rulebook::Given given(bool value) {
    return rulebook::Value{value};
}

rulebook::Given given(std::string_view value) {
    return rulebook::Value{std::string{value}};
}

}  // namespace

Result<PolicyBook> PolicyBook::in_force(const rulebook::Library& library, Instant at) {
    const auto versions = library.versions(kReplyRulebook);
    if (!versions.empty()) {
        const LocalTime local = versions.back()->zone.to_local(at);
        if (auto book =
                library.in_force(kReplyRulebook, std::chrono::floor<std::chrono::days>(local)))
            return PolicyBook{std::move(book)};
    }
    return fail(ErrorCode::NotFound, "no version of the rulebook " + std::string{kReplyRulebook} +
                                         " holds at that time; see pingli rules check");
}

std::optional<rulebook::Value> PolicyBook::ask(std::string_view table, std::string_view output,
                                               const rulebook::Facts& facts) const {
    const rulebook::Table* asked = book_ ? book_->find_table(table) : nullptr;
    if (asked == nullptr) return std::nullopt;
    const rulebook::Decision decision = rulebook::decide(book_, *asked, facts);
    const rulebook::Value* value = decision.output(output);
    return value == nullptr ? std::nullopt : std::optional{*value};
}

bool PolicyBook::stops_by(std::string_view table, const rulebook::Facts& facts) const {
    const auto value = ask(table, "stop", facts);
    const auto* stop = value ? std::get_if<bool>(&*value) : nullptr;
    return stop == nullptr || *stop;
}

bool PolicyBook::stops(std::string_view finding, Channel channel) const {
    rulebook::Facts facts;
    facts.set("finding", given(finding)).set("channel", given(to_name(channel)));
    return stops_by("stop", facts);
}

bool PolicyBook::stops_promise(bool for_ever, bool over_policy) const {
    if (!book_) return for_ever || over_policy;
    rulebook::Facts facts;
    facts.set("for_ever", given(for_ever)).set("over_policy", given(over_policy));
    return stops_by("promise", facts);
}

bool PolicyBook::stops_done(bool record_held) const {
    if (!book_) return !record_held;
    rulebook::Facts facts;
    facts.set("record_held", given(record_held));
    return stops_by("done", facts);
}

std::string PolicyBook::question(std::string_view finding) const {
    rulebook::Facts facts;
    facts.set("finding", given(finding));
    const auto value = ask("questions", "question", facts);
    const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
    return text == nullptr ? std::string{} : *text;
}

}  // namespace pingli::replies
