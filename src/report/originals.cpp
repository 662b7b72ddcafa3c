#include "report/originals.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "base/utf8.hpp"
#include "report/words.hpp"

namespace pingli::report {

namespace {

using triage::FoundSpan;
using triage::SpanKind;
using triage::SpanPlace;

constexpr std::array<SpanKind, 4> kKinds{SpanKind::Demand, SpanKind::Threat, SpanKind::Insult,
                                         SpanKind::Pii};

// A stretch of the text in which nothing begins or ends.
struct Stretch {
    std::uint32_t start, end;
    std::vector<const FoundSpan*> over;
    bool is_masked = false;
};

std::vector<std::uint32_t> boundaries(const std::vector<FoundSpan>& spans,
                                      const std::vector<text::Span>& numbers, std::uint32_t size) {
    std::vector<std::uint32_t> at{0, size};
    for (const FoundSpan& found : spans) {
        at.push_back(std::min(found.span.start, size));
        at.push_back(std::min(found.span.end, size));
    }
    for (const text::Span& number : numbers) {
        at.push_back(std::min(number.start, size));
        at.push_back(std::min(number.end, size));
    }
    std::ranges::sort(at);
    const auto rest = std::ranges::unique(at);
    at.erase(rest.begin(), rest.end());
    return at;
}

std::vector<Stretch> cut(const std::vector<FoundSpan>& spans,
                         const std::vector<text::Span>& numbers, std::uint32_t size) {
    const auto at = boundaries(spans, numbers, size);
    std::vector<Stretch> out;
    for (std::size_t i = 0; i + 1 < at.size(); ++i) {
        Stretch stretch{.start = at[i], .end = at[i + 1], .over = {}};
        const auto covers = [&](const text::Span& span) {
            return span.start <= stretch.start && stretch.end <= span.end;
        };
        for (const FoundSpan& found : spans)
            if (covers(found.span)) stretch.over.push_back(&found);
        stretch.is_masked = std::ranges::any_of(numbers, covers) ||
                            std::ranges::any_of(stretch.over, [](const FoundSpan* found) {
                                return found->kind == SpanKind::Pii;
                            });
        out.push_back(std::move(stretch));
    }
    return out;
}

std::string title_of(const FoundSpan& found) {
    const Bilingual& kind = words_of(found.kind);
    std::string title = kind.zh + " / " + kind.en;
    if (found.pii_kind) {
        const Bilingual& what = words_of(*found.pii_kind);
        title += " · " + what.zh + " / " + what.en;
    }
    if (found.amount)
        title += " · " + found.amount->amount() + " " + std::string{found.amount->currency.code()};
    return title;
}

void open_mark(Html& html, const Stretch& stretch) {
    std::string classes;
    std::string title;
    for (const SpanKind kind : kKinds) {
        const auto first = std::ranges::find(stretch.over, kind, &FoundSpan::kind);
        if (first == stretch.over.end()) continue;
        classes += (classes.empty() ? "" : " ") + std::string{to_name(kind)};
        title += (title.empty() ? "" : "; ") + title_of(**first);
    }
    html.raw("<mark").attribute("class", classes).attribute("title", title).raw(">");
}

void close_mark(Html& html, const Stretch& stretch) {
    html.raw("</mark>");
    // The word for each kind of span that ends here.
    for (const FoundSpan* found : stretch.over) {
        if (found->span.end != stretch.end) continue;
        html.raw("<sup").attribute("class", to_name(found->kind)).raw(">");
        html.both(words_of(found->kind)).raw("</sup>");
    }
}

void append_stretch(Html& html, std::string_view valid, const Stretch& stretch) {
    if (!stretch.over.empty()) open_mark(html, stretch);
    stretch.is_masked ? html.masked(valid) : html.text(valid);
    if (!stretch.over.empty()) close_mark(html, stretch);
}

std::vector<FoundSpan> spans_in(const triage::Finding& finding, const triage::Part& part) {
    std::vector<FoundSpan> out;
    for (const FoundSpan& found : finding.spans) {
        const bool same_turn = part.in != SpanPlace::Chat || found.turn == part.turn;
        if (found.in == part.in && same_turn) out.push_back(found);
    }
    return out;
}

bool has_mark(const triage::Finding& finding, const triage::Part& part) {
    return std::ranges::any_of(finding.spans, [&](const FoundSpan& found) {
        return found.in == part.in && (part.in != SpanPlace::Chat || found.turn == part.turn);
    });
}

void append_speaker(Html& html, std::string_view who) {
    if (who == "buyer") {
        html.both("买家", "buyer");
    } else if (who == "seller") {
        html.both("卖家", "seller");
    } else if (who == "platform") {
        html.both("平台", "platform");
    } else {
        html.text(who);
    }
}

void append_time(Html& html, const std::optional<Instant>& at, const Zone& zone) {
    if (!at) return;
    html.raw("<time").attribute("datetime", zone.format(*at)).raw(">");
    html.text(clock_reading(*at, zone)).raw("</time>");
}

void append_text(Html& html, const triage::Finding& finding, const triage::Part& part) {
    html.raw(R"(<p class="said" dir="auto">)");
    append_marked(html, part.text, spans_in(finding, part));
    html.raw("</p>");
}

void append_review_part(Html& html, const triage::Finding& finding, const triage::Part& part,
                        const Zone& zone) {
    html.raw(R"(<div class="quote"><div class="src"><b>)").both(words_of(part.in)).raw("</b>");
    append_time(html, part.at, zone);
    html.raw("</div>");
    append_text(html, finding, part);
    html.raw("</div>");
}

void append_turn(Html& html, const triage::Finding& finding, const triage::Part& part,
                 const Zone& zone) {
    const bool is_known = part.who == "buyer" || part.who == "seller";
    html.raw("<li").attribute("class", is_known ? part.who : "platform").raw(">");
    html.raw(R"(<div class="src"><b>)");
    append_speaker(html, part.who);
    html.raw("</b>");
    append_time(html, part.at, zone);
    html.raw("</div>");
    append_text(html, finding, part);
    html.raw("</li>");
    if (part.gap_after)
        html.raw(R"(<li class="gap">)")
            .both("此处聊天记录缺失", "messages are missing here")
            .raw("</li>");
}

// The turns to show: all of a short chat; of a long one the first, and those around each mark or
// gap, up to the limit.
std::vector<bool> chosen(const triage::Finding& finding,
                         const std::vector<const triage::Part*>& turns) {
    std::vector<bool> shown(turns.size(), turns.size() <= kTurnsShownMax);
    if (turns.size() <= kTurnsShownMax) return shown;
    constexpr std::size_t kAround = 5;
    std::size_t left = kTurnsShownMax;
    const auto show = [&](std::size_t i) {
        if (i >= shown.size() || shown[i] || left == 0) return;
        shown[i] = true;
        --left;
    };
    for (std::size_t i = 0; i < kAround; ++i) show(i);
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (!has_mark(finding, *turns[i]) && !turns[i]->gap_after) continue;
        for (std::size_t j = i - std::min(i, kAround); j <= i + kAround; ++j) show(j);
    }
    return shown;
}

void append_chat(Html& html, const triage::Finding& finding,
                 const std::vector<const triage::Part*>& turns, const Zone& zone) {
    if (turns.empty()) return;
    html.raw(R"(<div class="src"><b>)").both("聊天记录", "chat").raw("</b></div>");
    html.raw(R"(<ol class="chat">)");
    const auto shown = chosen(finding, turns);
    std::size_t skipped = 0;
    const auto say_skipped = [&] {
        if (skipped == 0) return;
        const std::string n = std::to_string(skipped);
        html.raw(R"(<li class="skip">)")
            .both("略去 " + n + " 条消息", n + " messages not shown")
            .raw("</li>");
        skipped = 0;
    };
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (!shown[i]) {
            ++skipped;
            continue;
        }
        say_skipped();
        append_turn(html, finding, *turns[i], zone);
    }
    say_skipped();
    html.raw("</ol>");
}

}  // namespace

