#include "report/charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "report/display_width.hpp"
#include "report/words.hpp"

namespace pingli::report {

namespace {

// One bar, cut into coloured parts; `parts` are indexed as the chart's series.
struct Bar {
    std::string label;  // "" = all others
    std::vector<std::uint32_t> parts;
    [[nodiscard]] std::uint32_t sum() const {
        return std::accumulate(parts.begin(), parts.end(), 0U);
    }
};

struct Series {
    Bilingual name;
    std::string colour;  // a class of the style sheet
};

struct Chart {
    Bilingual title, of;  // what a bar stands for
    std::vector<Series> series;
    std::vector<Bar> bars;
};

constexpr double kWidth = 560;

std::string shown_label(const Bar& bar) {
    return bar.label.empty() ? "其他 / others" : bar.label;
}

// 1, 2, 5, 10, 20, 50 …: the step that gives at most five lines.
std::uint32_t grid_step(std::uint32_t top) {
    std::uint32_t step = 1;
    for (std::uint32_t power = 1; power <= 1'000'000'000U / 10; power *= 10)
        for (const std::uint32_t factor : {1U, 2U, 5U}) {
            step = power * factor;
            if (top <= step * 5) return step;
        }
    return std::max(step, top);
}

void append_part_title(Html& html, const Chart& chart, const Bar& bar, std::size_t series) {
    const Bilingual& name = chart.series[series].name;
    html.raw("<title>")
        .text(shown_label(bar))
        .text(fmt::format(" · {} / {}: {}", name.zh, name.en, bar.parts[series]));
    html.raw("</title>");
}

void append_rect(Html& html, const Chart& chart, const Bar& bar, std::size_t series, double x,
                 double y, double w, double h) {
    html.raw(fmt::format(R"(<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" )"
                         R"(height="{:.1f}">)",
                         chart.series[series].colour, x, y, std::max(w, 0.5), std::max(h, 0.5)));
    append_part_title(html, chart, bar, series);
    html.raw("</rect>");
}

void open_svg(Html& html, const Chart& chart, double height) {
    html.raw(fmt::format(R"(<svg viewBox="0 0 {:.0f} {:.0f}" role="img")", kWidth, height));
    html.attribute("aria-label", chart.title.zh + " / " + chart.title.en).raw(">");
}

void append_columns(Html& html, const Chart& chart) {
    constexpr double kHeight = 230;
    constexpr double kLeft = 34;
    constexpr double kTop = 12;
    constexpr double kBottom = 26;
    std::uint32_t top = 1;
    for (const Bar& bar : chart.bars) top = std::max(top, bar.sum());
    const std::uint32_t step = grid_step(top);
    const std::uint32_t ceiling = (top + step - 1) / step * step;
    const double unit = (kHeight - kTop - kBottom) / ceiling;
    const double base = kHeight - kBottom;
    const double slot = (kWidth - kLeft) / static_cast<double>(chart.bars.size());
    const double wide = std::min(slot * 0.64, 44.0);
    open_svg(html, chart, kHeight);
    for (std::uint32_t line = 0; line <= ceiling; line += step) {
        const double y = base - (line * unit);
        html.raw(fmt::format(R"(<line class="grid" x1="{}" x2="{}" y1="{:.1f}" )"
                             R"(y2="{:.1f}"/><text class="end" x="{}" y="{:.1f}">{}</text>)",
                             kLeft, kWidth, y, y, kLeft - 6, y + 4, line));
    }
    // At most eight labels, so that none covers its neighbour.
    const std::size_t every = (chart.bars.size() + 7) / 8;
    for (std::size_t i = 0; i < chart.bars.size(); ++i) {
        const Bar& bar = chart.bars[i];
        const double middle = kLeft + (slot * (static_cast<double>(i) + 0.5));
        double y = base;
        for (std::size_t s = 0; s < bar.parts.size(); ++s) {
            if (bar.parts[s] == 0) continue;
            y -= bar.parts[s] * unit;
            append_rect(html, chart, bar, s, middle - (wide / 2), y, wide, bar.parts[s] * unit);
        }
        if (i % every != 0) continue;
        html.raw(fmt::format(R"(<text class="middle" x="{:.1f}" y="{}">)", middle, kHeight - 8));
        html.text(bar.label).raw("</text>");
    }
    html.raw("</svg>");
}

void append_rows(Html& html, const Chart& chart) {
    constexpr double kRow = 30;
    constexpr double kLeft = 236;
    constexpr double kRight = 40;
    constexpr double kBar = 16;
    constexpr std::size_t kLabelColumns = 34;
    // All others together would dwarf the bars that are to be compared: said below, not drawn.
    const bool has_others = chart.bars.back().label.empty();
    const std::size_t drawn = chart.bars.size() - (has_others ? 1 : 0);
    std::uint32_t top = 1;
    for (std::size_t i = 0; i < drawn; ++i) top = std::max(top, chart.bars[i].sum());
    const double unit = (kWidth - kLeft - kRight) / top;
    open_svg(html, chart, (kRow * static_cast<double>(drawn)) + 4);
    for (std::size_t i = 0; i < drawn; ++i) {
        const Bar& bar = chart.bars[i];
        const double y = (kRow * static_cast<double>(i)) + ((kRow - kBar) / 2);
        html.raw(
            fmt::format(R"(<text class="end" x="{}" y="{:.1f}"><title>)", kLeft - 8, y + kBar - 4));
        html.text(shown_label(bar)).raw("</title>");
        html.text(cut_middle_to_width(with_numbers_masked(shown_label(bar)), kLabelColumns));
        html.raw("</text>");
        double x = kLeft;
        for (std::size_t s = 0; s < bar.parts.size(); ++s) {
            if (bar.parts[s] == 0) continue;
            append_rect(html, chart, bar, s, x, y, bar.parts[s] * unit, kBar);
            x += bar.parts[s] * unit;
        }
        html.raw(fmt::format(R"(<text x="{:.1f}" y="{:.1f}">{}</text>)", x + 6, y + kBar - 4,
                             bar.sum()));
    }
    html.raw("</svg>");
    if (!has_others) return;
    const std::uint32_t others = chart.bars.back().sum();
    html.raw(R"(<p class="source">)");
    html.both(fmt::format("其余合计 {}", others), fmt::format("all others together: {}", others));
    html.raw("</p>");
}

void append_table(Html& html, const Chart& chart) {
    html.raw(R"(<details class="data"><summary>)").both("数据表", "Data table");
    html.raw(R"(</summary><div class="scroll"><table><thead><tr><th scope="col">)");
    html.both(chart.of).raw("</th>");
    for (const Series& series : chart.series)
        html.raw(R"(<th scope="col">)").both(series.name).raw("</th>");
    html.raw(R"(<th scope="col">)").both("合计", "total").raw("</th></tr></thead><tbody>");
    for (const Bar& bar : chart.bars) {
        html.raw(R"(<tr><th scope="row">)").masked_text(shown_label(bar)).raw("</th>");
        for (const std::uint32_t part : bar.parts) html.raw("<td>").number(part).raw("</td>");
        html.raw("<td>").number(bar.sum()).raw("</td></tr>");
    }
    html.raw("</tbody></table></div></details>");
}

void append_key(Html& html, const Chart& chart) {
    html.raw(R"(<ul class="key">)");
    for (const Series& series : chart.series) {
        html.raw(R"(<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect width="10" )"
                 R"(height="10" rx="2")");
        html.attribute("class", series.colour).raw("/></svg>").both(series.name).raw("</li>");
    }
    html.raw("</ul>");
}

// Leaves series without a count out, so that the key names only what is seen.
Chart without_empty_series(const Chart& chart) {
    Chart out{.title = chart.title, .of = chart.of, .series = {}, .bars = {}};
    for (const Bar& bar : chart.bars) out.bars.push_back({.label = bar.label, .parts = {}});
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const bool is_empty =
            std::ranges::all_of(chart.bars, [&](const Bar& bar) { return bar.parts[s] == 0; });
        if (is_empty) continue;
        out.series.push_back(chart.series[s]);
        for (std::size_t b = 0; b < out.bars.size(); ++b)
            out.bars[b].parts.push_back(chart.bars[b].parts[s]);
    }
    return out;
}

void append_chart(Html& html, const Chart& all, bool as_columns) {
    const Chart chart = without_empty_series(all);
    html.raw(R"(<figure class="panel"><figcaption>)").both(chart.title).raw("</figcaption>");
    if (chart.bars.empty() || chart.series.empty()) {
        html.raw(R"(<p class="empty">)").both("没有数据", "nothing to show").raw("</p></figure>");
        return;
    }
    append_key(html, chart);
    as_columns ? append_columns(html, chart) : append_rows(html, chart);
    append_table(html, chart);
    html.raw("</figure>");
}

std::vector<Series> cause_series() {
    std::vector<Series> out;
    out.reserve(text::kCauseCount);
    for (std::size_t i = 0; i < text::kCauseCount; ++i)
        out.push_back(
            {.name = words_of(static_cast<text::Cause>(i)), .colour = fmt::format("c{}", i)});
    return out;
}

std::vector<std::uint32_t> parts_of(const CauseCounts& counts) {
    return {counts.begin(), counts.end()};
}

constexpr std::size_t kWeeksMax = 16;
constexpr std::size_t kMonthsMax = 24;

std::vector<std::uint32_t> counts_at(const Figures::ByTime& times, LocalDate day) {
    const auto found = times.find(day);
    return parts_of(found == times.end() ? CauseCounts{} : found->second);
}

// Weeks without a bad review stand there too, as gaps; one more than kWeeksMax when there are more.
std::vector<Bar> bars_by_week(const Figures::ByTime& times) {
    std::vector<Bar> bars;
    if (times.empty()) return bars;
    const LocalDate last = times.rbegin()->first;
    for (LocalDate day = times.begin()->first; day <= last; day += std::chrono::days{7}) {
        bars.push_back({.label = format_date(day).substr(5), .parts = counts_at(times, day)});
        if (bars.size() > kWeeksMax) break;
    }
    return bars;
}

// The last kMonthsMax months.
std::vector<Bar> bars_by_month(const Figures::ByTime& times) {
    std::vector<Bar> bars;
    if (times.empty()) return bars;
    const LocalDate first = times.begin()->first;
    std::chrono::year_month_day month{times.rbegin()->first};
    while (bars.size() < kMonthsMax && LocalDate{month} >= first) {
        const LocalDate day{month};
        bars.push_back({.label = format_date(day).substr(0, 7), .parts = counts_at(times, day)});
        month -= std::chrono::months{1};
    }
    std::ranges::reverse(bars);
    return bars;
}

}  // namespace

