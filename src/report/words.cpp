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

const Bilingual& words_of(triage::SubjectKind kind) {
    static const std::array<Bilingual, 2> words{
        {{.zh = "评价", .en = "review"}, {.zh = "会话", .en = "thread"}}};
    return pick(words, kind);
}

const Bilingual& words_of(triage::Verdict verdict) {
    static const std::array<Bilingual, 3> words{{{.zh = "恶意", .en = "malicious"},
                                                 {.zh = "真实", .en = "genuine"},
                                                 {.zh = "证据不足", .en = "unclear"}}};
    return pick(words, verdict);
}

const Bilingual& words_of(triage::Ground ground) {
    static const std::array<Bilingual, 5> words{
        {{.zh = "不合理要求", .en = "unreasonable demand"},
         {.zh = "职业差评师要挟", .en = "professional coercion"},
         {.zh = "同行竞争", .en = "competitor"},
         {.zh = "第三方诈骗", .en = "third-party fraud"},
         {.zh = "泄露隐私或辱骂", .en = "private data or insults"}}};
    return pick(words, ground);
}

const Bilingual& words_of(triage::Refusal refusal) {
    static const std::array<Bilingual, 5> words{
        {{.zh = "超过举报期限", .en = "too late"},
         {.zh = "双方没有互评", .en = "not rated by both"},
         {.zh = "不是中差评", .en = "good rating"},
         {.zh = "买家没有写内容", .en = "nothing written"},
         {.zh = "不属于可举报的情形", .en = "no accepted ground"}}};
    return pick(words, refusal);
}

const Bilingual& words_of(triage::SpanPlace place) {
    static const std::array<Bilingual, 3> words{{{.zh = "评价", .en = "review"},
                                                 {.zh = "追评", .en = "follow-up"},
                                                 {.zh = "聊天", .en = "chat"}}};
    return pick(words, place);
}

const Bilingual& words_of(triage::SpanKind kind) {
    static const std::array<Bilingual, 4> words{{{.zh = "索要", .en = "demand"},
                                                 {.zh = "要挟", .en = "threat"},
                                                 {.zh = "辱骂", .en = "insult"},
                                                 {.zh = "隐私", .en = "private"}}};
    return pick(words, kind);
}

const Bilingual& words_of(text::Cause cause) {
    static const std::array<Bilingual, text::kCauseCount> words{
        {{.zh = "质量", .en = "quality"},
         {.zh = "尺码不合", .en = "size or fit"},
         {.zh = "颜色或描述不符", .en = "not as described"},
         {.zh = "真伪", .en = "authenticity"},
         {.zh = "服务态度", .en = "service attitude"},
         {.zh = "物流慢", .en = "slow delivery"},
         {.zh = "物流破损", .en = "damaged on the way"},
         {.zh = "价格", .en = "price"},
         {.zh = "运费险", .en = "freight insurance"},
         {.zh = "售后被拒", .en = "after-sales refused"}}};
    return pick(words, cause);
}

const Bilingual& words_of(text::PiiKind kind) {
    static const std::array<Bilingual, 8> words{{{.zh = "手机号", .en = "mobile number"},
                                                 {.zh = "电话", .en = "phone number"},
                                                 {.zh = "身份证号", .en = "identity card"},
                                                 {.zh = "微信号", .en = "WeChat id"},
                                                 {.zh = "QQ 号", .en = "QQ number"},
                                                 {.zh = "地址", .en = "address"},
                                                 {.zh = "姓名", .en = "name"},
                                                 {.zh = "订单号", .en = "order number"}}};
    return pick(words, kind);
}

const Bilingual& words_of(facts::Platform platform) {
    static const std::array<Bilingual, 6> words{{{.zh = "淘宝", .en = "Taobao"},
                                                 {.zh = "天猫", .en = "Tmall"},
                                                 {.zh = "京东", .en = "JD"},
                                                 {.zh = "自营店", .en = "own store"},
                                                 {.zh = "实体店", .en = "physical store"},
                                                 {.zh = "其他平台", .en = "other platform"}}};
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
        span = {.zh = fmt::format("{} 天 {} 小时", whole_days, whole_hours),
                .en = fmt::format("{} d {} h", whole_days, whole_hours)};
    } else if (whole_days > 0) {
        span = {.zh = fmt::format("{} 天", whole_days), .en = fmt::format("{} d", whole_days)};
    } else if (whole_hours > 0) {
        span = {.zh = fmt::format("{} 小时 {} 分", whole_hours, whole_minutes),
                .en = fmt::format("{} h {} min", whole_hours, whole_minutes)};
    } else {
        span = {.zh = fmt::format("{} 分钟", whole_minutes),
                .en = fmt::format("{} min", whole_minutes)};
    }
    if (is_past) return {.zh = "已过 " + span.zh, .en = span.en + " ago"};
    return {.zh = "剩 " + span.zh, .en = span.en + " left"};
}

std::string stars_text(int stars) {
    constexpr int kMost = 5;
    std::string out;
    if (stars < 1 || stars > kMost) return out;
    for (int i = 1; i <= kMost; ++i) out += i <= stars ? "★" : "☆";
    return out;
}

}  // namespace pingli::report
