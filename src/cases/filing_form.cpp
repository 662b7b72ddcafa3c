#include "cases/filing_form.hpp"

#include <algorithm>
#include <map>

#include "base/assert.hpp"
#include "cases/judge.hpp"

namespace pingli::cases {

namespace {

using Slots = std::map<std::string_view, Bilingual>;

constexpr std::size_t kMinuteSize = std::string_view{"2026-05-27T21:40"}.size();

Bilingual same(std::string text) {
    return {.zh = text, .en = text};
}

std::string minute_of(Instant at, const Zone& zone) {
    std::string text = zone.format(at).substr(0, kMinuteSize);
    std::ranges::replace(text, 'T', ' ');
    return text;
}

std::string review_of(const ReviewTexts& review) {
    if (review.follow_up.text.empty()) return review.text.text;
    if (review.text.text.empty()) return review.follow_up.text;
    return review.text.text + " / " + review.follow_up.text;
}

bool is_of_shop(const Exhibit& one) {
    return one.side == Side::Shop && one.data.kind != "review_text";
}

// "1. what it shows (where it is from)", one a line.
std::string exhibits_of(const Case& c) {
    std::string out;
    std::size_t number = 0;
    for (const Exhibit& one : c.exhibits) {
        if (!is_of_shop(one)) continue;
        if (!out.empty()) out += '\n';
        out += std::to_string(++number) + ". " + one.data.purpose;
    }
    return out;
}

std::string reference_of(const Case& c) {
    for (const Exhibit& one : c.exhibits)
        if (one.side == Side::Shop && !one.data.reference.empty()) return one.data.reference;
    return {};
}

// The end of a slot that begins at `from`, behind its brace; npos: it is no slot.
std::size_t end_of_slot(std::string_view text, std::size_t from) {
    const std::size_t end = text.find('}', from);
    return text.find('{', from + 1) < end ? std::string_view::npos : end;
}

// Calls `slot` with the name of each, `plain` with what stands between.
template <class Plain, class Slot>
void walk(std::string_view text, const Plain& plain, const Slot& slot) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t open = text.find('{', at);
        const std::size_t end = open == std::string_view::npos ? open : end_of_slot(text, open);
        if (end == std::string_view::npos) break;
        plain(text.substr(at, open - at));
        slot(text.substr(open + 1, end - open - 1));
        at = end + 1;
    }
    if (at < text.size()) plain(text.substr(at));
}

// Empty when it has slots and nothing is known of any. A line whose slots are all empty goes.
std::string filled(const std::string& text, const Slots& slots, std::string Bilingual::* language) {
    std::string out;
    bool has_slots = false;
    bool is_known = false;
    walk(
        text, [&](std::string_view plain) { out += plain; },
        [&](std::string_view name) {
            const auto at = slots.find(name);
            PINGLI_ASSERT(at != slots.end());  // says whoever read the templates
            has_slots = true;
            is_known = is_known || !(at->second.*language).empty();
            out += at->second.*language;
        });
    return has_slots && !is_known ? std::string{} : out;
}

const FormTemplate* template_of(const FormTemplates& templates, const std::string& platform) {
    const auto own = std::ranges::find_if(templates, [&](const FormTemplate& one) {
        return std::ranges::find(one.platforms, platform) != one.platforms.end();
    });
    if (own != templates.end()) return &*own;
    const auto any = std::ranges::find_if(
        templates, [](const FormTemplate& one) { return one.platforms.empty(); });
    return any == templates.end() ? nullptr : &*any;
}

}  // namespace

std::string unknown_slot(std::string_view text) {
    std::string out;
    walk(
        text, [](std::string_view) {},
        [&](std::string_view name) {
            if (out.empty() && std::ranges::find(kFormSlots, name) == kFormSlots.end()) out = name;
        });
    return out;
}

Told filing_path(Inquiry ask) {
    if (!ask.knows("recording_shows")) ask.set("recording_shows", "no_recording");
    return ask.ask("filing_path");
}

FilingForm filing_form(const Case& c, const FormTemplates& templates, const Rules& rules,
                       Instant now) {
    const auto& report = c.get<Report>();
    FilingForm out;
    Slots slots;
    for (const auto name : kFormSlots) slots[name] = {};
    if (!c.opening.orders.empty()) slots["order"] = same(c.opening.orders.front());
    slots["exhibits"] = same(exhibits_of(c));
    slots["reference"] = same(reference_of(c));
    const auto book = rules.in_force(Report::kBook, now);
    if (report.review) {
        slots["review_id"] = same(report.review->id);
        slots["review"] = same(review_of(*report.review));
        if (book && report.review->made_at)
            slots["made_at"] = same(minute_of(*report.review->made_at, book->zone));
    }
    if (book) {
        const Inquiry ask = report_inquiry(
            c, report, book, {.now = now, .special = false, .explain = true, .supposed = {}});
        const Told ground = ask.ask("ground");
        if (ground.decided && ground.text("ground") != "none")
            slots["ground"] = ground.words("ground", ground.text("ground"));
        slots["why"] = ask.explain("ground").why;
        const Told path = filing_path(ask);
        out.path = path.text("path");
        out.path_words = path.words("path", out.path);
        const auto clauses = clauses_of(ask.explain("filing_path"));
        if (!clauses.empty()) out.clause = clauses.front();
    }
    if (const FormTemplate* form = template_of(templates, c.opening.platform)) {
        out.confirm = form->confirm;
        for (const FormTemplate::Field& field : form->fields) {
            Bilingual value{.zh = filled(field.value.zh, slots, &Bilingual::zh),
                            .en = filled(field.value.en, slots, &Bilingual::en)};
            if (value.zh.empty() && value.en.empty()) continue;
            out.fields.push_back(
                {.name = field.name, .label = field.label, .value = std::move(value)});
        }
    }
    for (const Exhibit& one : c.exhibits)
        if (is_of_shop(one))
            out.attach.push_back({.exhibit_id = one.data.exhibit_id,
                                  .kind = one.data.kind,
                                  .purpose = one.data.purpose,
                                  .origin = one.data.origin,
                                  .reference = one.data.reference,
                                  .has_file = one.data.file.has_value(),
                                  .has_text = !one.excerpt.text.empty()});
    return out;
}

}  // namespace pingli::cases
