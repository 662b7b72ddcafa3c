#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "intake/cells.hpp"
#include "intake/chats.hpp"

namespace pingli::intake {

namespace {

constexpr std::size_t kTimeBytesMax = 40;

struct MessageHead {
    std::string_view nick;
    std::string_view time;
    std::string_view rest;  // what is said on the same line
};

// Whether what stands in the brackets is meant as a date and a time: 2026-05-01 9:05:03, 2026年5月…
bool is_like_time(std::string_view text) {
    constexpr std::size_t kYearDigits = 4;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() <= kYearDigits) return false;
    if (!std::ranges::all_of(text.substr(0, kYearDigits), is_digit)) return false;
    const std::string_view behind = text.substr(kYearDigits);
    const bool is_date =
        behind.starts_with('-') || behind.starts_with('/') || behind.starts_with("年");
    return is_date && (behind.contains(':') || behind.contains("："));
}

// "NICK (2026-05-01 10:00:00):", also with full-width marks, with blanks, without the colon, with
// one digit where the hour or the month has one.
std::optional<MessageHead> parse_head(std::string_view line) {
    static constexpr std::array<std::string_view, 2> kOpen{"(", "（"};
    static constexpr std::array<std::string_view, 2> kClose{")", "）"};
    static constexpr std::array<std::string_view, 2> kColon{":", "："};
    const auto take = [](std::string_view& text, const auto& any) {
        for (const std::string_view mark : any) {
            if (!text.starts_with(mark)) continue;
            text.remove_prefix(mark.size());
            return true;
        }
        return false;
    };
    for (std::size_t at = 1; at < line.size(); ++at) {
        std::string_view rest = line.substr(at);
        if (!take(rest, kOpen)) continue;
        const std::size_t end = std::min(rest.find(kClose[0]), rest.find(kClose[1]));
        if (end == std::string_view::npos || end > kTimeBytesMax) continue;
        const std::string_view time = trimmed(rest.substr(0, end));
        if (!is_like_time(time)) continue;
        rest.remove_prefix(end);
        take(rest, kClose);
        const bool has_colon = take(rest, kColon);
        if (!has_colon && !trimmed(rest).empty()) continue;
        const std::string_view nick = trimmed(line.substr(0, at));
        if (nick.empty()) return std::nullopt;
        return MessageHead{.nick = nick, .time = time, .rest = trimmed(rest)};
    }
    return std::nullopt;
}

// "举证号：A1", "订单编号: 123" above the first message.
struct Labelled {
    std::string_view label;
    std::string_view value;
};
std::optional<Labelled> parse_labelled(std::string_view line) {
    for (const std::string_view colon : {"：", ":"}) {
        const std::size_t at = line.find(colon);
        if (at == std::string_view::npos || at == 0) continue;
        return Labelled{.label = line.substr(0, at),
                        .value = trimmed(line.substr(at + colon.size()))};
    }
    return std::nullopt;
}

// The name of a chat's file without what exports put around the buyer's nick.
std::string_view bare_name(std::string_view name) {
    static constexpr std::array<std::string_view, 7> kBefore{"与", "和", "聊天记录", "chat",
                                                             "_",  "-",  " "};
    static constexpr std::array<std::string_view, 8> kBehind{
        "的聊天记录", "聊天记录", "聊天", ".txt", ".gz", "_", "-", " "};
    const auto is_date_mark = [](char c) { return (c >= '0' && c <= '9') || c == '-' || c == '_'; };
    for (bool cut = true; cut;) {
        cut = false;
        for (const std::string_view before : kBefore)
            if (name.size() > before.size() && name.starts_with(before)) {
                name.remove_prefix(before.size());
                cut = true;
            }
        for (const std::string_view behind : kBehind)
            if (name.size() > behind.size() && name.ends_with(behind)) {
                name.remove_suffix(behind.size());
                cut = true;
            }
    }
    // "nick_2026-05-01" and "nick-20260501": eight digits or more behind a mark.
    std::size_t end = name.size();
    std::size_t digits = 0;
    while (end > 0 && is_date_mark(name[end - 1])) {
        --end;
        digits += name[end] >= '0' && name[end] <= '9' ? 1 : 0;
    }
    const bool has_date =
        digits >= 8 && end > 0 && end < name.size() && (name[end] == '_' || name[end] == '-');
    return has_date ? name.substr(0, end) : name;
}

// 檐**雨 and 檐下听雨.
bool may_be_masked(std::string_view masked, std::string_view nick) {
    const std::size_t first = masked.find('*');
    if (first == std::string_view::npos) return false;
    return nick.starts_with(masked.substr(0, first)) &&
           nick.ends_with(masked.substr(masked.rfind('*') + 1));
}

class TextChat {
public:
    TextChat(LineReader& lines, std::string_view name, const ShopNicks& shop,
             const Reading& reading)
        : lines_(lines), name_(name), shop_(shop), reading_(reading) {}

    Result<void> run() {
        Line line;
        while (TRY(lines_.next(line))) {
            if (line.fault != RecordFault::None) {
                reading_.report.bad_line({.line = line.number,
                                          .field = {},
                                          .found = {},
                                          .expected = expected_of(line.fault)});
                gap_behind_last();
                continue;
            }
            bytes_ += line.text.size();
            if (bytes_ > kChatTextBytesMax || said_.size() > kMessagesMax) {
                reading_.report.bad_file(say("file.chat_max"));
                gap_behind_last();
                break;
            }
            take_line(line);
        }
        return give();
    }

private:
    struct Said {
        std::string nick;
        std::string text;
        std::optional<Instant> at;
        std::uint64_t line = 0;
    };

