#include "reviews/moves.hpp"

#include <algorithm>

#include "base/record_form.hpp"

namespace pingli::reviews {

namespace {

constexpr std::string_view kNew = "new";
constexpr std::string_view kReported = "reported";
constexpr std::string_view kAnswered = "answered";
constexpr std::string_view kLeft = "left";

constexpr std::array<std::string_view, kMoves.size()> kNames{"report", "answer", "leave", "resume",
                                                             "undo"};

std::optional<Bilingual> why_no_report(const app::ShelfEntry& entry) {
    if (entry.mark.state == kReported)
        return Bilingual{.zh = "已经有举报草稿或举报。",
                         .en = "There is a draft or a report already."};
    const RowFacts facts = facts_of(entry.finding);
    if (facts.admissible == false)
        return Bilingual{.zh = "举报不会被受理，原因见本条。",
                         .en = "A report would be refused; the finding says why."};
    if (!entry.finding.is_reportable && !facts.waits_for_review)
        return Bilingual{.zh = "不符合任何举报理由。", .en = "No ground for a report."};
    return std::nullopt;
}

}  // namespace

std::string_view to_name(Move move) {
    return kNames.at(static_cast<std::size_t>(move));
}

bool is_proven(const app::ShelvedFinding& finding) {
    return finding.verdict == "malicious" &&
           (finding.ground == "unreasonable_demand" || finding.ground == "professional_coercion");
}

std::optional<Bilingual> why_not(Move move, const app::ShelfEntry& entry, const Powers& powers) {
    const bool is_left = entry.mark.state == kLeft;
    if (!powers.may_work)
        return Bilingual{.zh = "您的角色只能查看。", .en = "Your role may only look."};
    // The case itself says whether it was handed in (cases/filing.hpp).
    if (move == Move::Undo)
        return entry.mark.state == kReported
                   ? std::nullopt
                   : std::optional{Bilingual{.zh = "没有举报草稿。", .en = "There is no draft."}};
    if (move == Move::Resume)
        return is_left ? std::nullopt
                       : std::optional{Bilingual{.zh = "它没有被搁置。", .en = "It was not left."}};
    if (is_left)
        return Bilingual{.zh = "已搁置；请先恢复处理。", .en = "It was left: take it up first."};
    if (move == Move::Report) return why_no_report(entry);
    if (move == Move::Leave && entry.mark.state == kReported)
        return Bilingual{.zh = "已经有举报草稿或举报。",
                         .en = "There is a draft or a report already."};
    if (move == Move::Leave && is_proven(entry.finding) && !powers.leads)
        return Bilingual{.zh = "已证实的职业差评或要挟必须举报；要搁置须由主管写明理由。",
                         .en =
                             "A proven professional or threat is always reported; only a "
                             "supervisor may leave it, with a reason."};
    return std::nullopt;
}

std::string state_after(Move move, const std::string& before) {
    switch (move) {
        case Move::Report:
            return std::string{kReported};
        case Move::Answer:
            return std::string{before == kReported ? kReported : kAnswered};
        case Move::Leave:
            return std::string{kLeft};
        case Move::Resume:
        case Move::Undo:
            break;
    }
    return std::string{kNew};
}

std::vector<Deed> read_deeds(std::string_view deeds) {
    std::vector<Deed> out;
    for (const std::string& line : RecordReader{deeds}.texts("deed")) {
        const RecordReader reader{line};
        const auto name = std::ranges::find(kNames, reader.text("move"));
        if (name == kNames.end()) continue;
        out.push_back({.move = static_cast<Move>(name - kNames.begin()),
                       .at = reader.instant("at").value_or(Instant{}),
                       .by = UserId{reader.text("by")},
                       .text = reader.text("text")});
    }
    return out;
}

}  // namespace pingli::reviews
