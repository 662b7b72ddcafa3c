#include "report/words.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace pingli::report {

namespace {

template <class Enum, std::size_t N>
const Bilingual& pick(const std::array<Bilingual, N>& words, Enum value) {
    return words.at(static_cast<std::size_t>(std::to_underlying(value)));
}

}  // namespace

const std::string& in(Language language, const Bilingual& words) {
    return language == Language::Chinese ? words.zh : words.en;
}

const Bilingual& words_of(triage::SubjectKind kind) {
    static const std::array<Bilingual, 2> words{{{"评价", "review"}, {"会话", "thread"}}};
    return pick(words, kind);
}

const Bilingual& words_of(triage::Verdict verdict) {
    static const std::array<Bilingual, 3> words{
        {{"恶意", "malicious"}, {"真实", "genuine"}, {"待定", "unclear"}}};
    return pick(words, verdict);
}

const Bilingual& words_of(triage::Ground ground) {
    static const std::array<Bilingual, 5> words{{{"不合理要求", "unreasonable demand"},
                                                 {"职业差评师胁迫", "professional coercion"},
                                                 {"同行竞争", "competitor"},
                                                 {"第三方诈骗", "third-party fraud"},
                                                 {"泄露隐私或辱骂", "private data or insults"}}};
    return pick(words, ground);
}

const Bilingual& words_of(triage::Refusal refusal) {
    static const std::array<Bilingual, 5> words{{{"超过举报期限", "too late"},
                                                 {"双方没有互评", "not rated by both"},
                                                 {"不是中差评", "good rating"},
                                                 {"买家没有写内容", "nothing written"},
                                                 {"不属于可举报的情形", "no accepted ground"}}};
    return pick(words, refusal);
}

const Bilingual& words_of(triage::SpanPlace place) {
    static const std::array<Bilingual, 3> words{
        {{"评价", "review"}, {"追评", "follow-up"}, {"聊天", "chat"}}};
    return pick(words, place);
}

const Bilingual& words_of(triage::SpanKind kind) {
    static const std::array<Bilingual, 4> words{
        {{"索要", "demand"}, {"要挟", "threat"}, {"辱骂", "insult"}, {"隐私", "private"}}};
    return pick(words, kind);
}

const Bilingual& words_of(text::Cause cause) {
    static const std::array<Bilingual, text::kCauseCount> words{
        {{"质量", "quality"},
         {"尺码不合", "size or fit"},
         {"颜色或描述不符", "not as described"},
         {"真伪", "authenticity"},
         {"服务态度", "service attitude"},
         {"物流慢", "slow delivery"},
         {"物流破损", "damaged on the way"},
         {"价格", "price"},
         {"运费险", "freight insurance"},
         {"售后被拒", "after-sales refused"}}};
    return pick(words, cause);
}

const Bilingual& words_of(text::PiiKind kind) {
    static const std::array<Bilingual, 8> words{{{"手机号", "mobile number"},
                                                 {"电话", "phone number"},
                                                 {"身份证号", "identity card"},
                                                 {"微信号", "WeChat id"},
                                                 {"QQ 号", "QQ number"},
                                                 {"地址", "address"},
                                                 {"姓名", "name"},
                                                 {"订单号", "order number"}}};
    return pick(words, kind);
}

const Bilingual& words_of(facts::Platform platform) {
    static const std::array<Bilingual, 6> words{{{"淘宝", "Taobao"},
                                                 {"天猫", "Tmall"},
                                                 {"京东", "JD"},
                                                 {"自营店", "own store"},
                                                 {"实体店", "physical store"},
                                                 {"其他平台", "other platform"}}};
    return pick(words, platform);
}

std::string clock_reading(Instant at, const Zone& zone) {
    const LocalTime local = zone.to_local(at);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::hh_mm_ss clock{local - day};
    auto text = fmt::format("{} {:02}:{:02}", format_date(day), clock.hours().count(),
                            clock.minutes().count());
    if (clock.seconds().count() != 0) text += fmt::format(":{:02}", clock.seconds().count());
    return text;
}

Bilingual time_left(Instant due, Instant as_of) {
    using namespace std::chrono;
    const bool is_past = due < as_of;
    const seconds distance = is_past ? as_of - due : due - as_of;
    const auto whole_days = floor<days>(distance).count();
    const auto whole_hours = floor<hours>(distance).count() % 24;
    const auto whole_minutes = floor<minutes>(distance).count() % 60;
    Bilingual span;
    if (whole_days > 0 && whole_hours > 0 && whole_days < 100) {
        span = {fmt::format("{} 天 {} 小时", whole_days, whole_hours),
                fmt::format("{} d {} h", whole_days, whole_hours)};
    } else if (whole_days > 0) {
        span = {fmt::format("{} 天", whole_days), fmt::format("{} d", whole_days)};
    } else if (whole_hours > 0) {
        span = {fmt::format("{} 小时 {} 分", whole_hours, whole_minutes),
                fmt::format("{} h {} min", whole_hours, whole_minutes)};
    } else {
        span = {fmt::format("{} 分钟", whole_minutes), fmt::format("{} min", whole_minutes)};
    }
    if (is_past) return {"已过 " + span.zh, span.en + " ago"};
    return {"剩 " + span.zh, span.en + " left"};
}

std::string stars_text(int stars) {
    constexpr int kMost = 5;
    std::string out;
    if (stars < 1 || stars > kMost) return out;
    for (int i = 1; i <= kMost; ++i) out += i <= stars ? "★" : "☆";
    return out;
}

}  // namespace pingli::report