void append_marked(Html& html, std::string_view any, const std::vector<FoundSpan>& spans) {
    const std::string valid = as_valid(any);
    const std::size_t whole = utf8::count(valid);
    const auto size = static_cast<std::uint32_t>(std::min(whole, kTextShownMax));
    std::size_t byte = 0;
    for (const Stretch& stretch : cut(spans, number_runs(valid), size)) {
        const std::size_t start = byte;
        for (std::uint32_t i = stretch.start; i < stretch.end; ++i)
            byte += utf8::decode(valid, byte).size;
        append_stretch(html, std::string_view{valid}.substr(start, byte - start), stretch);
    }
    if (whole <= size) return;
    const std::string n = std::to_string(whole - size);
    html.raw(R"(<span class="skip">)")
        .both("…… 其后 " + n + " 字未显示", "… " + n + " more characters not shown")
        .raw("</span>");
}

void append_snippet(Html& html, const triage::Finding& finding) {
    constexpr std::uint32_t kBefore = 14;
    constexpr std::uint32_t kShown = 70;
    if (finding.parts.empty()) return;
    const auto marked = std::ranges::find_if(
        finding.parts, [&](const triage::Part& part) { return has_mark(finding, part); });
    const triage::Part& part = marked == finding.parts.end() ? finding.parts.front() : *marked;
    std::vector<FoundSpan> spans = spans_in(finding, part);
    std::uint32_t first = std::numeric_limits<std::uint32_t>::max();
    for (const FoundSpan& found : spans) first = std::min(first, found.span.start);
    const std::string valid = as_valid(part.text);
    std::uint32_t from = spans.empty() || first < kBefore * 2 ? 0 : first - kBefore;
    std::uint32_t to = from + kShown;
    // A number that is cut would no longer be seen as one, and not be masked.
    for (const text::Span& run : number_runs(valid)) {
        if (run.start < from && from < run.end) from = run.start;
        if (run.start < to && to < run.end) to = run.start;
    }
    for (FoundSpan& found : spans) {
        found.span.start -= std::min(found.span.start, from);
        found.span.end -= std::min(found.span.end, from);
    }
    const std::string_view shown = utf8::slice(valid, from, to);
    html.raw(R"(<p class="snip" dir="auto">)").raw(from > 0 ? "“…" : "“");
    append_marked(html, shown, spans);
    html.raw(utf8::count(valid) > to ? "…”</p>" : "”</p>");
}

void append_originals(Html& html, const triage::Finding& finding, const Zone& zone) {
    std::vector<const triage::Part*> turns;
    for (const triage::Part& part : finding.parts) {
        if (part.in == SpanPlace::Chat) {
            turns.push_back(&part);
        } else {
            append_review_part(html, finding, part, zone);
        }
    }
    append_chat(html, finding, turns, zone);
}

void append_legend(Html& html) {
    html.raw(R"(<p class="legend">)").both("标记：", "Marks: ");
    for (const SpanKind kind : kKinds) {
        html.raw("<mark").attribute("class", to_name(kind)).raw(">");
        html.both(words_of(kind)).raw("</mark> ");
    }
    html.raw("</p>");
}

}  // namespace pingli::report
