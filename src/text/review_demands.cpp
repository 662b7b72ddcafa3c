// The rating as a lever, as pay-back, and as a signpost to another shop (docs/labels.md 2.4-2.6).

#include <algorithm>
#include <string_view>

#include "text/review_parts.hpp"

namespace pingli::text {

namespace {

constexpr Category kAsk{"ask.benefit"};
constexpr Category kChange{"lever.change"};
constexpr Category kThreat{"lever.threat"};
constexpr Category kGateLever{"gate.lever"};
constexpr Category kGateBenefit{"gate.benefit"};
constexpr Category kGateHint{"gate.hint"};
constexpr Category kOwed{"owed.remedy"};
constexpr Category kOffered{"deal.offered"};
constexpr Category kRefused{"deal.refused"};
constexpr Category kLost{"claim.lost"};
constexpr Category kPayback{"payback"};
constexpr Category kWhere{"promo.where"};
constexpr Category kDirect{"promo.direct"};
constexpr Category kBetter{"promo.better"};
constexpr Category kNamed{"promo.named"};
constexpr Category kGood{"polarity.good"};
constexpr Category kBad{"polarity.bad"};
constexpr std::size_t kLinkReach = 60;  // bytes between a demand and its lever
constexpr std::size_t kNameMin = 2;     // letters of a shop's name
constexpr std::size_t kNameMax = 14;
constexpr std::size_t kNameReach = 24;  // bytes around a name in which its signpost stands

// The writer's own words: not within a shop's or somebody's speech.
bool is_own(const Reading& reading, const Hit& hit) {
    const Speech* const speech = reading.speech_of(hit);
    return speech == nullptr || speech->voice == Voice::Self || speech->voice == Voice::Unknown;
}

// Of money or of nothing countable: 给我补一件 asks for no sum, 打七分 gives a score.
bool is_benefit(const Reading& reading, const Hit& ask) {
    const std::string_view after = rest(reading.text(), ask.end);
    if (after.starts_with("了") || after.starts_with("过")) return false;  // It was given.
    return std::ranges::none_of(numbers_touching(reading.numbers, ask.start, ask.end),
                                [](const Number& number) {
                                    return number.unit != Unit::Money &&
                                           number.unit != Unit::None && number.unit != Unit::Piece;
                                });
}

// The hits of `category` within kLinkReach of `hit`, before or behind it.
std::span<const Hit> near(const Reading& reading, Category category, const Hit& hit) {
    return reading.hits.touching(category, back_or_start(hit.start, kLinkReach),
                                 hit.end + kLinkReach);
}

const Hit* first_own(const Reading& reading, Category category, int weight_min = 0) {
    for (const Hit& hit : reading.of(category))
        if (hit.weight >= weight_min && is_own(reading, hit) && !reading.is_negated(hit))
            return &hit;
    return nullptr;
}

bool names_amount(const Reading& reading, const Hit& hit) {
    return !numbers_touching(reading.numbers, hit.start, hit.end).empty();
}

// A condition that only the ordinary remedy is to meet: 换来合格的再改.
bool is_owed(const Reading& reading, const Hit& ask) {
    if (names_amount(reading, ask)) return false;
    return !reading.hits.touching(kOwed, ask.start, ask.end).empty();
}

}  // namespace

std::optional<Span> find_extortion(const ReadReview& review) {
    const Reading& text = review.text;
    // What the gate lets pass holds one of these; the same here keeps its "no" certain.
    if (review.stars == 5 || !text.has(kGateLever)) return std::nullopt;
    // Who reports a shop's offer, or turns a deal down, asks for nothing.
    if (text.has(kOffered) || text.has(kRefused)) return std::nullopt;
    const Hit* const hint = text.has(kGateHint) ? first_own(text, kThreat, 2) : nullptr;
    if (hint != nullptr) return text.span(*hint);
    if (!text.has(kGateBenefit) &&
        text.text().find_first_of("0123456789") == std::string_view::npos)
        return std::nullopt;
    for (const Hit& ask : text.of(kAsk)) {
        if (!is_own(text, ask) || text.is_negated(ask) || !is_benefit(text, ask) ||
            is_owed(text, ask))
            continue;
        for (const Category category : {kThreat, kChange})
            for (const Hit& lever : near(text, category, ask))
                if (is_own(text, lever))
                    return text.span(std::min(ask.start, lever.start),
                                     std::max(ask.end, lever.end));
    }
    return std::nullopt;
}

std::optional<Span> find_retaliation(const ReadReview& review) {
    const Reading& text = review.text;
    if (review.stars && *review.stars > 3) return std::nullopt;
    for (const Hit& lost : text.of(kLost)) {
        if (!is_own(text, lost)) continue;
        for (const Hit& payback : near(text, kPayback, lost))
            if (payback.end > lost.start && is_own(text, payback))
                return text.span(std::min(lost.start, payback.start),
                                 std::max(lost.end, payback.end));
    }
    return std::nullopt;
}

namespace {

bool ends_like_shop(std::string_view name) {
    for (const std::string_view word :
         {"店",   "铺",   "坊",   "家",   "馆",   "仓",   "行",   "记",   "厂",   "社",
          "阁",   "轩",   "庄",   "屋",   "号",   "鞋",   "服饰", "数码", "食品", "生鲜",
          "果园", "茶业", "优选", "严选", "百货", "家居", "母婴", "旗舰", "工厂", "工坊",
          "农场", "园艺", "花坊", "书屋", "文具", "五金", "电器", "商城", "超市", "商行"})
        if (name.ends_with(word)) return true;
    return false;
}

bool is_near(const Reading& text, Category category, std::size_t start, std::size_t end) {
    const std::size_t from = back_or_start(start, kNameReach);
    return std::ranges::any_of(text.hits.within(category, from, end + kNameReach),
                               [&](const Hit& hit) {
                                   const bool is_inside = hit.start >= start && hit.end <= end;
                                   return !is_inside && !text.is_negated(hit);
                               });
}

// A name between quotation marks that looks like a shop's, with a way to it or a reason to go.
bool is_shop_name(const Reading& text, const Speech& quoted) {
    if (!quoted.is_quoted) return false;
    const std::size_t size = letters(text.text(), quoted.start, quoted.end);
    if (size < kNameMin || size > kNameMax) return false;
    const std::string_view name = cut(text.text(), quoted.start, quoted.end);
    const bool is_shop = ends_like_shop(name);
    if (!is_shop && (!text.hits.within(kGood, quoted.start, quoted.end).empty() ||
                     !text.hits.within(kBad, quoted.start, quoted.end).empty()))
        return false;
    const bool where = is_near(text, kWhere, quoted.start, quoted.end);
    const bool direct = is_near(text, kDirect, quoted.start, quoted.end);
    const bool better = is_near(text, kBetter, quoted.start, quoted.end);
    return (direct || better) && static_cast<int>(is_shop) + where + direct + better >= 2;
}

}  // namespace

std::optional<Span> find_promotion(const ReadReview& review) {
    const Reading& text = review.text;
    for (const Speech& speech : text.speech)
        if (is_shop_name(text, speech)) return text.span(speech.start, speech.end);
    for (const Hit& named : text.of(kNamed))
        if (is_own(text, named) && !text.is_negated(named) &&
            (text.has(kBetter) || text.has(kDirect)))
            return text.span(named);
    return std::nullopt;
}

}  // namespace pingli::text
