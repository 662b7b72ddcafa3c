#include "rulebook/words.hpp"

#include <algorithm>
#include <array>

#include "rulebook/cell.hpp"

namespace pingli::rulebook {

namespace {

struct SourceWords {
    std::string_view from, zh, en;
};

constexpr std::array kSources{
    SourceWords{.from = "order", .zh = "订单", .en = "the order"},
    SourceWords{.from = "review", .zh = "评价", .en = "the review"},
    SourceWords{.from = "chat", .zh = "聊天记录", .en = "the chat"},
    SourceWords{.from = "call", .zh = "通话记录", .en = "the call records"},
    SourceWords{.from = "contact", .zh = "联系记录", .en = "the contact log"},
    SourceWords{.from = "parcel", .zh = "包裹记录", .en = "the parcel log"},
    SourceWords{.from = "claim", .zh = "维权", .en = "the claim"},
    SourceWords{.from = "case", .zh = "案件", .en = "the case"},
    SourceWords{.from = "evidence", .zh = "证据", .en = "the evidence"},
    SourceWords{.from = "ruling", .zh = "前面的认定", .en = "an earlier finding"},
    SourceWords{.from = "insurance", .zh = "运费险记录", .en = "the insurance record"},
    SourceWords{.from = "complaint", .zh = "投诉", .en = "the complaint"},
    SourceWords{.from = "customer", .zh = "顾客资料", .en = "the customer's record"},
    SourceWords{.from = "buyer", .zh = "买家资料", .en = "the buyer's record"},
    SourceWords{.from = "person", .zh = "对方资料", .en = "the person's record"},
    SourceWords{.from = "shop", .zh = "店铺资料", .en = "the shop's settings"},
    SourceWords{.from = "policy", .zh = "店铺政策", .en = "the shop's policy"},
    SourceWords{.from = "ledger", .zh = "扣分记录", .en = "the points ledger"},
    SourceWords{.from = "draft", .zh = "回复草稿", .en = "the draft answer"},
    SourceWords{.from = "note", .zh = "店铺记录", .en = "the shop's notes"},
    SourceWords{.from = "agent", .zh = "客服", .en = "the agent"},
    SourceWords{.from = "officer", .zh = "小二", .en = "the case officer"},
    SourceWords{.from = "clock", .zh = "时钟", .en = "the clock"},
};

Bilingual both(std::string text) {
    return {.zh = text, .en = std::move(text)};
}

std::string without_offset(Instant at, const Zone& zone) {
    constexpr std::size_t kDateBytes = 10;
    constexpr std::size_t kLocalBytes = 19;
    std::string text = zone.format(at).substr(0, kLocalBytes);
    text[kDateBytes] = ' ';
    return text;
}

Bilingual word_of(const std::string& text, const std::vector<DomainWord>& domain_words) {
    const auto at = std::ranges::find(domain_words, text, &DomainWord::value);
    return at == domain_words.end() ? both(text) : at->words;
}

Bilingual duration_words(const std::string& literal) {
    const auto space = literal.find(' ');
    const std::string number = literal.substr(0, space);
    const std::string unit = literal.substr(space + 1);
    const char* zh = unit == "days" ? " 天" : unit == "hours" ? " 小时" : " 分钟";
    if (unit == "seconds") zh = " 秒";
    Bilingual words{.zh = number + zh, .en = literal};
    if (number == "1") words.en.pop_back();
    return words;
}

}  // namespace

Bilingual words_of_source(std::string_view from) {
    const auto known = std::ranges::find(kSources, from, &SourceWords::from);
    if (known != kSources.end())
        return {.zh = std::string{known->zh}, .en = std::string{known->en}};
    return parse_bilingual(from).value_or(both(std::string{from}));
}

Bilingual to_words(const Value& value, const std::vector<DomainWord>& domain_words,
                   const Zone& zone) {
    switch (type_of(value)) {
        case Type::Boolean:
            return std::get<bool>(value) ? Bilingual{.zh = "是", .en = "yes"}
                                         : Bilingual{.zh = "否", .en = "no"};
        case Type::Text:
            return word_of(std::get<std::string>(value), domain_words);
        case Type::TextList: {
            Bilingual words;
            for (const std::string& text : std::get<TextList>(value)) {
                const Bilingual word = word_of(text, domain_words);
                words.zh += (words.zh.empty() ? "" : "、") + word.zh;
                words.en += (words.en.empty() ? "" : ", ") + word.en;
            }
            return words;
        }
        case Type::Moment:
            return both(without_offset(std::get<Instant>(value), zone));
        case Type::Duration:
            return duration_words(to_literal(value, zone));
        default:
            return both(to_literal(value, zone));
    }
}

Bilingual confirm_note() {
    return {.zh = "请向平台确认。", .en = "Confirm with your platform."};
}

}  // namespace pingli::rulebook
