#include "text/personal_data.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace pingli::text {

namespace {

constexpr Category kNameBefore{"pii.name_before"};
constexpr Category kNameAfter{"pii.name_after"};
constexpr Category kNoName{"pii.name!"};
constexpr std::size_t kHan = 3;         // bytes of a Han character
constexpr std::size_t kRoadMax = 8;     // characters of a road's or an estate's name
constexpr std::size_t kRegionMax = 14;  // characters of province, city and district before it

bool is_han_at(std::string_view text, std::size_t at) {
    if (at >= text.size() || static_cast<unsigned char>(text[at]) < 0xE3) return false;
    const char32_t code = utf8::decode(text, at).code;
    return code >= 0x3400 && code < 0xA000;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view w) { return text.starts_with(w); });
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view w) { return text.ends_with(w); });
}

// --- addresses ---------------------------------------------------------------------------------

// The bytes of a number in digits, Chinese digits or one letter at `at`, or 0.
std::size_t house_number(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '-' ||
                                 (end == at && text[end] >= 'a' && text[end] <= 'z')))
        ++end;
    if (end > at) return end - at;
    constexpr std::u32string_view kDigits = U"一二三四五六七八九十百零〇";
    while (is_han_at(text, end) && kDigits.find(utf8::decode(text, end).code) != kDigits.npos)
        end += kHan;
    return end - at;
}

// The bytes of "7号楼2单元501" at `at`, or 0. A bare number counts only behind such a unit.
std::size_t house(std::string_view text, std::size_t at) {
    std::size_t end = at;
    bool has_unit = false;
    while (true) {
        std::size_t next = end;
        while (next < text.size() && (text[next] == ' ' || text[next] == '#' || text[next] == ','))
            ++next;
        const std::size_t size = house_number(text, next);
        if (size == 0) break;
        const std::string_view after = text.substr(next + size);
        std::size_t unit = 0;
        for (const std::string_view word :
             {"号楼", "号院", "号门", "号", "栋", "幢", "座", "单元", "室", "弄", "楼", "层", "#",
              "巷", "门", "户", "组", "队"})
            if (unit == 0 && after.starts_with(word)) unit = word.size();
        const bool is_floor = after.starts_with("楼") || after.starts_with("层");
        if (is_floor && !has_unit) break;  // 广场一楼 is no address
        if (unit == 0 && !has_unit) break;
        end = next + size + unit;
        if (unit == 0) break;
        has_unit = true;
    }
    return has_unit ? end - at : 0;
}

// Roads and estates end in one of these; 马路, 思路 and the like are words of their own.
bool ends_in_road(std::string_view before) {
    if (ends_with_any(
            before,
            {"马路",     "一路",     "半路",     "思路",   "线路", "电路", "套路", "上路", "出路",
             "后路",     "走路",     "网路",     "迷路",   "赶路", "铁路", "道路", "退路", "末路",
             "知道",     "味道",     "频道",     "渠道",   "街道", "力道", "报道", "难道", "管道",
             "我家",     "你家",     "他家",     "这家",   "大家", "商家", "卖家", "店家", "厂家",
             "买家",     "别家",     "独家",     "国家",   "专家", "到家", "回家", "居家", "在家",
             "我们小区", "这个小区", "一个小区", "本小区", "法院", "医院", "学院", "这里", "那里",
             "哪里",     "家里",     "心里",     "夜里",   "公里", "城里", "村里", "大门", "部门",
             "专门",     "热门",     "上门",     "出门",   "开门", "入门", "进门"}))
        return ends_with_any(before, {"街道"});
    return ends_with_any(
        before,
        {"路",   "街",   "道",   "巷",   "弄",   "胡同", "大道", "村",   "镇",   "小区", "花园",
         "苑",   "公寓", "大厦", "新村", "家园", "庄",   "坊",   "府",   "湾",   "居",   "广场",
         "里",   "院",   "园",   "城",   "名邸", "山庄", "别墅", "公馆", "雅居", "华庭", "国际",
         "中心", "大院", "宿舍", "邨",   "屯",   "寨",   "堡",   "乡",   "社区", "街区"});
}

// Where an address that ends at `road_end` begins: back over the names of places, to a word that is
// none (送错到|济南市…) or to a mark.
std::size_t address_start(std::string_view text, std::size_t clause_start, std::size_t road_end) {
    std::size_t start = road_end;
    std::size_t region = std::string_view::npos;  // the place where 省 市 区 县 was seen last
    for (std::size_t i = 0; i < kRoadMax + kRegionMax && start > clause_start; ++i) {
        const std::size_t next = letter_before(text, start);
        const bool is_name = is_han_at(text, next) || is_digit(text[next]);
        if (!is_name) break;
        constexpr std::u32string_view kNoPlace =
            U"在到送寄住是去错我你他她们这那个把给从往叫说写发了的址于至回";
        if (kNoPlace.find(utf8::decode(text, next).code) != kNoPlace.npos) break;
        const std::string_view here = text.substr(next, start - next);
        if (region == std::string_view::npos && i >= kRoadMax &&
            !(here == "省" || here == "市" || here == "区" || here == "县"))
            break;
        if (here == "省" || here == "市" || here == "区" || here == "县") region = next;
        start = next;
    }
    return start;
}

}  // namespace

