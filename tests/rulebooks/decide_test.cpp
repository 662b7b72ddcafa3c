// Outcomes, versions, facts and limits beyond the worked example.

#include <nlohmann/json.hpp>

#include "codec/decision_json.hpp"
#include "codec/facts_json.hpp"
#include "rulebook/library.hpp"
#include "rulebooks/support.hpp"

namespace pingli::rulebook::testing {
namespace {

using Json = nlohmann::ordered_json;

// A page around the given facts (rows), table head, rows and hit policy.
std::string page_of(const std::string& facts, const std::string& hit, const std::string& head,
                    const std::string& rows,
                    const std::string& result = "| out | text | | 果 | out |") {
    std::string dashes = "|";
    for (std::size_t i = 1; i < static_cast<std::size_t>(std::ranges::count(head, '|')); ++i)
        dashes += "---|";
    return "---\nformat: pingli-rulebook/1\nid: small\nversion: 1\nauthority: test\n"
           "title: 小 / small\npublished: 2026-01-01\nholds_from: 2026-01-01\njudged_at: at\n"
           "zone: +08:00\ncalendar: cn\nchecked: 2026-01-01\nconfirm: no\n---\n"
           "## Facts\n| Name | Type | Domain | 中文 | English | From |\n|---|---|---|---|---|---|\n"
           "| at | moment | | 时 | at | clock |\n" +
           facts +
           "## Results\n| Name | Type | Domain | 中文 | English |\n|---|---|---|---|---|\n" +
           result +
           "\n## Clause C · 条 / clause\n- zh: 条。\n- en: Clause.\n- source: none\n"
           "## Clause U · 未 / unsure\n- zh: 未。\n- en: Unsure.\n- source: none\n- confirm: yes\n"
           "## Table t · 表 / table\n- hit: " +
           hit + "\n\n" + head + "\n" + dashes + "\n" + rows;
}

Json ask(const std::string& page, const std::string& facts) {
    const Parsed parsed = parse(page);
    EXPECT_TRUE(parsed.book) << to_lines(parsed.problems);
    if (!parsed.book) return {};
    Problems problems;
    const Decision decision = decide(parsed.book, parsed.book->tables.at(0),
                                     codec::parse_facts(facts, "facts", 1, problems));
    EXPECT_EQ(to_lines(problems), "");
    return Json::parse(codec::to_json(decision));
}

const char* const kTwoBooleans =
    "| a | boolean | | 甲 | a | order |\n| b | boolean | | 乙 | b | order |\n";

// proves X1: rows that all lead to the same results decide, whichever of them it is
TEST(Decide, NeedsNoFactThatChangesNothing) {
    const std::string page =
        page_of(kTwoBooleans, "unique", "| # | a | b | → out | Clause |",
                "| 1 | true | - | \"x\" | C |\n| 2 | false | true | \"x\" | U |\n"
                "| 3 | false | false | \"y\" | C |\n");
    const Json same = ask(page, R"({"b": true})");
    EXPECT_EQ(same["outcome"], "decided");
    EXPECT_EQ(same["outputs"]["out"], "x");
    EXPECT_EQ(same["missing"].size(), 0U);
    EXPECT_EQ(same["rows"].size(), 2U);
    EXPECT_TRUE(same["rows"][0]["cells"][0]["value"].is_null());
    EXPECT_EQ(same["confirm"], true);  // row 2 rests on an unsure clause
    const Json open = ask(page, R"({"a": false})");
    EXPECT_EQ(open["missing"].dump(), R"(["b"])");
    EXPECT_EQ(open["open_rows"].size(), 2U);
    EXPECT_EQ(ask(page, R"({"a": true})")["confirm"], false);
    // Nothing known: all three can win.
    EXPECT_EQ(ask(page, "{}")["missing"].dump(), R"(["a","b"])");
}

TEST(Decide, UnderFirstLooksDownToTheUppermostRowThatFires) {
    const std::string page =
        page_of(kTwoBooleans, "first", "| # | a | b | → out | Clause |",
                "| 1 | true | true | \"x\" | C |\n| 2 | true | - | \"y\" | C |\n"
                "| 3 | - | true | \"z\" | C |\n| 4 | - | - | \"y\" | C |\n");
    EXPECT_EQ(ask(page, R"({"a": true, "b": true})")["outputs"]["out"], "x");
    const Json open = ask(page, R"({"a": true})");
    EXPECT_EQ(open["missing"].dump(), R"(["b"])");
    EXPECT_EQ(open["open_rows"].size(), 2U);  // 1 and 2; nothing below 2 can win
    const Json same = ask(page, R"({"b": false})");
    EXPECT_EQ(same["outputs"]["out"], "y");
    EXPECT_EQ(same["rows"][0]["row"], "4");
}

TEST(Decide, CollectsInOrderAndNamesWhatIsOpen) {
    const std::string page = page_of(kTwoBooleans, "collect", "| # | a | b | → out | Clause |",
                                     "| 1 | true | - | \"x\" | C |\n| 2 | - | true | \"y\" | C |\n"
                                     "| 3 | true | true | \"z\" | U |\n");
    EXPECT_EQ(ask(page, R"({"a": true, "b": true})")["outputs"].dump(),
              R"([{"out":"x"},{"out":"y"},{"out":"z"}])");
    const Json none = ask(page, R"({"a": false, "b": false})");
    EXPECT_EQ(none["outcome"], "decided");
    EXPECT_EQ(none["outputs"].dump(), "[]");
    EXPECT_EQ(none["why"]["en"], "No row applies.");
    const Json open = ask(page, R"({"a": true})");
    EXPECT_EQ(open["outcome"], "cannot_tell");
    EXPECT_EQ(open["outputs"].dump(), R"([{"out":"x"}])");
    EXPECT_EQ(open["rows"].size(), 1U);
    EXPECT_EQ(open["open_rows"].size(), 2U);
    EXPECT_EQ(open["missing"].dump(), R"(["b"])");
}

// proves X1: a gap is the rulebook's fault and is said, never a "no"
TEST(Decide, SaysThatATableHasAGap) {
    const std::string page = page_of(kTwoBooleans, "unique", "| # | a | b | → out | Clause |",
                                     "| 1 | true | - | \"x\" | C |\n");
    const Json found = ask(page, R"({"a": false})");
    EXPECT_EQ(found["outcome"], "cannot_tell");
    EXPECT_EQ(found["problems"][0]["problem"], "rulebook_fault");
}

TEST(Decide, ComparesEveryTypeExactly) {
    const std::string facts =
        "| m | money | >= 0.00 CNY | 钱 | money | order |\n| n | number | | 数 | number | order |\n"
        "| h | time | | 点 | hour | clock |\n| d | duration | | 长 | duration | order |\n"
        "| o | text | | 文 | text | order |\n| y | date | | 日 | day | order |\n";
    const std::string page =
        page_of(facts, "collect", "| # | m | n | h | d | o | y | → out | Clause |",
                "| m | <= 10.00 CNY | - | - | - | - | - | \"m\" | C |\n"
                "| n | - | (0.1..0.3] | - | - | - | - | \"n\" | C |\n"
                "| h | - | - | >= 21:00, < 09:00 | - | - | - | \"h\" | C |\n"
                "| d | - | - | - | >= 2 days | - | - | \"d\" | C |\n"
                "| o | - | - | - | - | not(\"a\\|b\", \"c\") | - | \"o\" | C |\n"
                "| y | - | - | - | - | - | > 2026-05-01 | \"y\" | C |\n");
    const auto fired = [&](const std::string& facts_json) {
        std::string rows;
        const Json found = ask(page, facts_json);
        for (const Json& row : found["rows"]) rows += row["row"].get<std::string>();
        return rows;
    };
    EXPECT_EQ(fired(R"({"m": {"amount": "10.00", "currency": "CNY"}, "n": 0.3, "h": "21:00",
                        "d": "48 hours", "o": "x", "y": "2026-05-02"})"),
              "mnhdoy");
    EXPECT_EQ(fired(R"({"m": {"amount": "10.01", "currency": "CNY"}, "n": 0.30000000000000001,
                        "h": "09:00", "d": "47 hours", "o": "a|b", "y": "2026-05-01"})"),
              "");
    EXPECT_EQ(fired(R"({"m": "0 CNY", "n": "0.1", "h": "08:59:59", "d": "30 days", "o": "c"})"),
              "mhd");
    const Json foreign = ask(page, R"({"m": {"amount": "5", "currency": "USD"}, "h": "25:00",
                                       "o": 3, "n": [1], "y": "2026-05-02T10:00"})");
    const Json& problems = foreign["problems"];
    ASSERT_EQ(problems.size(), 6U);
    EXPECT_EQ(problems[0].dump(), R"({"fact":"m","problem":"out_of_domain","got":"5.00 USD",)"
                                  R"("expected":"money >= 0.00 CNY in CNY","from":"order"})");
    EXPECT_EQ(problems[1]["got"], "a list");
    EXPECT_EQ(problems[2]["got"], "25:00");
    EXPECT_EQ(problems[3]["problem"], "absent");  // d
    EXPECT_EQ(problems[4]["got"], "3");
    EXPECT_EQ(problems[5]["problem"], "wrong_type");
}

