#include "api/held_exhibits.hpp"

#include <algorithm>
#include <charconv>
#include <ranges>
#include <string_view>

namespace pingli::api {

namespace {

constexpr std::size_t kExcerptBytesMax = 16'000;
constexpr std::string_view kBetweenPlaces = " · ";
constexpr std::string_view kTurn = "turn ";
constexpr std::string_view kWholeChat = "chat_both_sides";
constexpr std::string_view kReference = "chat_reference";

const Bilingual kOwnFiles{.zh = "店铺导入的文件", .en = "the shop's imported files"};
const Bilingual kGap{.zh = "〔此处缺聊天〕", .en = "[messages are missing here]"};
const Bilingual kCut{.zh = "〔以下从略〕", .en = "[the rest is left out]"};

// "chats/liu.jsonl:1 · turn 7", or several conversations, or a record and a remark to it.
struct Place {
    std::vector<std::string> records;
    std::size_t turn = 0;  // from 1; 0: the whole
};

Place place_of(std::string_view reference) {
    Place out;
    for (const auto part : std::views::split(reference, kBetweenPlaces)) {
        const std::string_view text{part.begin(), part.end()};
        if (text.starts_with(kTurn))
            std::from_chars(text.data() + kTurn.size(), text.data() + text.size(), out.turn);
        else if (!text.empty())
            out.records.emplace_back(text);
    }
    return out;
}

struct Group {
    std::string kind;
    std::vector<std::string> records;
    std::string purpose;
    std::string reference;
};

bool holds(const Group& group, const Place& place) {
    return std::ranges::any_of(place.records, [&](const std::string& record) {
        return std::ranges::find(group.records, record) != group.records.end();
    });
}

std::string purpose_of(const codec::FoundEvidence& one, std::size_t turn, Language language) {
    std::string out = in(language, one.words);
    if (out.empty()) out = one.kind;
    if (turn == 0) return out;
    const std::string number = std::to_string(turn);
    return out + in(language, {.zh = "（第 " + number + " 句）", .en = " (turn " + number + ")"});
}

void add_to(std::vector<Group>& groups, const codec::FoundEvidence& one, Language language) {
    const Place place = place_of(one.reference);
    const bool is_reference = one.kind == kReference;
    const auto group = std::ranges::find_if(groups, [&](const Group& had) {
        return is_reference ? had.kind == kWholeChat : holds(had, place);
    });
    const std::string purpose = purpose_of(one, place.turn, language);
    if (group == groups.end()) {
        groups.push_back({.kind = one.kind,
                          .records = is_reference ? std::vector<std::string>{} : place.records,
                          .purpose = purpose,
                          .reference = is_reference ? one.reference : std::string{}});
    } else if (is_reference) {
        group->reference = one.reference;
    } else {
        group->purpose += in(language, {.zh = "；", .en = "; "}) + purpose;
    }
}

Bilingual name_of(const std::string& who) {
    if (who == "buyer") return {.zh = "买家：", .en = "Buyer: "};
    if (who == "seller") return {.zh = "卖家：", .en = "Seller: "};
    return {.zh = "平台：", .en = "Platform: "};
}

std::string line_of(const codec::FoundTurn& turn, Language language) {
    constexpr std::size_t kMinuteSize = std::string_view{"2026-05-27T21:40"}.size();
    std::string out = turn.at.substr(0, kMinuteSize);
    std::ranges::replace(out, 'T', ' ');
    if (!out.empty()) out += ' ';
    out += in(language, name_of(turn.who)) + turn.text + '\n';
    return turn.gap_after ? out + in(language, kGap) + '\n' : out;
}

// All that was said in the records, each turn with its number, as purposes count them.
std::string excerpt_of(const Group& group, const std::vector<codec::FoundTurn>& turns,
                       Language language) {
    std::string out;
    std::string_view record;
    std::size_t number = 0;
    for (const codec::FoundTurn& turn : turns) {
        if (std::ranges::find(group.records, turn.source) == group.records.end()) continue;
        number = turn.source == record ? number + 1 : 1;
        record = turn.source;
        const std::string line = std::to_string(number) + ". " + line_of(turn, language);
        if (out.size() + line.size() > kExcerptBytesMax) return out + in(language, kCut);
        out += line;
    }
    if (out.ends_with('\n')) out.pop_back();
    return out;
}

std::string origin_of(const Group& group, Language language) {
    std::string out;
    for (const std::string& record : group.records) {
        if (!out.empty()) out += kBetweenPlaces;
        out += record;
    }
    return out.empty() ? in(language, kOwnFiles) : out;
}

}  // namespace

std::vector<cases::HeldExhibit> held_exhibits(const codec::FindingLine& finding,
                                              const CaseId& case_id, Language language) {
    std::vector<Group> groups;
    for (const codec::FoundEvidence& one : finding.evidence) add_to(groups, one, language);
    std::vector<cases::HeldExhibit> out;
    for (const Group& group : groups) {
        const std::string number = std::to_string(out.size() + 1);
        out.push_back({.exhibit_id = cases::ExhibitId{case_id.value() + '/' + number},
                       .kind = group.kind,
                       .origin = origin_of(group, language),
                       .purpose = group.purpose,
                       .reference = group.reference,
                       .excerpt = excerpt_of(group, finding.turns, language)});
    }
    return out;
}

}  // namespace pingli::api