void find_addresses(const Reading& reading, std::vector<PiiPlace>& out) {
    const std::string_view text = reading.text();
    for (const Clause& clause : reading.clauses) {
        for (std::size_t at = clause.start; at < clause.end;) {
            const std::size_t size = utf8::decode(text, at).size;
            const std::string_view before = text.substr(clause.start, at - clause.start);
            // A number behind a road, also with a short name between: 窑头路某院7号楼.
            if (!before.empty() && ends_in_road(before)) {
                const std::size_t length = house(text, at);
                const std::size_t start = address_start(text, clause.start, at);
                if (length > 0 && letters(text, start, at) >= 3) {
                    const bool follows = !out.empty() && out.back().kind == PiiKind::Address &&
                                         out.back().end >= start;
                    if (follows)
                        out.back().end = at + length;
                    else
                        out.push_back(
                            {.start = start, .end = at + length, .kind = PiiKind::Address});
                    at += length;
                    continue;
                }
            }
            at += size;
        }
    }
}

// --- names -------------------------------------------------------------------------------------

namespace {

// What may stand behind a name that is complete: an end, a mark, or a word that begins otherwise
// than given names do.
bool ends_name(const PersonalNames& names, std::string_view text, std::size_t at) {
    return !is_han_at(text, at) || !names.is_given(text, at);
}

bool is_title(std::string_view text) {
    return starts_with_any(
        text, {"先生", "女士", "小姐", "师傅", "经理", "总", "老师", "哥", "姐", "妹", "叔", "姨",
               "阿姨", "老板", "医生", "律师", "主任", "店长"});
}

// The end of the name that begins at `at`, or 0.
std::size_t name_end(const PersonalNames& names, std::string_view text, std::size_t at,
                     bool is_certain) {
    const std::size_t surname = names.surname(text, at);
    if (surname == 0 || !names.is_given(text, at + surname)) return 0;
    const std::size_t second = at + surname + kHan;
    if (is_title(text.substr(at + surname))) return 0;  // 李女士
    if (names.is_given(text, second)) return second + kHan;
    // One given character is too little to go by, but behind 叫 or 姓名.
    return is_certain && ends_name(names, text, second) ? second : 0;
}

bool is_certain_label(std::string_view word) {
    return ends_with_any(
        word, {"叫", "姓名", "姓名是", "真名", "本名", "名字是", "收件人", "收货人", "寄件人",
               "户名", "法人", "法定代表人", "联系人", "签收人", "收款人"});
}

}  // namespace

void find_full_names(const Engine::Parts& parts, const Reading& reading,
                     std::vector<PiiPlace>& out) {
    const std::string_view text = reading.text();
    const auto excepted = reading.of(kNoName);
    const auto add = [&](std::size_t start, std::size_t end) {
        const bool is_known = std::ranges::any_of(
            excepted, [&](const Hit& hit) { return hit.start < end && start < hit.end; });
        if (!is_known) out.push_back({.start = start, .end = end, .kind = PiiKind::Name});
    };
    for (const Hit& hit : reading.of(kNameBefore)) {
        std::size_t at = hit.end;
        while (at < text.size() && (text[at] == ':' || text[at] == ' ')) ++at;
        for (const std::string_view word : {"是", "叫", "“", "\"", "【"})
            if (text.substr(at).starts_with(word)) at += word.size();
        const bool is_certain =
            is_certain_label(text.substr(0, at)) || is_certain_label(reading.words(hit));
        if (const std::size_t end = name_end(parts.names, text, at, is_certain)) add(at, end);
    }
    for (const Hit& hit : reading.of(kNameAfter)) {
        for (const std::size_t size : {4 * kHan, 3 * kHan}) {
            if (hit.start < size) continue;
            const std::size_t at = hit.start - size;
            if (!is_han_at(text, at)) continue;
            if (name_end(parts.names, text, at, false) != hit.start) continue;
            add(at, hit.start);
            break;
        }
    }
}

// --- all ---------------------------------------------------------------------------------------

std::vector<PiiSpan> find_personal_data(const Engine::Parts& parts, const Reading& reading) {
    std::vector<PiiPlace> places;
    if (may_hold_numbers(reading.text())) find_addresses(reading, places);
    const std::size_t addresses = places.size();
    find_personal_numbers(reading, places);
    // A number within an address is part of it.
    std::erase_if(places, [&, index = std::size_t{0}](const PiiPlace& place) mutable {
        if (index++ < addresses) return false;
        return std::any_of(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(addresses),
                           [&](const PiiPlace& address) {
                               return place.start >= address.start && place.end <= address.end;
                           });
    });
    find_full_names(parts, reading, places);
    std::ranges::sort(places, {}, &PiiPlace::start);
    std::vector<PiiSpan> spans;
    std::size_t end = 0;
    for (const PiiPlace& place : places) {
        if (place.start < end) continue;
        end = place.end;
        spans.push_back({.span = reading.span(place.start, place.end), .kind = place.kind});
    }
    return spans;
}

}  // namespace pingli::text
