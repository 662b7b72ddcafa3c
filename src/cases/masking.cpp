#include "cases/masking.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/utf8.hpp"
#include "cases/checks.hpp"
#include "cases/moment.hpp"
#include "cases/sight.hpp"

namespace pingli::cases {

namespace {

const Personal* text_at(const Report& report, Place place) {
    if (!report.review) return nullptr;
    if (place == Place::Text) return &report.review->text;
    return place == Place::FollowUp ? &report.review->follow_up : &report.review->explanation;
}

const std::string& text_at(const OpenReport& report, Place place) {
    if (place == Place::Text) return report.text;
    return place == Place::FollowUp ? report.follow_up : report.explanation;
}

// In order, apart, inside the text, and not empty.
bool are_within(const std::vector<WordSpan>& spans, std::int64_t size) {
    std::int64_t end = 0;
    for (const WordSpan& span : spans) {
        if (span.start < end || span.end <= span.start || span.end > size) return false;
        end = span.end;
    }
    return !spans.empty();
}

std::string words_at(const std::string& text, const std::vector<WordSpan>& spans) {
    std::string out;
    for (const WordSpan& span : spans) {
        PINGLI_ASSERT(span.start >= 0 && span.start < span.end);  // says are_within
        if (!out.empty()) out += '\n';
        out += utf8::slice(text, static_cast<std::size_t>(span.start),
                           static_cast<std::size_t>(span.end));
    }
    return out;
}

}  // namespace

std::string shown_text(const Report& report, Place place) {
    const Personal* original = text_at(report, place);
    if (original == nullptr || !utf8::is_valid(original->text)) return {};
    std::u32string text = utf8::to_utf32(original->text);
    for (const Mask& mask : report.masks) {
        if (mask.lifted || mask.place != place) continue;
        for (const WordSpan& span : mask.spans) {
            const auto start = std::clamp<std::int64_t>(span.start, 0, std::ssize(text));
            const auto end = std::clamp<std::int64_t>(span.end, start, std::ssize(text));
            std::fill(text.begin() + start, text.begin() + end, kBlock);
        }
    }
    return utf8::from_utf32(text);
}

Checked check_marked(const OpenReport& report) {
    if (report.marked.size() > kItemsMax) return no(RefusalCode::FieldTooLong, {"marked"});
    for (const MarkedWords& one : report.marked) {
        if (!are_within({one.span},
                        static_cast<std::int64_t>(utf8::count(text_at(report, one.place)))))
            return no(RefusalCode::SpansOutsideText, {"marked"});
    }
    return {};
}

Checked MaskWords::guard(const Moment& m) {
    const Ruling* ruling = m.c.last_ruling();
    if (ruling == nullptr || ruling->outcome != Outcome::Upheld)
        return no(RefusalCode::RulingNeeded);
    return {};
}

Decision MaskWords::carry_out(const Moment& m, const MaskWords& cmd) {
    TRY(check_texts({{"mask_id", cmd.mask_id.value()}, {"reason", cmd.reason}}));
    const auto& report = m.c.get<Report>();
    if (report.mask(cmd.mask_id) != nullptr)
        return no(RefusalCode::DuplicateId, {cmd.mask_id.value()});
    const Personal* text = text_at(report, cmd.place);
    if (cmd.spans.size() > kItemsMax) return no(RefusalCode::FieldTooLong, {"spans"});
    if (text == nullptr ||
        !are_within(cmd.spans, static_cast<std::int64_t>(utf8::count(text->text))))
        return no(RefusalCode::SpansOutsideText, {"spans"});
    PINGLI_ASSERT(!m.c.rulings.empty());  // says the guard
    return m.events(WordsMasked{.mask_id = cmd.mask_id,
                                .place = cmd.place,
                                .spans = cmd.spans,
                                .original = m.personal(words_at(text->text, cmd.spans)),
                                .ruling_id = m.c.rulings.back().ruling_id,
                                .reason = cmd.reason});
}

Checked AskUnseal::guard(const Moment& m) {
    const bool any = std::ranges::any_of(m.c.get<Report>().masks, [](const Mask& mask) {
        return !mask.unsealed && !mask.unseal_asked_by;
    });
    if (!any) return no(RefusalCode::UnknownMask);
    return {};
}

Decision AskUnseal::carry_out(const Moment& m, const AskUnseal& cmd) {
    const Mask* mask = m.c.get<Report>().mask(cmd.mask_id);
    if (mask == nullptr || mask->unsealed || mask->unseal_asked_by)
        return no(RefusalCode::UnknownMask, {cmd.mask_id.value()});
    TRY(check_texts({{"reason", cmd.reason}}));
    return m.events(UnsealAsked{.mask_id = cmd.mask_id, .reason = cmd.reason});
}

Checked ConfirmUnseal::guard(const Moment& m) {
    const auto waits = [](const Mask& mask) { return mask.unseal_asked_by && !mask.unsealed; };
    const auto& masks = m.c.get<Report>().masks;
    if (std::ranges::none_of(masks, waits)) return no(RefusalCode::UnsealNotAsked);
    const bool second = std::ranges::any_of(masks, [&](const Mask& mask) {
        return waits(mask) && mask.unseal_asked_by != m.actor.user;
    });
    if (!second) return no(RefusalCode::SecondPersonNeeded);
    return {};
}

Decision ConfirmUnseal::carry_out(const Moment& m, const ConfirmUnseal& cmd) {
    const Mask* mask = m.c.get<Report>().mask(cmd.mask_id);
    if (mask == nullptr) return no(RefusalCode::UnknownMask, {cmd.mask_id.value()});
    if (!mask->unseal_asked_by || mask->unsealed)
        return no(RefusalCode::UnsealNotAsked, {cmd.mask_id.value()});
    if (*mask->unseal_asked_by == m.actor.user) return no(RefusalCode::SecondPersonNeeded);
    return m.events(OriginalUnsealed{
        .mask_id = cmd.mask_id, .asked_by = *mask->unseal_asked_by, .reason = mask->unseal_reason});
}

void WordsMasked::apply(Case& c, Report& own, const WordsMasked& e, const Event& event) {
    own.masks.push_back({.mask_id = e.mask_id,
                         .place = e.place,
                         .spans = e.spans,
                         .original = e.original,
                         .ruling_id = e.ruling_id,
                         .reason = e.reason,
                         .unseal_asked_by = {},
                         .unseal_reason = {},
                         .unsealed = false,
                         .lifted = false});
    note_officer(c, event);
}

void UnsealAsked::apply(Case&, Report& own, const UnsealAsked& e, const Event& event) {
    for (Mask& mask : own.masks) {
        if (mask.mask_id != e.mask_id) continue;
        mask.unseal_asked_by = event.by.user;
        mask.unseal_reason = e.reason;
    }
}

void OriginalUnsealed::apply(Case&, Report& own, const OriginalUnsealed& e, const Event&) {
    for (Mask& mask : own.masks)
        if (mask.mask_id == e.mask_id) mask.unsealed = true;
}

void WordsUnmasked::apply(Case&, Report& own, const WordsUnmasked& e, const Event&) {
    for (Mask& mask : own.masks)
        if (mask.mask_id == e.mask_id) mask.lifted = true;
}

}  // namespace pingli::cases
