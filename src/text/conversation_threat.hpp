// The adverse acts that a buyer announces: bad review, complaint, authority, exposure.
// Whether one is a lever for a benefit is for conversation_link.hpp to say.

#pragma once

#include <vector>

#include "text/conversation_marks.hpp"

namespace pingli::text {

enum class Clarity : std::uint8_t {
    None,    // only the place says so: what follows 不然
    Hint,    // 评语我打好腹稿了
    Stated,  // 一星走起
};

struct Threat {
    std::uint32_t turn = 0;
    std::uint32_t part = 0;
    Offset start{};  // bytes of the folded text
    Offset end{};
    ThreatKind kind = ThreatKind::BadReview;
    Clarity clarity = Clarity::None;
    Joint joint = Joint::None;
    bool is_menacing = false;  // 你看着办, 等着
    bool is_status = false;    // 我有十万粉: what the buyer is, not what he will do
};

// The acts named in one turn of the buyer against this shop, in order; what is denied, reported,
// asked about, or aimed at someone else is left out.
void find_threats(const TurnView& turn, std::vector<Threat>& out);

// What a buyer says right after a benefit was refused him, when it is neither settling, asking nor
// leaving: 我文采好，夸得你们连夜改名. Nothing when the turn has none of it.
std::optional<Threat> veiled_threat(const TurnView& turn);

// For each turn, whether the buyer takes a threat in it back there or later: a joke, a
// misunderstanding.
std::vector<bool> find_taken_back(std::span<const TurnView> turns);

}  // namespace pingli::text
