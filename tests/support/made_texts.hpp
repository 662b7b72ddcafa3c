// Conversations, reviews and reply drafts as nobody writes them: words of the lexicons, pieces of
// real sentences, numbers with units and stray marks, thrown together. The same seed and number
// make the same text on every machine.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"
#include "support/shipped_engine.hpp"
#include "support/text_desk.hpp"

namespace pingli::support {

class Dice {  // SplitMix64
public:
    Dice(std::uint64_t seed, std::uint64_t number) : state_(seed * 0x9E3779B97F4A7C15U + number) {
        static_cast<void>(below(2));
    }
    std::size_t below(std::size_t count) {
        std::uint64_t x = state_ += 0x9E3779B97F4A7C15U;
        x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
        x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
        return static_cast<std::size_t>((x ^ (x >> 31U)) % count);
    }
    template <class List>
    const auto& one_of(const List& list) {
        return list[below(std::size(list))];
    }

private:
    std::uint64_t state_;
};

// The words that a lexicon's first column lists; expressions are left out.
inline void take_words(std::string_view lexicon, std::vector<std::string>& words) {
    while (!lexicon.empty()) {
        const std::size_t end = std::min(lexicon.find('\n'), lexicon.size());
        std::string_view line = lexicon.substr(0, end);
        lexicon.remove_prefix(std::min(end + 1, lexicon.size()));
        if (line.empty() || line.starts_with('#') || line.starts_with('@') ||
            line.starts_with("re:"))
            continue;
        line = line.substr(0, line.find('\t'));
        while (!line.empty()) {
            const std::size_t word = std::min(line.find_first_of("|{},"), line.size());
            if (word > 0) words.emplace_back(line.substr(0, word));
            line.remove_prefix(std::min(word + 1, line.size()));
        }
    }
}

// Pieces between marks of the seeds that the fuzz targets begin with.
inline void take_pieces(std::string_view text, std::vector<std::string>& pieces) {
    constexpr std::size_t kPieceBytesMax = 60;
    const std::u32string all = utf8::to_utf32(text);
    std::u32string piece;
    for (const char32_t code : all + U"\n") {
        if (!std::u32string_view{U"\n，。！？；：、“”…,.!?~ "}.contains(code)) {
            piece += code;
            continue;
        }
        std::string bytes = utf8::from_utf32(piece);
        if (!bytes.empty() && bytes.size() <= kPieceBytesMax) pieces.push_back(std::move(bytes));
        piece.clear();
    }
}

class TextMaker {
public:
    TextMaker() {
        for (const text::LexiconFile& file : shipped_lexicons()) take_words(file.bytes, words_);
        const std::filesystem::path seeds{PINGLI_SOURCE_DIR "/tests/fuzz/seeds"};
        for (const char* const folder : {"conversations", "reviews", "drafts"}) {
            std::vector<std::filesystem::path> files;
            for (const auto& entry : std::filesystem::directory_iterator{seeds / folder})
                files.push_back(entry.path());
            std::ranges::sort(files);  // a folder has no order of its own
            for (const auto& file : files) take_pieces(read_bytes(file), pieces_);
        }
    }

    [[nodiscard]] std::string text(Dice& dice, std::size_t pieces_max) const {
        static constexpr auto kNumbers = std::to_array<std::string_view>(
            {"6", "0", "12", "99999", "1 0 ", "两", "十", "三百五", "①", "3.", "1.5", "6w", "一",
             "一二三四五六七八九十", "13400008876", "330106199001011234"});
        static constexpr auto kUnits = std::to_array<std::string_view>(
            {"r",  "rmb", "元", "块", "块五", "毛钱", "多块", "颗星", "星",
             "折", "%",   "w",  "个", "号",   "栋",   "单元", "x",    "o",
             "",   " ",   "倍", "分", "小时", "天",   "人"});
        static constexpr auto kMarks =
            std::to_array<std::string_view>({"，",     "。",    "？",
                                             "！",     "“",     "”",
                                             "\"",     "「",    "」",
                                             "‘",      "’",     " ",
                                             "\n",     "、",    "…",
                                             "~",      "·",     "*",
                                             ".",      ":",     "：",
                                             "[",      "]",     "😀",
                                             "￥",     "+86 ",  "é",
                                             "ｓ",     "\t",    "(",
                                             ")",      "\x01",  "👨‍👩‍👧",
                                             "\u200B", "\uFE0F"});
        std::string made;
        for (std::size_t left = dice.below(pieces_max + 1); left > 0; --left) {
            const std::size_t kind = dice.below(20);
            if (kind < 10) made += dice.one_of(words_);
            if (kind >= 10 && kind < 14) made += dice.one_of(pieces_);
            if (kind >= 14 && kind < 17)
                made.append(dice.one_of(kNumbers)).append(dice.one_of(kUnits));
            if (kind >= 17) made += dice.one_of(kMarks);
        }
        if (dice.below(8) == 0) drop_one(made, dice);
        return made;
    }

    // The text of this number through the desk: by turns a review, a conversation, a draft.
    std::size_t read_one(TextDesk& desk, std::uint64_t seed, std::uint64_t number) const {
        Dice dice{seed, number};
        if (number % 3 == 0) return read_review(desk, dice);
        return number % 3 == 1 ? read_conversation(desk, dice) : read_draft(desk, dice);
    }

private:
    std::size_t read_review(TextDesk& desk, Dice& dice) const {
        const std::string written = text(dice, 16);
        const std::string followup = dice.below(4) == 0 ? text(dice, 8) : std::string{};
        const int stars = static_cast<int>(dice.below(6));
        return desk.review({.stars = stars == 0 ? std::nullopt : std::optional{stars},
                            .text = written,
                            .followup = followup});
    }
    std::size_t read_conversation(TextDesk& desk, Dice& dice) const {
        std::vector<std::string> texts(1 + dice.below(8));
        TextDesk::Turns turns;
        for (std::string& written : texts) {
            written = text(dice, 10);
            const std::size_t who = dice.below(20);
            turns.push_back({.who = who < 11   ? Speaker::Buyer
                                    : who < 19 ? Speaker::Seller
                                               : Speaker::Platform,
                             .at = {},
                             .text = written});
        }
        return desk.conversation(turns);
    }
    std::size_t read_draft(TextDesk& desk, Dice& dice) const {
        const std::string context =
            (dice.below(2) == 0 ? "[聊天] " : "[回评·公开] ") + text(dice, 6);
        const std::string written = text(dice, 12);
        return desk.draft({.context = context, .draft = written});
    }
    // A character less: words that are cut are words that nobody thought of.
    static void drop_one(std::string& made, Dice& dice) {
        std::u32string codes = utf8::to_utf32(made);
        if (codes.empty()) return;
        codes.erase(dice.below(codes.size()), 1);
        made = utf8::from_utf32(codes);
    }

    std::vector<std::string> words_, pieces_;
};

}  // namespace pingli::support
