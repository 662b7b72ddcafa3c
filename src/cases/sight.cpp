#include "cases/sight.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/utf8.hpp"

namespace pingli::cases {

namespace {

// One letter alone is hidden in its place only: it stands in every other sentence too.
constexpr std::size_t kWordMin = 2;
constexpr std::string_view kCutMark = "…";

constexpr std::array kPlaces{Place::Text, Place::FollowUp, Place::Explanation};

Personal& text_of(ReviewTexts& review, Place place) {
    if (place == Place::Text) return review.text;
    return place == Place::FollowUp ? review.follow_up : review.explanation;
}

std::string_view trimmed(std::string_view word) {
    constexpr std::string_view kBlank = " \t\r\n";
    const auto first = word.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return {};
    return word.substr(first, word.find_last_not_of(kBlank) - first + 1);
}

std::string blocks(std::size_t count) {
    return utf8::from_utf32(std::u32string(count, kBlock));
}

void replace_all(std::string& text, std::string_view from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

// Lets every text of a case or an event be changed in its place; codes and ids stay.
template <class Change>
class Texts {
public:
    explicit Texts(const Change& change) : change_(change) {}

    template <class T>
    void operator()(std::string_view, T& value, Bounds = {}) {
        visit(value);
    }
    template <class T>
    void fresh(std::string_view, T& value) {
        visit(value);
    }
    template <class T>
    void maybe(std::string_view, T& value, Bounds = {}) {
        visit(value);
    }

    void visit(std::string& text) { text = change_(std::move(text)); }
    void visit(Personal& words) { visit(words.text); }
    void visit(Bilingual& words) {
        visit(words.zh);
        visit(words.en);
    }
    void visit(FileRef& file) { visit(file.name); }
    void visit(FactValue& value) {
        if (auto* text = std::get_if<std::string>(&value)) visit(*text);
    }
    template <class T>
    void visit(std::optional<T>& value) {
        if (value) visit(*value);
    }
    template <class T>
    void visit(std::vector<T>& values) {
        for (T& value : values) visit(value);
    }
    template <class T>
    void visit(T& value) {
        if constexpr (requires { T::each(value, *this); }) T::each(value, *this);
    }

private:
    const Change& change_;
};

void hide_words(ReviewTexts& review, const Report& report) {
    for (const Place place : kPlaces) text_of(review, place).text = shown_text(report, place);
}

bool is_read(const Mask& mask, Sight sight) {
    return mask.lifted || (mask.unsealed && sight.may_unseal);
}

void hide_masked(Case& out, const Case& c, const Veil& veil, Sight sight) {
    const auto change = [&](std::string text) { return veil.over(std::move(text)); };
    Texts<decltype(change)>{change}.visit(out);
    const auto& report = c.get<Report>();
    Report& shown = out.become<Report>() = report;
    if (shown.review) hide_words(*shown.review, report);
    for (Mask& mask : shown.masks) {
        if (!is_read(mask, sight)) mask.original.text.clear();
        mask.reason = veil.over(std::move(mask.reason));
        mask.unseal_reason = veil.over(std::move(mask.unseal_reason));
    }
}

bool is_unsent(const ProposedRemedy& remedy) {
    return remedy.proposal.needs_approval && !remedy.approved;
}

bool has_unsent(const Case& c) {
    if (const auto* claim = c.get_if<Claim>()) return claim->clearing_message.has_value();
    const auto* complaint = c.get_if<Complaint>();
    return complaint != nullptr && std::ranges::any_of(complaint->remedies, is_unsent);
}

void hide_unsent(Case& out) {
    if (const auto* claim = out.get_if<Claim>(); claim != nullptr && claim->clearing_message) {
        const ExhibitId id = claim->clearing_message->exhibit_id;
        std::erase_if(out.exhibits, [&](const Exhibit& one) { return one.data.exhibit_id == id; });
        std::get<Claim>(out.own).clearing_message.reset();
    }
    if (auto* complaint = std::get_if<Complaint>(&out.own))
        std::erase_if(complaint->remedies, is_unsent);
}

bool is_unsent(const Event& event, const Case& c) {
    if (std::holds_alternative<ClearingMessagePrepared>(event.what)) return true;
    const auto* proposed = std::get_if<RemedyProposed>(&event.what);
    if (proposed == nullptr || !c.is<Complaint>()) return false;
    const ProposedRemedy* remedy = c.get<Complaint>().remedy(proposed->remedy_id);
    return remedy != nullptr && is_unsent(*remedy);
}

}  // namespace

Veil::Veil(const Case& c, Sight reader) {
    const auto* report = c.get_if<Report>();
    if (report == nullptr || !report->review || report->masks.empty()) return;
    ReviewTexts review = *report->review;
    SetOf<Place> hidden;
    for (const Mask& mask : report->masks) {
        const std::string& whole = text_of(review, mask.place).text;
        if (is_read(mask, reader) || !utf8::is_valid(whole)) continue;
        hidden = hidden | set_of(mask.place);
        const auto size = static_cast<std::int64_t>(utf8::count(whole));
        for (const WordSpan& span : mask.spans) {
            const auto start = std::clamp<std::int64_t>(span.start, 0, size);
            const auto end = std::clamp<std::int64_t>(span.end, start, size);
            const auto word = trimmed(
                utf8::slice(whole, static_cast<std::size_t>(start), static_cast<std::size_t>(end)));
            if (utf8::count(word) >= kWordMin) words_.emplace_back(word);
        }
    }
    std::ranges::sort(words_, std::ranges::greater{}, &std::string::size);
    for (const Place place : kPlaces) {
        std::string shown = shown_text(*report, place);
        std::string& whole = text_of(review, place).text;
        if (hidden.has(place) && shown != whole)
            texts_.push_back({.whole = std::move(whole), .shown = std::move(shown)});
    }
}

std::string Veil::over(std::string text) const {
    for (const Text& one : texts_) {
        if (utf8::count(one.whole) >= kWordMin) replace_all(text, one.whole, one.shown);
        // The beginning of it, as lists show it.
        const std::string_view begun = std::string_view{text}.substr(
            0, text.ends_with(kCutMark) ? text.size() - kCutMark.size() : 0);
        if (!begun.empty() && one.whole.starts_with(begun) && utf8::is_valid(begun))
            text = std::string{utf8::slice(one.shown, 0, utf8::count(begun))}.append(kCutMark);
    }
    for (const std::string& word : words_)
        if (text.contains(word)) replace_all(text, word, blocks(utf8::count(word)));
    return text;
}

bool Veil::is_needed_over(std::string_view bytes) const {
    return std::ranges::any_of(words_,
                               [&](const std::string& word) { return bytes.contains(word); });
}

bool is_shown_to(Side side, const Case& c) {
    return side != Side::Customer || !c.is<Report>() || c.filed_at != Instant{};
}

const Case& seen_by(Sight sight, const Case& c, std::optional<Case>& room) {
    const Veil veil{c};
    const auto* report = c.get_if<Report>();
    const bool has_masks = report != nullptr && !report->masks.empty();
    const bool is_other_side = sight.side == Side::Customer && has_unsent(c);
    if (!has_masks && !is_other_side) return c;
    room = c;
    if (has_masks) hide_masked(*room, c, veil, sight);
    if (is_other_side) hide_unsent(*room);
    return *room;
}

std::optional<Event> seen_by(Sight sight, const Event& event, const Case& c) {
    if (sight.side == Side::Customer && is_unsent(event, c)) return std::nullopt;
    Event out = event;
    if (auto* masked = std::get_if<WordsMasked>(&out.what)) masked->original.text.clear();
    const Veil veil{c};
    if (!veil.hides_anything()) return out;
    const auto change = [&](std::string text) { return veil.over(std::move(text)); };
    std::visit([&](auto& what) { Texts<decltype(change)>{change}.visit(what); }, out.what);
    if (auto* opened = std::get_if<ReportOpened>(&out.what))
        hide_words(opened->review, c.get<Report>());
    return out;
}

}  // namespace pingli::cases
