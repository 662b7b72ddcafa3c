#include "cases/statement.hpp"

#include <algorithm>
#include <array>

#include "base/assert.hpp"
#include "cases/exhibit_kind.hpp"
#include "rulebook/rulebook.hpp"

namespace pingli::cases {

namespace {

Bilingual same(const std::string& text) {
    return {.zh = text, .en = text};
}

// A word of a result's domain in the rulebook's own words.
Bilingual word(const rulebook::RulebookPtr& book, std::string_view output,
               const std::string& value) {
    if (book)
        for (const rulebook::Output& one : book->outputs)
            if (one.name == output)
                for (const rulebook::DomainWord& known : one.domain.words)
                    if (known.value == value) return known.words;
    return same(value);
}

Bilingual joined(std::string_view zh, std::string_view en, const Bilingual& words) {
    return {.zh = std::string{zh} + words.zh, .en = std::string{en} + words.en};
}

StatementSection decision_section(const Case& c, const Ruling& ruling,
                                  const rulebook::RulebookPtr& book) {
    const bool upheld = ruling.outcome == Outcome::Upheld;
    StatementSection out{
        .name = "decision", .title = {.zh = "裁定", .en = "Decision"}, .lines = {}};
    out.lines.push_back(upheld ? Bilingual{.zh = "成立。", .en = "Upheld."}
                               : Bilingual{.zh = "不成立。", .en = "Not upheld."});
    const std::string output = c.is<Report>() ? "verdict" : "reason";
    if (!ruling.reason.empty())
        out.lines.push_back(joined("理由：", "Reason: ", word(book, output, ruling.reason)));
    if (!ruling.special_circumstance.empty())
        out.lines.push_back(
            joined("特殊情形：", "Special circumstance: ", same(ruling.special_circumstance)));
    if (!ruling.officers_reasons.empty())
        out.lines.push_back(
            joined("说明：", "In the officer's words: ", same(ruling.officers_reasons)));
    if (!ruling.source.empty())
        out.lines.push_back(joined("出处：", "Recorded from: ", same(ruling.source)));
    return out;
}

StatementSection why_section(const Ruling& ruling) {
    StatementSection out{.name = "allegations",
                         .title = {.zh = "逐项认定", .en = "What was found on each allegation"},
                         .lines = {}};
    for (const Holding& finding : ruling.findings) {
        out.lines.push_back(finding.why);
        if (finding.confirm)
            out.lines.push_back({.zh = "其中有待向平台确认的内容。",
                                 .en = "It rests in part on what is yet to be confirmed with the "
                                       "platform."});
    }
    return out;
}

StatementSection evidence_section(const Ruling& ruling) {
    StatementSection out{.name = "evidence",
                         .title = {.zh = "凭证及其评定", .en = "The exhibits and their weight"},
                         .lines = {}};
    for (const WeighedExhibit& exhibit : ruling.exhibits) {
        const ExhibitKind* kind = find_exhibit_kind(exhibit.kind);
        Bilingual line =
            kind ? Bilingual{.zh = std::string{kind->title_zh}, .en = std::string{kind->title_en}}
                 : same(exhibit.kind);
        if (exhibit.late) line = {.zh = line.zh + "（迟交）", .en = line.en + " (late)"};
        if (!exhibit.admitted) line = {.zh = line.zh + "（未采用）", .en = line.en + " (not used)"};
        for (const Bearing& found : exhibit.findings) {
            constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kShowing{
                {{"没有证明", "proved nothing"}, {"证实", "proved it"}, {"否定", "disproved it"}}};
            static_assert(kShowing.size() == kNamesOf<Showing>.size());
            const auto& [zh, en] = kShowing.at(static_cast<std::size_t>(found.showing));
            line.zh.append("：").append(zh);
            line.en.append(": ").append(en);
        }
        line.zh += "。" + exhibit.reason;
        line.en += ". " + exhibit.reason;
        out.lines.push_back(std::move(line));
    }
    if (out.lines.empty())
        out.lines.push_back({.zh = "没有凭证。", .en = "There were no exhibits."});
    return out;
}

// Sentences whose values (deadlines) are the case's own are in the reasons already.
StatementSection clauses_section(const Ruling& ruling, const rulebook::RulebookPtr& book) {
    StatementSection out{
        .name = "clauses", .title = {.zh = "依据的条款", .en = "The clauses"}, .lines = {}};
    std::vector<std::string> named;
    for (const Holding& finding : ruling.findings)
        for (const std::string& id : finding.clauses) {
            if (std::ranges::find(named, id) != named.end() || !book) continue;
            named.push_back(id);
            for (const rulebook::Clause& clause : book->clauses)
                if (clause.id == id)
                    out.lines.push_back(
                        {.zh = id + " " + clause.title.zh, .en = id + " " + clause.title.en});
        }
    out.lines.push_back(
        {.zh = "规则 " + ruling.book.id + " " + ruling.book.version + " 版。",
         .en = "Rulebook " + ruling.book.id + ", version " + ruling.book.version + "."});
    return out;
}

StatementSection consequences_section(const Case& c, const Ruling& ruling,
                                      const rulebook::RulebookPtr& book) {
    StatementSection out{
        .name = "consequences", .title = {.zh = "后果", .en = "What follows"}, .lines = {}};
    if (ruling.points > 0) {
        const Bilingual kind = word(book, "class", ruling.points_class);
        const std::string points = std::to_string(ruling.points);
        out.lines.push_back(
            {.zh = kind.zh + "扣 " + points + " 分。", .en = points + " points: " + kind.en + "."});
    }
    for (const MeasureOrdered& ordered : c.ordered_measures)
        out.lines.push_back(joined("措施：", "Measure: ", ordered.measure.words));
    if (const auto* report = c.get_if<Report>())
        for (const Mask& mask : report->masks)
            if (!mask.lifted)
                out.lines.push_back({.zh = "评价中的部分字句已屏蔽，评价和评分保留。",
                                     .en = "Words of the review are masked; the review and its "
                                           "rating stay."});
    if (out.lines.empty())
        out.lines.push_back({.zh = "不留任何记录。", .en = "Nothing is held against the shop."});
    return out;
}

StatementSection appeal_section(const Case& c, const rulebook::RulebookPtr& book) {
    StatementSection out{.name = "appeal", .title = {.zh = "申诉", .en = "Appeal"}, .lines = {}};
    const Clock* clock = c.clock("appeal_due");
    if (c.phase == Phase::Ruled && clock != nullptr && book) {
        const std::string until = book->zone.format(clock->due);
        out.lines.push_back(
            {.zh = "可以申诉，最晚 " + until + "，由另一位小二处理。",
             .en = "It can be appealed until " + until + "; another officer will rule on it."});
    } else {
        out.lines.push_back(
            {.zh = "不能再申诉。", .en = "There is no further appeal at this time."});
    }
    return out;
}

class DsaBuilder {
public:
    void add(std::string_view name, std::string value) {
        out_.fields.emplace_back(name, std::vector<std::string>{std::move(value)});
    }
    DsaStatement take() { return std::move(out_); }

private:
    DsaStatement out_;
};

// At most `bytes`, cut before a character begins.
std::string cut(std::string text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
    PINGLI_ASSERT(bytes < text.size());
    text.resize(bytes);
    return text;
}

std::string puid_of(const Ruling& ruling, const Case& c) {
    constexpr std::size_t kPuidMax = 500;
    std::string out = c.opening.case_id.value() + "-" + ruling.ruling_id.value();
    for (char& one : out) {
        const bool fine = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
                          (one >= '0' && one <= '9') || one == '-' || one == '_';
        if (!fine) one = '_';
    }
    return cut(std::move(out), kPuidMax);
}

void add_restriction(const Case& c, DsaBuilder& out) {
    if (c.is<Report>()) {
        out.add("decision_visibility", "DECISION_VISIBILITY_OTHER");
        out.add("decision_visibility_other", "Offending words masked; the review stays.");
        out.add("content_type", "CONTENT_TYPE_TEXT");
        return;
    }
    const bool closed = std::ranges::any_of(c.ordered_measures, [](const MeasureOrdered& ordered) {
        return ordered.measure.measure == "closing";
    });
    out.add("decision_account",
            closed ? "DECISION_ACCOUNT_TERMINATED" : "DECISION_ACCOUNT_SUSPENDED");
    out.add("account_type", "ACCOUNT_TYPE_BUSINESS");
    out.add("content_type", "CONTENT_TYPE_OTHER");
}

}  // namespace

std::optional<Statement> statement_of_reasons(const Case& c, Side party, const Rules& rules) {
    const Ruling* ruling = c.last_ruling();
    if (ruling == nullptr) return std::nullopt;
    const auto book = rules.version(ruling->book);
    Statement out{.case_id = c.opening.case_id,
                  .ruling_id = ruling->ruling_id,
                  .party = party,
                  .book = ruling->book,
                  .sections = {}};
    out.sections.push_back(decision_section(c, *ruling, book));
    out.sections.push_back(why_section(*ruling));
    out.sections.push_back(evidence_section(*ruling));
    out.sections.push_back(clauses_section(*ruling, book));
    // The ledger and the measures are the shop's business.
    if (party != Side::Customer || c.is<Report>())
        out.sections.push_back(consequences_section(c, *ruling, book));
    out.sections.push_back(appeal_section(c, book));
    out.sections.push_back(
        {.name = "notice",
         .title = {.zh = "提示", .en = "Notice"},
         .lines = {{.zh = "由人作出裁定。本说明不是法律意见，法律问题请咨询专业人士。",
                    .en = "A person decided. This is no legal advice; questions of law go to a "
                          "professional."}}});
    return out;
}

bool DsaStatement::is_list(std::string_view name) const {
    return name == "decision_visibility" || name == "content_type" ||
           name == "category_specification" || name == "territorial_scope";
}

std::optional<DsaStatement> dsa_statement(const Case& c, const Rules& rules) {
    constexpr std::size_t kExplanationMax = 2000;
    constexpr std::size_t kFactsMax = 5000;
    const Ruling* ruling = c.last_ruling();
    if (ruling == nullptr || ruling->outcome != Outcome::Upheld) return std::nullopt;
    const auto* report = c.get_if<Report>();
    const auto book = rules.version(ruling->book);
    const auto statement = statement_of_reasons(c, Side::Platform, rules);
    PINGLI_ASSERT(statement.has_value() && statement->ruling_id == ruling->ruling_id);
    std::string facts;
    for (const StatementSection& section : statement->sections)
        if (section.name == "allegations" || section.name == "evidence")
            for (const Bilingual& line : section.lines) facts += line.en + "\n";
    std::string clauses;
    for (const Holding& finding : ruling->findings)
        for (const std::string& clause : finding.clauses)
            clauses += (clauses.empty() ? "" : ", ") + clause;

    DsaBuilder out;
    out.add("puid", puid_of(*ruling, c));
    add_restriction(c, out);
    out.add("decision_ground", "DECISION_GROUND_INCOMPATIBLE_CONTENT");
    out.add("incompatible_content_ground",
            cut(ruling->book.id + " " + ruling->book.version + ": " + clauses, 500));
    out.add("incompatible_content_explanation",
            cut(ruling->officers_reasons.empty() ? ruling->source : ruling->officers_reasons,
                kExplanationMax));
    out.add("incompatible_content_illegal", "No");
    out.add("category", report != nullptr ? "STATEMENT_CATEGORY_CONSUMER_INFORMATION"
                                          : "STATEMENT_CATEGORY_CYBER_VIOLENCE");
    out.add("category_specification",
            report != nullptr ? "KEYWORD_INAUTHENTIC_USER_REVIEWS" : "KEYWORD_CYBER_HARASSMENT");
    out.add("content_language", "ZH");
    if (book) {
        const auto day = [&](Instant at) { return book->zone.format(at).substr(0, 10); };
        out.add("content_date", day(report != nullptr && report->review && report->review->made_at
                                        ? *report->review->made_at
                                        : c.opened_at));
        out.add("application_date", day(ruling->ruled_at));
    }
    out.add("decision_facts", cut(std::move(facts), kFactsMax));
    out.add("source_type", "SOURCE_TYPE_OTHER_NOTIFICATION");
    out.add("automated_detection", "No");
    out.add("automated_decision", "AUTOMATED_DECISION_NOT_AUTOMATED");
    return out.take();
}

}  // namespace pingli::cases