// Keys of numbers are exact or refused, never merged in silence.
TEST(Build, RefusesNumbersThatAreTooLongForOneColumn) {
    const auto said = [&](const char* cell) {
        return to_lines(
            parse(page_of("| n | number | | 数 | n | order |\n", "first",
                          "| # | n | → out | Clause |",
                          std::string{"| 1 | 0.000000000000000001 | \"a\" | C |\n| 2 | "} + cell +
                              " | \"b\" | C |\n"))
                .problems);
    };
    EXPECT_EQ(said("< 2"), "");
    EXPECT_NE(said("< 5").find("at most 18 digits"), std::string::npos);
}

// proves X2: old cases are judged by the version then in force
TEST(Library, PicksTheVersionOfTheDay) {
    const auto version = [](const std::string& name, const std::string& from,
                            const std::string& until) {
        std::string page = page_of(kTwoBooleans, "first", "| # | a | → out | Clause |",
                                   "| 1 | - | \"" + name + "\" | C |\n");
        page = changed(page, "version: 1", "version: " + name);
        page = changed(page, "holds_from: 2026-01-01",
                       "holds_from: " + from + (until.empty() ? "" : "\nholds_until: " + until));
        return parse(page).book;
    };
    const Library library{{version("c", "2026-07-01", "2026-12-31"), version("a", "2026-01-01", ""),
                           version("b", "2026-04-01", "2026-05-31")}};
    const auto asked = [&](const std::string& reference, const std::string& at) {
        const auto decision =
            library.decide(reference, "t", rulebook::Facts{}.set("at", at.c_str()));
        if (!decision) return decision.error().context;
        const Value* out = decision->output("out");
        return out ? std::get<std::string>(*out) : decision->why.en;
    };
    EXPECT_EQ(asked("small", "2026-03-31T23:59:59"), "a");
    EXPECT_EQ(asked("small", "2026-03-31T16:00:00Z"), "b");  // 1 April in the rulebook's zone
    EXPECT_EQ(asked("small", "2026-05-31T23:59:59"), "b");
    // Past b's last day none is in force: a does not come back.
    EXPECT_NE(asked("small", "2026-06-01T00:00").find("no version of the rules"),
              std::string::npos);
    EXPECT_EQ(asked("small", "2026-07-01T00:00"), "c");
    EXPECT_EQ(asked("small@a", "2026-07-01T00:00"), "a");
    EXPECT_NE(asked("small@d", "").find("newest version: c"), std::string::npos);
    EXPECT_NE(asked("other", "").find("there are: small"), std::string::npos);
    EXPECT_EQ(library.in_force("small", *parse_date("2026-06-15")), nullptr);
    EXPECT_EQ(library.in_force("small", *parse_date("2026-02-15"))->version, "a");
    EXPECT_FALSE(library.decide("small", "no_such_table", {}).has_value());
}

