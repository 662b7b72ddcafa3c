#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "contacts/reconcile.hpp"

namespace pingli::contacts {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

const Instant kEvening{std::chrono::seconds{1'779'000'000}};
constexpr const char* kShops = "0571-8888 6666";
constexpr const char* kClaimants = "13400001111";

const std::vector<OwnNumber> kRegister = {
    {.number = kShops, .channel = "call", .from = kEvening - days{100}, .until = {}, .note = {}},
    {.number = "13900002222",
     .channel = "call",
     .from = kEvening - days{300},
     .until = kEvening - days{30},
     .note = "given back"}};

Alleged alleged(std::string number, std::string channel = "call") {
    return {.id = "a1",
            .channel = std::move(channel),
            .number = std::move(number),
            .from = kEvening,
            .to = kEvening + hours{1}};
}

CarrierList list(std::vector<ListedCall> calls) {
    return {.calls = std::move(calls),
            .numbers = {kShops},
            .covers = Covered{.from = kEvening - days{30}, .to = kEvening + days{1}},
            .unreadable = 0};
}

ListedCall call(Instant start, std::int64_t line, std::string callee = kClaimants) {
    return {.caller = "057188886666", .callee = std::move(callee), .start = start, .line = line};
}

Papers papers(std::optional<CarrierList> list, std::optional<ContactLog> log = std::nullopt) {
    return {.numbers = kRegister,
            .person_number = kClaimants,
            .list = std::move(list),
            .log = std::move(log)};
}

Compared compare(const Papers& papers, const Alleged& one) {
    return reconcile(papers, {&one, 1}).alleged.front();
}

// proves H12: a number belongs to the shop in its time only
TEST(Register, KnowsItsDates) {
    EXPECT_EQ(ownership({}, kShops, kEvening), Ownership::NoRegister);
    EXPECT_EQ(ownership(kRegister, kShops, kEvening), Ownership::Owned);
    EXPECT_EQ(ownership(kRegister, "13900002222", kEvening), Ownership::NotThen);
    EXPECT_EQ(ownership(kRegister, "13900002222", kEvening - days{31}), Ownership::Owned);
    EXPECT_EQ(ownership(kRegister, "13900002222", kEvening - days{30}), Ownership::NotThen);
    EXPECT_EQ(ownership(kRegister, "13511112222", kEvening), Ownership::NotOwned);
    EXPECT_EQ(ownership(kRegister, "0571-8888****", kEvening), Ownership::Unclear);
}

// proves H12: agrees, contradicts, silent
TEST(Reconcile, SaysWhatEachPaperSays) {
    struct Row {
        const char* what;
        Papers papers;
        Alleged one;
        Standing number, carrier;
    };
    const auto none = Standing::Silent;
    const auto yes = Standing::Agrees;
    const auto no = Standing::Contradicts;
    auto unknown_person = papers(list({call(kEvening, 3)}));
    unknown_person.person_number.clear();
    auto short_list = list({call(kEvening - days{9}, 3), call(kEvening - days{8}, 4)});
    short_list.covers.reset();
    const std::vector<Row> rows = {
        {"S20: the list shows it", papers(list({call(kEvening + minutes{5}, 7)})), alleged(kShops),
         yes, yes},
        {"clocks differ", papers(list({call(kEvening - minutes{9}, 7)})), alleged(kShops), yes,
         yes},
        {"S25: the list shows none", papers(list({call(kEvening - hours{2}, 7)})), alleged(kShops),
         yes, no},
        {"a call to somebody else", papers(list({call(kEvening, 7, "13711112222")})),
         alleged(kShops), yes, no},
        {"S24: not the shop's number", papers(list({call(kEvening, 7)})), alleged("13511112222"),
         no, none},
        {"given back before", papers(std::nullopt), alleged("13900002222"), no, none},
        {"no list", papers(std::nullopt), alleged(kShops), yes, none},
        {"no number named", papers(list({call(kEvening, 7)})), alleged(""), none, yes},
        {"a message", papers(list({call(kEvening, 7)})), alleged(kShops, "sms"), yes, none},
        {"the list ends before", papers(short_list), alleged(kShops), yes, none},
        {"nobody knows whom", unknown_person, alleged(kShops), yes, none},
    };
    for (const Row& row : rows) {
        const Compared got = compare(row.papers, row.one);
        EXPECT_EQ(got.number.standing, row.number) << row.what << ": " << got.number.why.en;
        EXPECT_EQ(got.carrier.standing, row.carrier) << row.what << ": " << got.carrier.why.en;
        EXPECT_FALSE(got.carrier.why.zh.empty() || got.number.why.zh.empty());
    }
}

// issue 13, inputs that went wrong: numbers in other forms. A call that is on the list agrees or,
// where digits are hidden or lost, is silent; it never contradicts.
TEST(Reconcile, NeverDeniesACallThatIsWrittenOtherwise) {
    for (const char* caller : {"+8657188886666", "0086571-88886666", "57188886666", "88886666",
                               "057188886666-12", "12593057188886666"})
        EXPECT_EQ(
            compare(papers(list(
                        {{.caller = caller, .callee = kClaimants, .start = kEvening, .line = 3}})),
                    alleged(kShops))
                .carrier.standing,
            Standing::Agrees)
            << caller;
    for (const char* callee : {"008613400001111", "8613400001111", "013400001111",
                               "1259313400001111", "1795113400001111"})
        EXPECT_EQ(
            compare(papers(list({call(kEvening, 3, callee)})), alleged(kShops)).carrier.standing,
            Standing::Agrees)
            << callee;
    for (const char* callee : {"1.34E+10", "134****1111"}) {
        const Says said =
            compare(papers(list({call(kEvening, 3, callee)})), alleged(kShops)).carrier;
        EXPECT_EQ(said.standing, Standing::Silent) << callee;
        EXPECT_EQ(said.lines, std::vector<std::int64_t>{3}) << callee;
    }
    auto damaged = list({call(kEvening - hours{2}, 7)});
    damaged.unreadable = 1;
    EXPECT_EQ(compare(papers(damaged), alleged(kShops)).carrier.standing, Standing::Silent);
}

// proves H12: the carrier's list against the shop's own log
TEST(Reconcile, FindsWhereListAndLogPart) {
    const ContactLog log{.entries = {{"call", kClaimants, kEvening, 2},
                                     {"call", kClaimants, kEvening + hours{5}, 3},
                                     {"chat", kClaimants, kEvening + hours{6}, 4},
                                     {"call", "13711112222", kEvening + hours{7}, 5}},
                         .covers = {}};
    const auto got = reconcile(
        papers(list({call(kEvening + minutes{1}, 11), call(kEvening + hours{3}, 12)}), log), {});
    EXPECT_EQ(got.listed_not_logged, std::vector<std::int64_t>{12});
    EXPECT_EQ(got.logged_not_listed, std::vector<std::int64_t>{3});
    EXPECT_EQ(compare(papers(std::nullopt, log), alleged("")).log.standing, Standing::Agrees);
}

// proves H12: the two papers part exactly where no entry of the other is near
RC_GTEST_PROP(ReconcileProperty, PapersPartWhereNothingIsNear, ()) {
    const auto gen = rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 300));
    const auto calls_at = *gen;
    const auto entries_at = *gen;
    std::vector<ListedCall> calls;
    ContactLog log;
    for (const int at : calls_at) calls.push_back(call(kEvening + minutes{at}, at));
    for (const int at : entries_at)
        log.entries.push_back({"call", kClaimants, kEvening + minutes{at}, at});
    const auto alone = [](const std::vector<int>& these, const std::vector<int>& those) {
        std::vector<std::int64_t> lines;
        for (const int one : these)
            if (std::ranges::none_of(those, [&](int two) { return std::abs(one - two) <= 10; }))
                lines.push_back(one);
        return lines;
    };
    const auto got = reconcile(papers(list(std::move(calls)), std::move(log)), {});
    RC_ASSERT(got.listed_not_logged == alone(calls_at, entries_at));
    RC_ASSERT(got.logged_not_listed == alone(entries_at, calls_at));
}

// proves H12: what is listed is never denied, and without papers nothing is said
RC_GTEST_PROP(ReconcileProperty, NothingListedIsDenied, ()) {
    const auto starts = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-4000, 4000));
    std::vector<ListedCall> calls;
    bool is_listed = false;
    for (const int start : starts) {
        calls.push_back(call(kEvening + minutes{start}, 1));
        is_listed = is_listed || (start >= 0 && start <= 60);
    }
    const Compared got = compare(papers(list(std::move(calls))), alleged(kShops));
    if (is_listed) RC_ASSERT(got.carrier.standing == Standing::Agrees);
    RC_ASSERT(got.log.standing == Standing::Silent);
}

}  // namespace
}  // namespace pingli::contacts