    void gap_behind_last() {
        if (!said_.empty()) gaps_.insert(static_cast<std::uint32_t>(said_.size() - 1));
    }

    void take_line(const Line& line) {
        if (const auto head = parse_head(line.text)) {
            Said said{.nick = std::string{head->nick},
                      .text = std::string{head->rest},
                      .at = std::nullopt,
                      .line = line.number};
            const Expected expected = reading_.values.read(head->time, said.at);
            if (!expected.empty())
                reading_.report.bad_field({.line = line.number,
                                           .field = "at",
                                           .found = head->time,
                                           .expected = say(expected)});
            said_.push_back(std::move(said));
            return;
        }
        if (said_.empty()) {
            take_label(line.text);
            return;
        }
        std::string& text = said_.back().text;
        if (!text.empty()) text += '\n';
        text += line.text;
    }

    void take_label(std::string_view line) {
        const auto labelled = parse_labelled(line);
        if (!labelled) return;
        const auto column = reading_.values.formats().column(FileKind::Chats, labelled->label);
        if (!column) return;
        if (column->canonical == "order") order_ = unwrapped(labelled->value);
        if (column->canonical == "reference") reference_ = unwrapped(labelled->value);
        if (column->canonical == "buyer") buyer_ = unwrapped(labelled->value);
    }

    [[nodiscard]] std::optional<facts::Speaker> known_speaker(std::string_view nick) const {
        if (shop_.is_seller(nick)) return facts::Speaker::Seller;
        if (!buyer_.empty() && nick == buyer_) return facts::Speaker::Buyer;
        const Formats& formats = reading_.values.formats();
        const std::string_view word = formats.meaning(WordKind::Speaker, nick);
        if (word == "platform") return facts::Speaker::Platform;
        if (word == "seller") return facts::Speaker::Seller;
        if (word == "buyer") return facts::Speaker::Buyer;
        return std::nullopt;
    }

    // The buyer: the nick that the file's name holds and that is not the shop's (the longest such),
    // else what the name says bare.
    void find_buyer() {
        if (!buyer_.empty()) return;
        std::string_view found;
        for (const Said& said : said_)
            if (said.nick.size() > found.size() && name_.contains(said.nick) &&
                !known_speaker(said.nick))
                found = said.nick;
        buyer_ = found.empty() ? bare_name(name_) : found;
    }

    // Nothing for somebody who is neither: what a colleague wrote in another chat, pasted into this
    // one. Where the shop's nicks are not known, whoever is not the buyer speaks for the shop.
    [[nodiscard]] std::optional<facts::Speaker> speaker_of(std::string_view nick) const {
        if (const auto known = known_speaker(nick)) return known;
        if (!knows_seller_) return facts::Speaker::Seller;
        if (nick == stranger_) return facts::Speaker::Buyer;
        return std::nullopt;
    }

    // Where nobody speaks under the buyer's nick, the buyer is masked or renamed: the one whose
    // nick may be it, else the first whom nobody knows.
    void find_renamed_buyer() {
        stranger_ = {};
        if (std::ranges::find(said_, buyer_, &Said::nick) != said_.end()) return;
        for (const Said& said : said_) {
            if (known_speaker(said.nick)) continue;
            if (stranger_.empty()) stranger_ = said.nick;
            if (!may_be_masked(said.nick, buyer_)) continue;
            stranger_ = said.nick;
            return;
        }
    }

    void leave_out(const Said& said) {
        reading_.report.bad_line({.line = said.line,
                                  .field = "nick",
                                  .found = said.nick,
                                  .expected = say("file.speaker")});
    }

    Result<void> give() {
        if (said_.empty()) {
            reading_.report.bad_file(say("file.messages"));
            return {};
        }
        find_buyer();
        knows_seller_ = std::ranges::any_of(
            said_, [&](const Said& said) { return shop_.is_seller(said.nick); });
        find_renamed_buyer();
        facts::Conversation conversation;
        conversation.order = order_;
        conversation.buyer = buyer_;
        conversation.reference = reference_;
        for (std::uint32_t i = 0; i < said_.size(); ++i) {
            const Said& said = said_[i];
            const auto who = speaker_of(said.nick);
            if (!who) leave_out(said);
            if (who)
                conversation.messages.push_back(
                    {.who = *who, .at = said.at, .text = trimmed(said.text)});
            if (who == facts::Speaker::Seller && conversation.agent.empty())
                conversation.agent = said.nick;
            const auto given = static_cast<std::uint32_t>(conversation.messages.size());
            if (gaps_.contains(i) && given > 0) conversation.gaps_after.push_back(given - 1);
        }
        conversation.source = {.file = reading_.file, .line = said_.front().line};
        reading_.report.good_row();
        return reading_.sink(Row{&conversation});
    }

    LineReader& lines_;
    std::string_view name_;
    const ShopNicks& shop_;
    const Reading& reading_;
    std::vector<Said> said_;
    std::set<std::uint32_t> gaps_;
    std::string order_, buyer_, reference_;
    std::string_view stranger_;  // the buyer's other nick; empty: none
    std::size_t bytes_ = 0;
    bool knows_seller_ = false;
};

}  // namespace

bool ShopNicks::is_seller(std::string_view nick) const {
    return std::ranges::any_of(nicks, [&](const std::string& own) {
        if (!nick.starts_with(own)) return false;
        const std::string_view rest = nick.substr(own.size());
        return rest.empty() || rest.starts_with(':') || rest.starts_with("：");
    });
}

Result<void> read_text_chat(LineReader& lines, std::string_view name, const ShopNicks& shop,
                            const Reading& reading) {
    return TextChat{lines, name, shop, reading}.run();
}

}  // namespace pingli::intake