TEST(FactsJson, KeepsDigitsAndReportsWhatIsWrong) {
    Problems problems;
    const auto facts = codec::parse_facts(
        R"({"n": 0.30000000000000001, "w": 12345678901234567890, "e": 1e3, "z": null})", "f", 1,
        problems);
    EXPECT_EQ(to_lines(problems), "");
    EXPECT_EQ(facts.entries().size(), 3U);
    EXPECT_EQ(std::get<WrittenNumber>(*facts.find("n")).text, "0.30000000000000001");
    EXPECT_EQ(std::get<WrittenNumber>(*facts.find("w")).text, "12345678901234567890");
    for (const char* wrong :
         {"", "[]", "3", "{", "{\"a\": 1,}", "{\"a\": 1, \"a\": 2}", "{\"a\": 1} {\"b\": 2}",
          "{\"a\": 1, \"a\": null}", "\"x\"", "{'a': 1}", "{\"a\": \"\xFF\"}"}) {
        problems.clear();
        codec::parse_facts(wrong, "facts.json", 7, problems);
        ASSERT_EQ(problems.size(), 1U) << wrong;
        EXPECT_EQ(problems[0].line, 7U);
    }
    std::string deep = "{\"a\": ";
    for (int i = 0; i < 100'000; ++i) deep += "[";
    problems.clear();
    codec::parse_facts(deep, "facts.json", 1, problems);
    EXPECT_EQ(problems.size(), 1U);
}

TEST(FactsJson, IsOneObjectOrOneALine) {
    Problems problems;
    EXPECT_EQ(codec::parse_facts_file("{\n \"a\": 1\n}\n", "f", problems).size(), 1U);
    EXPECT_EQ(codec::parse_facts_file("{\"a\": 1}\n\n{\"a\": 2}\n", "f", problems).size(), 2U);
    EXPECT_EQ(to_lines(problems), "");
    const auto lines =
        codec::parse_facts_file("{\"a\": 1}\n{\"a\": }\n{\"a\": 3}\n", "facts.ndjson", problems);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[1].line, 3U);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].line, 2U);
    problems.clear();
    EXPECT_EQ(codec::parse_facts_file("{\n \"a\": x\n}\n", "f", problems).size(), 0U);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].line, 2U);
}

}  // namespace
}  // namespace pingli::rulebook::testing
