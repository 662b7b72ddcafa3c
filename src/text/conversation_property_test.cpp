#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "support/shipped_engine.hpp"
#include "text/engine.hpp"

namespace pingli::text {
namespace {

constexpr auto kPieces = std::to_array<const char*>(
    {"补我", "20块", "十六",     "不然",       "差评", "，",     "。",    "不给",
     "就",   "投诉", "送我一个", "哈哈",       "退款", "我留着", "一星",  "😀",
     "給",   "“",    "”",        " ",          "吗",   "？",     "抖音",  "坏了",
     "换新", "抱歉", "您",       "运费险都有", "ab1",  "的话",   "12315", "\n"});

std::string any_turn() {
    std::string text;
    const int count = *rc::gen::inRange(0, 12);
    for (int i = 0; i < count; ++i) text += *rc::gen::elementOf(kPieces);
    return text;
}

// Whatever is said, spans lie within their turn and those of demands and threats never overlap;
// who demands nothing under threat has none.
RC_GTEST_PROP(ConversationProperty, SpansLieInTheirTurnsAndDoNotOverlap, ()) {
    std::vector<std::string> texts;
    const int count = *rc::gen::inRange(1, 7);
    for (int i = 0; i < count; ++i) texts.push_back(any_turn());
    std::vector<Turn> turns;
    for (const std::string& text : texts)
        turns.push_back(
            {.who = *rc::gen::element(Speaker::Buyer, Speaker::Seller), .at = {}, .text = text});
    const Engine& engine = support::shipped_engine();
    Scratch scratch{engine};
    const ConversationSignals signals = engine.conversation(turns, scratch);
    std::vector<TurnSpan> all = signals.demand_spans;
    all.insert(all.end(), signals.threat_spans.begin(), signals.threat_spans.end());
    for (std::size_t i = 0; i < all.size(); ++i) {
        RC_ASSERT(turns[all[i].turn].who == Speaker::Buyer);
        RC_ASSERT(all[i].span.start < all[i].span.end);
        RC_ASSERT(all[i].span.end <= utf8::count(turns[all[i].turn].text));
        for (std::size_t k = i + 1; k < all.size(); ++k)
            RC_ASSERT(all[i].turn != all[k].turn || all[i].span.end <= all[k].span.start ||
                      all[k].span.end <= all[i].span.start);
    }
    RC_ASSERT(signals.demand_under_threat || all.empty());
    RC_ASSERT(signals.demand_under_threat == (signals.demand_kind != DemandKind::None));
    for (std::size_t i = 1; i < signals.moments.size(); ++i)
        RC_ASSERT(signals.moments[i - 1].turn <= signals.moments[i].turn);
    for (const Moment& moment : signals.moments)
        RC_ASSERT(moment.span.end <= utf8::count(turns[moment.turn].text));
}

}  // namespace
}  // namespace pingli::text
