#include "cli/findings_table.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <ostream>
#include <string_view>
#include <utility>

#include "base/utf8.hpp"
#include "report/display_width.hpp"
#include "report/markup.hpp"

namespace pingli::cli {

namespace {

using report::State;

// The widths of the columns that do not stretch, and the blanks between them.
constexpr std::size_t kDue = 16;
constexpr std::size_t kVerdict = 9;
constexpr std::size_t kGround = 23;
constexpr std::size_t kSubject = 26;
constexpr std::size_t kStars = 5;
constexpr std::size_t kReason = 400;  // what the line has left
constexpr std::string_view kBetween = "  ";
// Below this, the reason moves to a line of its own.
constexpr std::size_t kWideColumns = 110;

constexpr std::string_view kRed = "31";
constexpr std::string_view kGreen = "32";
constexpr std::string_view kYellow = "33";
constexpr std::string_view kBold = "1";
constexpr std::string_view kFaint = "2";

std::string_view environment(const char* name) {
    // Read before any thread is started.
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
    return value == nullptr ? std::string_view{} : std::string_view{value};
}

std::string_view colour_of(triage::Verdict verdict) {
    switch (verdict) {
        case triage::Verdict::Malicious:
            return kRed;
        case triage::Verdict::Genuine:
            return kGreen;
        case triage::Verdict::Unclear:
            break;
    }
    return kYellow;
}

// One line whatever the text holds: what would move the cursor or turn the direction of writing
// never reaches the terminal.
std::string one_line(std::string_view any) {
    const std::string valid = report::as_valid(any);
    std::string out;
    for (std::size_t i = 0; i < valid.size();) {
        const utf8::Decoded c = utf8::decode(valid, i);
        const bool is_control = c.code < 0x20 || (c.code >= 0x7F && c.code < 0xA0) ||
                                report::turns_direction(c.code) || c.code == 0x2028 ||
                                c.code == 0x2029;
        is_control ? out.push_back(' ') : utf8::append(out, c.code);
        i += c.size;
    }
    return out;
}

bool more_urgent(const report::Urgency& a, const report::Urgency& b) {
    return a < b;
}

}  // namespace

TableStyle table_style_of(int descriptor) {
    TableStyle style;
    const bool is_terminal = isatty(descriptor) == 1;
    style.has_colour =
        is_terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
    winsize size{};
    if (is_terminal && ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        style.columns = size.ws_col;
    } else {
        const std::string_view columns = environment("COLUMNS");
        std::size_t value = 0;
        const auto read = std::from_chars(columns.data(), columns.data() + columns.size(), value);
        constexpr std::size_t kSane = 1000;
        if (read.ec == std::errc{} && value <= kSane) style.columns = value;
    }
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const std::string_view locale = environment(name);
        if (locale.empty()) continue;
        style.language = locale.starts_with("zh") ? Language::Chinese : Language::English;
        return style;
    }
    style.language = Language::English;
    return style;
}

FindingsTable::FindingsTable(std::ostream& out, Zone zone, Instant as_of, TableStyle style)
    : out_(out), zone_(std::move(zone)), as_of_(as_of), style_(style) {
    style_.columns = std::max(style_.columns, kTableColumnsMin);
}

const std::string& FindingsTable::say(const Bilingual& words) const {
    return in(style_.language, words);
}

