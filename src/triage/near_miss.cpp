#include "triage/near_miss.hpp"

#include <algorithm>

namespace pingli::triage {

namespace {

void add(const rulebook::NearMiss* miss, NearMiss& out) {
    if (miss == nullptr) return;
    if (out.clause.empty() && !miss->clauses.empty()) out.clause = miss->clauses.front();
    for (std::size_t i = 0; i < miss->lacks.size(); ++i) {
        const rulebook::Lack& lack = miss->lacks[i];
        out.lacks.push_back({.fact = miss->lacked[i].fact,
                             .words = lack.words,
                             .is = lack.is,
                             .wanted = lack.wanted,
                             .is_past = lack.is_deadline});
    }
}

Bilingual words_of(const NearMiss& miss, const Bilingual& ground) {
    // What has passed cannot be made good: then it is told as what would have been.
    const bool is_past = std::ranges::any_of(miss.lacks, &NearMiss::Lack::is_past);
    Bilingual words{.zh = is_past ? "只差这些，本可" : "只差这些就可以",
                    .en = is_past ? "It would have been taken" : "It would be taken"};
    words.zh += "按“" + ground.zh + "”举报：";
    words.en += " as a report of “" + ground.en + "” with this: ";
    const char* between_zh = "";
    const char* between_en = "";
    for (const NearMiss::Lack& lack : miss.lacks) {
        words.zh +=
            between_zh + (lack.words.zh + "须" + lack.wanted.zh + "（现为“" + lack.is.zh + "”）");
        words.en +=
            between_en + (lack.words.en + ": " + lack.wanted.en + " (now “" + lack.is.en + "”)");
        between_zh = "；";
        between_en = "; ";
    }
    words.zh += "。";
    words.en += ".";
    return words;
}

}  // namespace

std::optional<NearMiss> compose_near_miss(const Nearest& nearest) {
    NearMiss out{.ground = nearest.ground, .clause = {}, .lacks = {}, .words = {}};
    add(nearest.proof, out);
    add(nearest.admission, out);
    if (out.lacks.empty()) return std::nullopt;
    out.words = words_of(out, nearest.ground_words);
    return out;
}

}  // namespace pingli::triage