void append_causes_over_time(Html& html, const Figures& figures) {
    const auto bars = bars_by_week(figures.by_week());
    const bool by_week = bars.size() <= kWeeksMax;
    const Chart chart{.title = by_week ? Bilingual{.zh = "差评原因，按周", .en = "Causes by week"}
                                       : Bilingual{.zh = "差评原因，按月", .en = "Causes by month"},
                      .of = by_week ? Bilingual{.zh = "周一", .en = "Monday"}
                                    : Bilingual{.zh = "月份", .en = "month"},
                      .series = cause_series(),
                      .bars = by_week ? bars : bars_by_month(figures.by_month())};
    append_chart(html, chart, true);
}

void append_causes_by_goods(Html& html, const Figures& figures) {
    constexpr std::size_t kGoodsMax = 8;
    Chart chart{.title = {.zh = "差评原因，按商品规格", .en = "Causes by article"},
                .of = {.zh = "商品规格", .en = "article"},
                .series = cause_series(),
                .bars = {}};
    for (const NamedCounts& goods : figures.goods(kGoodsMax))
        chart.bars.push_back({.label = goods.name, .parts = parts_of(goods.causes)});
    append_chart(html, chart, false);
}

void append_courier_tally(Html& html, const Figures& figures) {
    constexpr std::size_t kCouriersMax = 8;
    Chart chart{.title = {.zh = "物流问题，按承运商", .en = "Delivery trouble by courier"},
                .of = {.zh = "承运商", .en = "courier"},
                .series = {cause_series()[5], cause_series()[6]},
                .bars = {}};
    for (const NamedCounts& courier : figures.couriers(kNamesMax)) {
        const auto slow = courier.causes.at(static_cast<std::size_t>(text::Cause::LogisticsSlow));
        const auto hurt = courier.causes.at(static_cast<std::size_t>(text::Cause::LogisticsDamage));
        if (slow + hurt > 0) chart.bars.push_back({.label = courier.name, .parts = {slow, hurt}});
    }
    std::ranges::stable_sort(chart.bars, std::greater{}, &Bar::sum);
    if (chart.bars.size() > kCouriersMax) chart.bars.resize(kCouriersMax);
    append_chart(html, chart, false);
}

void append_verdict_mix(Html& html, const Figures& figures) {
    Chart chart{.title = {.zh = "判断分布", .en = "Verdicts"},
                .of = {.zh = "判断", .en = "verdict"},
                .series = {},
                .bars = {}};
    const std::array<State, 3> states{State::Malicious, State::Unclear, State::Genuine};
    for (std::size_t i = 0; i < states.size(); ++i) {
        chart.series.push_back(
            {.name = words_of(states[i]), .colour = fmt::format("s-{}", to_name(states[i]))});
        Bar bar{.label = words_of(states[i]).zh + " / " + words_of(states[i]).en,
                .parts = std::vector<std::uint32_t>(states.size(), 0)};
        bar.parts[i] = static_cast<std::uint32_t>(figures.of(states[i]));
        chart.bars.push_back(std::move(bar));
    }
    append_chart(html, chart, false);
}

}  // namespace pingli::report