std::string FindingsTable::coloured(std::string text, std::string_view code) const {
    if (!style_.has_colour) return text;
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

FindingsTable::Row FindingsTable::row_of(const triage::Finding& finding) const {
    Row row{
        .urgency = report::urgency_of(finding, as_of_),
        .due = finding.due,
        .verdict = finding.verdict,
        .state = {},
        .ground = finding.ground ? say(report::words_of(*finding.ground)) : "",
        .subject = say(report::words_of(finding.subject_kind)) + " " + one_line(finding.subject_id),
        .why = one_line(report::with_numbers_masked(say(finding.why))),
        .stars = finding.stars.value_or(0),
        .is_refused = report::is_refused(finding)};
    if (row.is_refused && finding.refusal)
        row.state = fmt::format("[{}{}] ", say({.zh = "不受理：", .en = "refused: "}),
                                say(report::words_of(*finding.refusal)));
    return row;
}

Result<void> FindingsTable::put(triage::Finding finding, const facts::Dossier&) {
    if (!finding.speaks) return {};  // one row an incident
    const auto states = report::states_of(finding, as_of_);
    ++count_;
    for (std::size_t i = 0; i < report::kStateCount; ++i) by_state_.at(i) += states.test(i) ? 1 : 0;
    const bool counts = finding.due && *finding.due >= as_of_ && finding.admissible != false;
    if (counts && (!next_due_ || *finding.due < *next_due_)) next_due_ = finding.due;

    const auto urgency = report::urgency_of(finding, as_of_);
    if (rows_.size() == kTableRowsMax) {
        if (!(urgency < rows_.front().urgency)) return {};
        std::ranges::pop_heap(rows_, more_urgent, &Row::urgency);
        rows_.pop_back();
    }
    rows_.push_back(row_of(finding));
    std::ranges::push_heap(rows_, more_urgent, &Row::urgency);
    return {};
}

FindingsTable::Cell FindingsTable::cell(std::string text, std::size_t columns,
                                        std::string_view colour) {
    return {.text = std::move(text), .columns = columns, .colour = colour};
}

std::string FindingsTable::cells(std::span<const Cell> cells) const {
    while (!cells.empty() && cells.back().text.empty()) cells = cells.first(cells.size() - 1);
    std::string line;
    std::size_t left = style_.columns;
    for (const Cell& cell : cells) {
        if (!line.empty()) {
            if (left <= kBetween.size()) break;
            line += kBetween;
            left -= kBetween.size();
        }
        const std::size_t columns = std::min(cell.columns, left);
        const bool is_last = &cell == &cells.back();  // needs no filling up
        std::string text = is_last ? report::cut_to_width(cell.text, columns)
                                   : report::fit_to_width(cell.text, columns);
        line += cell.colour.empty() ? text : coloured(std::move(text), cell.colour);
        left -= columns;
    }
    return line;
}

void FindingsTable::print_head() const {
    const bool is_wide = style_.columns >= kWideColumns;
    const std::vector<Cell> head{
        cell(say({.zh = "最晚", .en = "due"}), kDue, kFaint),
        cell(say({.zh = "判断", .en = "verdict"}), kVerdict, kFaint),
        cell(say({.zh = "星级", .en = "stars"}), kStars, kFaint),
        cell(say({.zh = "理由", .en = "ground"}), kGround, kFaint),
        cell(say({.zh = "对象", .en = "subject"}), kSubject, kFaint),
        cell(is_wide ? say({.zh = "为什么", .en = "why"}) : "", kReason, kFaint)};
    out_ << cells(head) << '\n';
}

void FindingsTable::print_row(const Row& row) const {
    const std::string due =
        row.due ? report::clock_reading(*row.due, zone_).substr(0, kDue) : std::string{"-"};
    const bool is_open = row.due && *row.due >= as_of_ && !row.is_refused;
    const bool is_near = is_open && *row.due - as_of_ <= std::chrono::days{3};
    std::string_view urgency = is_open ? std::string_view{} : kFaint;
    if (is_near) urgency = kRed;
    const bool is_wide = style_.columns >= kWideColumns;
    const std::vector<Cell> row_cells{
        cell(due, kDue, urgency),
        cell(say(report::words_of(row.verdict)), kVerdict, colour_of(row.verdict)),
        cell(row.stars > 0 ? fmt::format("{}/5", row.stars) : "-", kStars, {}),
        cell(row.ground.empty() ? "-" : row.ground, kGround, {}),
        cell(row.subject, kSubject, kFaint),
        cell(is_wide ? row.state + row.why : "", kReason, {})};
    out_ << cells(row_cells) << '\n';
    if (!is_wide)
        out_ << "  " << report::cut_to_width(row.state + row.why, style_.columns - 2) << '\n';
}

void FindingsTable::print_summary(const triage::Tally& tally, std::uint64_t problems) const {
    const auto line = [&](std::string_view colour, const std::string& text) {
        out_ << coloured(report::cut_to_width(text, style_.columns), colour) << '\n';
    };
    const auto of = [&](State state) { return by_state_.at(static_cast<std::size_t>(state)); };
    const std::uint64_t hidden = count_ - rows_.size();
    if (hidden > 0)
        line(kFaint, say({.zh = fmt::format("另有 {} 条未列出，用 --json 或 --out 看全部", hidden),
                          .en = fmt::format("{} more not listed; see --json or --out", hidden)}));
    out_ << '\n';
    line(kBold,
         say({.zh = fmt::format("{} 单：恶意 {}，证据不足 {}，真实 {}", count_,
                                of(State::Malicious), of(State::Unclear), of(State::Genuine)),
              .en = fmt::format("{} incidents: {} malicious, {} unclear, {} genuine", count_,
                                of(State::Malicious), of(State::Unclear), of(State::Genuine))}));
    line("", say({.zh = fmt::format("现在可举报 {}，3 天内到期 {}，7 天内到期 {}，不受理 {}",
                                    of(State::Now), of(State::Within3), of(State::Within7),
                                    of(State::Refused)),
                  .en = fmt::format("{} reportable now, {} due in 3 days, {} in 7, {} refused",
                                    of(State::Now), of(State::Within3), of(State::Within7),
                                    of(State::Refused))}));
    line("",
         say({.zh = fmt::format("读取评价 {}（默认评价 {}，不计），会话 {}", tally.reviews,
                                tally.platform_defaults, tally.conversations),
              .en = fmt::format("read: {} reviews ({} default texts left out), {} conversations",
                                tally.reviews, tally.platform_defaults, tally.conversations)}));
    if (next_due_) {
        const Bilingual left = report::time_left(*next_due_, as_of_);
        const std::string when = report::clock_reading(*next_due_, zone_);
        line("", say({.zh = fmt::format("最近的期限 {}（{}）", when, left.zh),
                      .en = fmt::format("next deadline {} ({})", when, left.en)}));
    }
    if (problems > 0)
        line(kYellow,
             say({.zh = fmt::format("输入中有 {} 处问题，见标准错误输出", problems),
                  .en = fmt::format("{} problems in the input, see standard error", problems)}));
}

void FindingsTable::finish(const triage::Tally& tally, std::uint64_t problems) {
    std::ranges::sort(rows_, more_urgent, &Row::urgency);
    if (!rows_.empty()) print_head();
    for (const Row& row : rows_) print_row(row);
    print_summary(tally, problems);
    out_.flush();
}

}  // namespace pingli::cli
