#include "contacts/reconcile.hpp"

#include <algorithm>
#include <array>

namespace pingli::contacts {

namespace {

constexpr std::array<std::string_view, 3> kStandings = {"agrees", "contradicts", "silent"};

Says says(Standing standing, std::string zh, std::string en, std::vector<std::int64_t> lines = {}) {
    return {.standing = standing,
            .lines = std::move(lines),
            .why = {.zh = std::move(zh), .en = std::move(en)}};
}

bool is_near(Instant at, Instant from, Instant to) {
    return from - kClockTolerance <= at && at <= to + kClockTolerance;
}

bool is_telephone(std::string_view channel) {
    return channel == "call" || channel == "phone";
}

Says number_says(const Papers& papers, const Alleged& one) {
    if (one.number.empty())
        return says(Standing::Silent, "投诉没有写明号码。", "The claim names no number.");
    switch (ownership(papers.numbers, one.number, one.from)) {
        case Ownership::NoRegister:
            return says(Standing::Silent, "商家还没有登记号码。",
                        "The shop has registered no number yet.");
        case Ownership::Owned:
            return says(Standing::Agrees, "这个号码当时是商家的。",
                        "The number was the shop's at that time.");
        case Ownership::Unclear:
            return says(Standing::Silent, "号码写得不全，不能确定是不是商家的。",
                        "Digits of the number are hidden: whether it is the shop's is not known.");
        case Ownership::NotThen:
            return says(Standing::Contradicts, "这个号码当时不是商家的。",
                        "The number was not the shop's at that time.");
        case Ownership::NotOwned:
            break;
    }
    return says(Standing::Contradicts, "这个号码不在商家的登记里。",
                "The number is not in the shop's register.");
}

// Whose list it is.
bool is_of_list(const Papers& papers, const CarrierList& list, std::string_view number,
                Instant at) {
    const auto same = [&](const std::string& own) { return is_same_number(own, number); };
    if (!list.numbers.empty()) return std::ranges::any_of(list.numbers, same);
    if (ownership(papers.numbers, number, at) != Ownership::Owned) return false;
    return std::ranges::any_of(list.calls,
                               [&](const ListedCall& call) { return same(call.caller); });
}

template <class Items, class At>
std::optional<Covered> span_of(const Items& items, const std::optional<Covered>& stated, At at) {
    if (stated || items.empty()) return stated;
    const auto [first, last] = std::ranges::minmax(items, {}, at);
    return Covered{.from = at(first), .to = at(last)};
}

bool covers(const std::optional<Covered>& span, const Alleged& one) {
    return span && span->from <= one.from && one.to <= span->to;
}

SameNumber same_caller(const Papers& papers, const ListedCall& call, const Alleged& one) {
    if (!one.number.empty()) return compare_numbers(call.caller, one.number);
    switch (ownership(papers.numbers, call.caller, call.start)) {
        case Ownership::Owned:
            return SameNumber::Yes;
        case Ownership::Unclear:
            return SameNumber::Maybe;
        default:
            return SameNumber::No;
    }
}

// Whether the list bears out with this call what is alleged.
SameNumber bears_out(const Papers& papers, const ListedCall& call, const Alleged& one) {
    if (!is_near(call.start, one.from, one.to)) return SameNumber::No;
    const SameNumber callee = papers.person_number.empty()
                                  ? SameNumber::Yes
                                  : compare_numbers(call.callee, papers.person_number);
    return std::min(same_caller(papers, call, one), callee);
}

// What a paper does not say for certain, it does not deny.
std::optional<Says> says_of_unreadable(std::int64_t lines) {
    if (lines == 0) return std::nullopt;
    const std::string count = std::to_string(lines);
    return says(Standing::Silent, "有 " + count + " 行读不了，不能说没有这次联系。",
                count + " of its lines could not be read: it cannot deny the contact.");
}

Says carrier_says(const Papers& papers, const Alleged& one) {
    if (!papers.list)
        return says(Standing::Silent, "没有运营商详单。", "There is no carrier's list.");
    if (!is_telephone(one.channel))
        return says(Standing::Silent, "详单只记电话。", "The list tells of telephone calls only.");
    const CarrierList& list = *papers.list;
    std::vector<std::int64_t> lines;
    std::vector<std::int64_t> unclear;
    for (const ListedCall& call : list.calls) {
        const SameNumber same = bears_out(papers, call, one);
        if (same != SameNumber::No)
            (same == SameNumber::Yes ? lines : unclear).push_back(call.line);
    }
    if (!lines.empty() && papers.person_number.empty())
        return says(Standing::Silent,
                    "这个时间有通话，但不知道对方是不是投诉人：请补上投诉人的号码。",
                    "There are calls at that time, but the claimant's number is not known: add it.",
                    std::move(lines));
    if (!lines.empty())
        return says(Standing::Agrees, "详单上这个时间有打给投诉人的电话。",
                    "The list has calls to the claimant at that time.", std::move(lines));
    if (!unclear.empty())
        return says(Standing::Silent,
                    "详单上这个时间有通话，但号码被遮住或被表格改成了约数，不能确定打给谁。",
                    "The list has calls at that time, but digits of their numbers are hidden or "
                    "rounded: to whom is not known.",
                    std::move(unclear));
    const bool is_its =
        one.number.empty() ? !list.calls.empty() : is_of_list(papers, list, one.number, one.from);
    const auto span = span_of(list.calls, list.covers, [](const ListedCall& c) { return c.start; });
    if (!is_its)
        return says(Standing::Silent, "详单不是这个号码的。", "The list is not of this number.");
    if (!covers(span, one))
        return says(Standing::Silent, "详单不包括这段时间。", "The list does not reach that time.");
    if (auto said = says_of_unreadable(list.unreadable)) return *said;
    return says(Standing::Contradicts, "详单包括这段时间，没有打给投诉人的电话。",
                "The list reaches that time and has no call to the claimant.");
}

bool is_same_channel(const std::string& a, const std::string& b) {
    return a == b || (is_telephone(a) && is_telephone(b));
}

bool is_of_person(const Papers& papers, const LoggedContact& entry) {
    return entry.number.empty() || papers.person_number.empty() ||
           is_same_number(entry.number, papers.person_number);
}

Says log_says(const Papers& papers, const Alleged& one) {
    if (!papers.log || papers.log->entries.empty())
        return says(Standing::Silent, "没有商家的联系记录。",
                    "There is no contact log of the shop.");
    std::vector<std::int64_t> lines;
    for (const LoggedContact& entry : papers.log->entries)
        if (is_same_channel(entry.channel, one.channel) && is_near(entry.at, one.from, one.to) &&
            is_of_person(papers, entry))
            lines.push_back(entry.line);
    if (!lines.empty())
        return says(Standing::Agrees, "商家自己的记录里有这次联系。",
                    "The shop's own log has this contact.", std::move(lines));
    const auto span = span_of(papers.log->entries, papers.log->covers,
                              [](const LoggedContact& entry) { return entry.at; });
    if (!covers(span, one))
        return says(Standing::Silent, "联系记录不包括这段时间。",
                    "The log does not reach that time.");
    if (auto said = says_of_unreadable(papers.log->unreadable)) return *said;
    return says(Standing::Contradicts,
                "联系记录包括这段时间，没有这次联系；它是商家自己的记录，要有别的凭证佐证。",
                "The log reaches that time and has no such contact; being the shop's own, it wants "
                "other proof beside it.");
}

bool has_near(const std::vector<Instant>& sorted, Instant at) {
    const auto first = std::ranges::lower_bound(sorted, at - kClockTolerance);
    return first != sorted.end() && *first <= at + kClockTolerance;
}

// Calls to this person that only one of the two papers has. O((calls + entries) log).
void compare_papers(const Papers& papers, Reconciliation& out) {
    if (!papers.list || !papers.log || papers.person_number.empty()) return;
    struct Seen {
        Instant at;
        std::int64_t line;
    };
    std::vector<Seen> listed;
    std::vector<Seen> logged;
    for (const ListedCall& call : papers.list->calls)
        if (is_same_number(call.callee, papers.person_number))
            listed.push_back({.at = call.start, .line = call.line});
    for (const LoggedContact& entry : papers.log->entries)
        if (is_telephone(entry.channel) && is_same_number(entry.number, papers.person_number))
            logged.push_back({.at = entry.at, .line = entry.line});
    const auto without = [](const std::vector<Seen>& these, const std::vector<Seen>& those) {
        std::vector<Instant> times;
        times.reserve(those.size());
        for (const Seen& one : those) times.push_back(one.at);
        std::ranges::sort(times);
        std::vector<std::int64_t> lines;
        for (const Seen& one : these)
            if (!has_near(times, one.at)) lines.push_back(one.line);
        return lines;
    };
    out.listed_not_logged = without(listed, logged);
    out.logged_not_listed = without(logged, listed);
}

}  // namespace

std::string_view to_name(Standing standing) {
    return kStandings.at(static_cast<std::size_t>(standing));
}

Reconciliation reconcile(const Papers& papers, std::span<const Alleged> alleged) {
    Reconciliation out;
    for (const Alleged& one : alleged)
        out.alleged.push_back({.id = one.id,
                               .number = number_says(papers, one),
                               .carrier = carrier_says(papers, one),
                               .log = log_says(papers, one)});
    compare_papers(papers, out);
    return out;
}

}  // namespace pingli::contacts
