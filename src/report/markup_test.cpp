#include "report/markup.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "base/utf8.hpp"
#include "report/display_width.hpp"
#include "report/originals.hpp"

namespace pingli::report {
namespace {

TEST(Markup, EscapesWhateverMeansSomethingToAPage) {
    EXPECT_EQ(escaped(R"(<a href='x'>"&"</a>)"),
              "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt;");
}

TEST(Markup, ShowsControlCharactersAndMendsWhatIsNoUtf8) {
    using namespace std::string_literals;
    EXPECT_EQ(escaped("a\0b\x01\x7F\n"s), "a␀b␁␡\n");
    EXPECT_EQ(escaped("\xFF好\xC0"), "\uFFFD好\uFFFD");
    EXPECT_EQ(escaped("\u0085"), "[U+0085]");
}

TEST(Markup, ShowsDirectionMarksByNameSoThatTheyCannotReorderThePage) {
    // NOLINTNEXTLINE(misc-misleading-bidirectional): what is tested
    EXPECT_EQ(escaped("a\u202Eexe.gnp\u2066"), "a[U+202E]exe.gnp[U+2066]");
    EXPECT_EQ(escaped("مرحبا"), "مرحبا");
}

// proves X6
TEST(Markup, MasksLongNumbersAndLeavesDatesAndSums) {
    EXPECT_EQ(with_numbers_masked("电话13812345678，2026-05-31 23:59:59 给500元"),
              "电话138******78，2026-05-31 23:59:59 给500元");
    EXPECT_EQ(with_numbers_masked("139 1234 5678"), "139******78");
    EXPECT_EQ(with_numbers_masked("座机 8765432"), "座机 8******");
    EXPECT_EQ(mask("王小明"), "王**");
    EXPECT_EQ(mask("好"), "*");
    EXPECT_EQ(mask(""), "");
}

RC_GTEST_PROP(Markup, NeverLetsAnAngleBracketOrAQuoteThrough, (const std::string& any)) {
    const std::string out = escaped(any);
    RC_ASSERT(out.find_first_of(R"(<>"')") == std::string::npos);
    RC_ASSERT(utf8::is_valid(out));
}

std::string marked(std::string_view text, const std::vector<triage::FoundSpan>& spans) {
    std::string out;
    Html html{out};
    append_marked(html, text, spans);
    return out;
}

triage::FoundSpan span(std::uint32_t start, std::uint32_t end, triage::SpanKind kind) {
    triage::FoundSpan found;
    found.span = {.start = start, .end = end};
    found.kind = kind;
    return found;
}

TEST(Originals, MarkCodePointsBehindEmojiAndCombiningMarks) {
    // 👨‍👩‍👧 is five code points, é here is two.
    const std::string out =
        marked("👨‍👩‍👧e\u0301给我10块", {span(7, 12, triage::SpanKind::Demand)});
    EXPECT_NE(out.find("e\u0301<mark class=\"demand\""), std::string::npos) << out;
    EXPECT_NE(out.find(">给我10块</mark>"), std::string::npos) << out;
}

TEST(Originals, NameTheKindInWordsNotByColourAlone) {
    auto found = span(0, 2, triage::SpanKind::Demand);
    found.amount = Money{.minor = 1000, .currency = {}};
    const std::string out = marked("给钱", {found});
    EXPECT_NE(out.find(R"(title="索要 / demand · 10.00 CNY")"), std::string::npos) << out;
    EXPECT_NE(out.find(R"(<sup class="demand">)"), std::string::npos) << out;
}

TEST(Originals, CutOverlappingSpansIntoStretchesThatNest) {
    const std::string out = marked(
        "abcdef", {span(0, 4, triage::SpanKind::Demand), span(2, 6, triage::SpanKind::Threat)});
    EXPECT_NE(out.find(">ab</mark>"), std::string::npos) << out;
    EXPECT_NE(out.find(R"(<mark class="demand threat")"), std::string::npos) << out;
    EXPECT_NE(out.find(">ef</mark>"), std::string::npos) << out;
}

// proves X6
TEST(Originals, MaskPersonalDataUntilItIsAskedFor) {
    const std::string out = marked("我叫王小明", {span(2, 5, triage::SpanKind::Pii)});
    EXPECT_NE(out.find(R"(<span class="m">王**</span><span class="r">王小明</span>)"),
              std::string::npos)
        << out;
}

// proves X6
TEST(Originals, NeverCutANumberInTheSnippetSoThatItEscapesItsMask) {
    for (std::size_t before = 50; before < 75; ++before) {
        triage::Finding finding;
        finding.parts = {{.in = triage::SpanPlace::Text,
                          .turn = 0,
                          .who = "buyer",
                          .at = std::nullopt,
                          .text = std::string(before, 'x') + "13812345678" + std::string(40, 'y'),
                          .gap_after = false,
                          .source = {}}};
        std::string out;
        Html html{out};
        append_snippet(html, finding);
        const std::size_t plain = out.find("x1");
        EXPECT_EQ(plain, std::string::npos) << out;
    }
}

TEST(Originals, StandSpansThatLieOutsideTheText) {
    EXPECT_EQ(marked("ab", {span(5, 9, triage::SpanKind::Insult)}), "ab");
    EXPECT_EQ(marked("", {span(0, 1, triage::SpanKind::Insult)}), "");
}

TEST(Originals, CutATextThatIsTooLongAndSayHowMuchIsLeftOut) {
    std::string text;
    for (std::size_t i = 0; i < kTextShownMax + 7; ++i) text += "好";
    const std::string out = marked(text, {});
    EXPECT_NE(out.find("其后 7 字未显示"), std::string::npos);
}

TEST(DisplayWidth, CountsColumnsAsATerminalDoes) {
    EXPECT_EQ(display_width("abc"), 3U);
    EXPECT_EQ(display_width("评理"), 4U);
    EXPECT_EQ(display_width("，"), 2U);
    EXPECT_EQ(display_width("e\u0301"), 1U);
    EXPECT_EQ(display_width("👎"), 2U);
    EXPECT_EQ(display_width("―…"), 2U);
}

RC_GTEST_PROP(DisplayWidth, FitsExactlyWhateverTheText, ()) {
    const auto codes = *rc::gen::container<std::vector<char32_t>>(
        rc::gen::element(U'a', U'评', U'\u0301', U'👎', U'，', U' ', U'\u200D', U'W'));
    const std::string text = utf8::from_utf32({codes.data(), codes.size()});
    const auto columns = *rc::gen::inRange<std::size_t>(0, 40);
    RC_ASSERT(display_width(fit_to_width(text, columns)) == columns);
    RC_ASSERT(display_width(cut_to_width(text, columns)) <= columns);
    RC_ASSERT(utf8::is_valid(cut_to_width(text, columns)));
    RC_ASSERT(display_width(cut_middle_to_width(text, columns)) <= columns);
    RC_ASSERT(utf8::is_valid(cut_middle_to_width(text, columns)));
}

}  // namespace
}  // namespace pingli::report
