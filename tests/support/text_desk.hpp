// Everything that reads what people write, as a shop's folder or the desk would use it: the text
// engine, the judge, the check of reply drafts, and their JSON. Loaded once, from the repository.
// What is answered is looked at: a place beyond the text ends the program.

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "base/utf8.hpp"
#include "codec/finding_json.hpp"
#include "codec/rulebook_files.hpp"
#include "codec/signals_json.hpp"
#include "engines/rulebook_resources.hpp"
#include "engines/triage_rules.hpp"
#include "facts/facts.hpp"
#include "replies/check.hpp"
#include "support/shipped_engine.hpp"
#include "triage/judge.hpp"

namespace pingli::support {

class TextDesk {
public:
    using Turns = std::vector<text::Turn>;
    static constexpr Instant kAsOf{std::chrono::seconds{1'778'551'200}};  // 2026-05-12

    // How many bytes of answers were made.
    std::size_t conversation(const Turns& turns) {
        const auto signals = engine_.conversation(turns, scratch_);
        const Sizes sizes = sizes_of(turns);
        for (const text::Moment& moment : signals.moments) look(sizes, moment.turn, moment.span);
        for (const auto& at : signals.demand_spans) look(sizes, at.turn, at.span);
        for (const auto& at : signals.threat_spans) look(sizes, at.turn, at.span);
        for (const text::Reason& reason : signals.why)
            if (reason.span) look(sizes, reason.turn.value_or(0), *reason.span);
        return codec::to_json_line("c", signals).size() + judged(dossier_of(turns));
    }

    std::size_t review(const text::ReviewText& review) {
        const auto signals = engine_.review(review, scratch_);
        const Sizes text{utf8::count(review.text)};
        const Sizes followup{utf8::count(review.followup)};
        for (const text::Span span : signals.abusive_spans) look(text, 0, span);
        for (const text::PiiSpan& pii : signals.pii_spans) look(text, 0, pii.span);
        for (const text::Span span : signals.followup_abusive_spans) look(followup, 0, span);
        for (const text::PiiSpan& pii : signals.followup_pii_spans) look(followup, 0, pii.span);
        if (signals.extortion_span) look(text, 0, *signals.extortion_span);
        // The way past good reviews: what it lets pass holds nothing.
        if (!engine_.may_need_review(review.text, scratch_))
            PINGLI_ASSERT(signals.abusive_spans.empty() && signals.pii_spans.empty());
        return codec::to_json_line("r", signals).size() + judged(dossier_of(review));
    }

    std::size_t draft(const text::ReplyText& reply) {
        const auto signals = engine_.reply(reply, scratch_);
        const Sizes sizes{utf8::count(reply.draft)};
        for (const text::FaultSpan& fault : signals.spans) look(sizes, 0, fault.span);
        const auto buyer = engine_.review(
            {.stars = std::nullopt, .text = reply.context, .followup = {}}, scratch_);
        const auto check =
            replies::check(templates_, {}, reply.draft, signals,
                           replies::read_situation(reply.context, buyer, facts::Policy{}));
        for (const replies::DraftFinding& finding : check.findings) look(sizes, 0, finding.span);
        return codec::to_json_line("d", signals, check).size();
    }

private:
    using Sizes = std::vector<std::size_t>;  // code points, by turn

    static void look(const Sizes& sizes, std::size_t turn, text::Span span) {
        PINGLI_ASSERT(turn < sizes.size());
        PINGLI_ASSERT(span.start <= span.end && span.end <= sizes[turn]);
    }
    static Sizes sizes_of(const Turns& turns) {
        Sizes sizes;
        for (const text::Turn& turn : turns) sizes.push_back(utf8::count(turn.text));
        return sizes;
    }
    // A review of the order hangs on the conversation, so that both are judged together.
    static facts::Dossier dossier_of(const Turns& turns) {
        facts::Dossier dossier;
        facts::Conversation& talk = dossier.conversations.emplace_back();
        talk.id = "c";
        talk.order = "o";
        for (const text::Turn& turn : turns)
            talk.messages.push_back({.who = turn.who, .at = turn.at, .text = turn.text});
        facts::Review& review = dossier.reviews.emplace_back();
        review.id = "r";
        review.order = "o";
        review.stars = 1;
        if (!turns.empty()) review.text = turns.back().text;
        return dossier;
    }
    static facts::Dossier dossier_of(const text::ReviewText& text) {
        facts::Dossier dossier;
        facts::Review& review = dossier.reviews.emplace_back();
        review.id = "r";
        review.order = "o";
        review.stars = text.stars;
        review.text = text.text;
        review.followup = text.followup;
        review.reply = text.followup;
        return dossier;
    }
    std::size_t judged(const facts::Dossier& dossier) {
        std::vector<triage::Finding> findings;
        triage::Tally tally;
        judge_.judge(dossier, scratch_, findings, tally);
        std::size_t bytes = 0;
        for (const triage::Finding& finding : findings) {
            look_in(finding);
            bytes += codec::to_json_line(finding, shop_.zone, codec::FindingTexts::Included).size();
        }
        return bytes;
    }
    static void look_in(const triage::Finding& finding) {
        std::map<std::pair<triage::SpanPlace, std::uint32_t>, Sizes> parts;
        for (const triage::Part& part : finding.parts)
            parts.try_emplace({part.in, part.turn}, Sizes{utf8::count(part.text)});
        for (const triage::FoundSpan& found : finding.spans) {
            const auto part = parts.find({found.in, found.turn.value_or(0)});
            PINGLI_ASSERT(part != parts.end());
            look(part->second, 0, found.span);
        }
    }
    static rulebook::RulebookPtr shipped_rules() {
        Problems problems;
        const std::filesystem::path root{PINGLI_SOURCE_DIR};
        const rulebook::Library library{
            codec::load_rulebooks(root / "rulebooks", engines::rulebook_resources(root), problems)};
        auto rules = engines::triage_rules(library, kAsOf);
        PINGLI_ASSERT(problems.empty() && rules.has_value());
        return rules->source;
    }
    static triage::Book shipped_book() {
        auto book = triage::Book::open(shipped_rules());
        PINGLI_ASSERT(book.has_value());
        return *std::move(book);
    }
    static replies::Templates shipped_templates() {
        auto templates = engines::load_templates(PINGLI_SOURCE_DIR);
        PINGLI_ASSERT(templates.has_value());
        return *std::move(templates);
    }

    const text::Engine& engine_ = shipped_engine();
    text::Scratch scratch_{engine_};
    replies::Templates templates_ = shipped_templates();
    triage::Book book_ = shipped_book();
    facts::Shop shop_{.id = "s", .name = "茶与衣", .numbers = {"0571-87001652"}, .policy = {}};
    triage::Judge judge_{engine_, book_, templates_, shop_, kAsOf};
};

}  // namespace pingli::support
