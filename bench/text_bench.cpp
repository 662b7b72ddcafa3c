// The text stage: what folding, scanning and reasoning cost, against Vectorscan alone on the same
// folded bytes, in one run and on one thread. One JSON object a line.

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/signals_json.hpp"
#include "engines/text_engine.hpp"
#include "text/engine_parts.hpp"
#include "text/limits.hpp"

namespace {

using pingli::text::Engine;
using pingli::text::Scratch;

constexpr std::size_t kReviews = 20'000;
constexpr int kRuns = 3;

struct Texts {
    std::vector<std::string> good, bad, all;  // all: 95 % good
};

// Good reviews as they are by the million, and the labelled ones for the rest.
Texts make_texts() {
    static constexpr std::array<std::string_view, 6> kGood = {
        "质量很好，做工精细，穿着很舒服，物流也很快，满意的一次购物，下次还会再来。",
        "宝贝收到了，和描述的一样，颜色很正，大小合适，客服态度也好，推荐购买！",
        "第二次买了，一如既往的好，包装严实，发货速度快，家里老人孩子都喜欢吃",
        "性价比高，比实体店便宜，用了几天没有什么问题，五星好评，值得信赖。",
        "東西不錯，價格實惠，送貨師傅很熱情，幫忙搬到樓上，非常感謝，好評！",
        "茶叶很香，泡出来汤色清亮，回甘也好，送朋友很有面子，会一直回购的",
    };
    Texts texts;
    std::ifstream file{PINGLI_SOURCE_DIR "/tests/golden/texts/reviews.jsonl"};
    for (std::string line; std::getline(file, line);)
        if (auto item = pingli::codec::parse_review(line))
            texts.bad.push_back(std::move(item->text));
    for (const std::string_view text : kGood) texts.good.emplace_back(text);
    for (std::size_t i = 0; i < kReviews; ++i)
        texts.all.push_back(i % 20 == 0 ? texts.bad[(i / 20) % texts.bad.size()]
                                        : texts.good[i % texts.good.size()]);
    return texts;
}

template <class Work>
double seconds(Work work) {  // of processor time, the best of a few runs
    double best = 1e9;
    for (int run = 0; run < kRuns; ++run) {
        const std::clock_t start = std::clock();  // One thread: what others run does not count.
        work();
        best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
}

void print(const char* name, double value, const char* unit, const char* against, double ratio) {
    std::cout << R"({"name":")" << name << R"(","value":)" << value << R"(,"unit":")" << unit
              << R"(","against":")" << against << R"(","ratio":)" << ratio << "}\n";
}

std::uint64_t sink = 0;  // keeps the work from being left out

void run(const Engine& engine) {
    Scratch scratch{engine};
    auto& buffers = scratch.buffers();
    const auto& parts = engine.parts();
    const Texts texts = make_texts();
    std::vector<std::string> folded;
    double bytes = 0;
    for (const std::string& text : texts.all) {
        parts.folder.fold(text, buffers.folded);
        folded.emplace_back(buffers.folded.text());
        bytes += static_cast<double>(text.size());
    }
    const double megabytes = bytes / 1e6;
    const auto count = static_cast<double>(texts.all.size());
    const double alone = seconds([&] {
        for (const std::string& text : folded) sink += parts.matcher.count_raw(text, buffers.match);
    });
    print("text.vectorscan_alone", megabytes / alone, "MB/s", "", 1);
    const double fold = seconds([&] {
        for (const std::string& text : texts.all) {
            parts.folder.fold(text, buffers.folded);
            sink += buffers.folded.text().size();
        }
    });
    print("text.fold", megabytes / fold, "MB/s", "text.vectorscan_alone", alone / fold);
    const double gate = seconds([&] {
        for (const std::string& text : texts.all) sink += engine.may_need_review(text, scratch);
    });
    print("text.may_need_review", megabytes / gate, "MB/s", "text.vectorscan_alone", alone / gate);
    print("text.may_need_review.reviews", count / gate, "1/s", "", 1);
    const double read = seconds([&] {
        for (const std::string& text : texts.all) {
            pingli::text::read(parts, buffers, text, buffers.review);
            sink += buffers.review.hits.all().size();
        }
    });
    print("text.read", megabytes / read, "MB/s", "text.vectorscan_alone", alone / read);
    const double stage = seconds([&] {
        for (const std::string& text : texts.all)
            if (engine.may_need_review(text, scratch))
                sink +=
                    engine.review({.stars = 5, .text = text, .followup = {}}, scratch).why.size();
    });
    print("text.stage", megabytes / stage, "MB/s", "text.vectorscan_alone", alone / stage);
    print("text.stage.reviews", count / stage, "1/s", "", 1);
    const double review = seconds([&] {
        for (const std::string& text : texts.all)
            sink += engine.review({.stars = 5, .text = text, .followup = {}}, scratch).why.size();
    });
    print("text.review.reviews", count / review, "1/s", "", 1);
}

// Hostile texts: what each costs at the limit, against half of it. Twice the text is about twice
// the work; a ratio of 4 is a square.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kHostile{{
    {"quotes", "“"},
    {"letters_and_digits", "退1款3不8然0差0评1 "},
    {"mobiles", "13400008876 "},
    {"prices", "10元"},
    {"ones", "1 "},
    {"demands", "给我转20块，不然差评。"},
}};
constexpr std::size_t kHostileBytes = pingli::text::kTextBytesMax;
constexpr std::size_t kHostileTurns = 4'000;

std::string repeated(std::string_view piece, std::size_t bytes) {
    std::string text;
    while (text.size() + piece.size() <= bytes) text += piece;
    return text;
}

template <class Work>
void print_growth(const std::string& name, std::size_t size, Work work) {
    const double half = seconds([&] { work(size / 2); });
    const double whole = seconds([&] { work(size); });
    print(("text.growth." + name).c_str(), whole * 1e3, "ms", "half of it", whole / half);
}

void run_growth(const Engine& engine) {
    Scratch scratch{engine};
    for (const auto& [name, piece] : kHostile) {
        const std::string whole = repeated(piece, kHostileBytes);
        const auto first = [&](std::size_t bytes) {
            return std::string_view{whole}.substr(0, bytes / piece.size() * piece.size());
        };
        print_growth("review." + std::string{name}, whole.size(), [&](std::size_t bytes) {
            const std::string_view text = first(bytes);
            sink += engine.review({.stars = 1, .text = text, .followup = {}}, scratch).why.size();
        });
        print_growth("turn." + std::string{name}, whole.size(), [&](std::size_t bytes) {
            const pingli::text::Turn turn{
                .who = pingli::text::Speaker::Buyer, .at = {}, .text = first(bytes)};
            sink += engine.conversation({&turn, 1}, scratch).why.size();
        });
        print_growth("draft." + std::string{name}, whole.size(), [&](std::size_t bytes) {
            sink += engine.reply({.context = "[聊天] ", .draft = first(bytes)}, scratch).why.size();
        });
    }
    std::vector<pingli::text::Turn> turns;
    turns.reserve(kHostileTurns);
    for (std::size_t i = 0; i < kHostileTurns; ++i)
        turns.push_back(
            {.who = i % 2 == 0 ? pingli::text::Speaker::Buyer : pingli::text::Speaker::Seller,
             .at = {},
             .text = i % 2 == 0 ? "给我转20块，不然差评" : "抱歉，给您补发"});
    print_growth("turns", turns.size(), [&](std::size_t count) {
        sink += engine.conversation(std::span{turns}.first(count), scratch).why.size();
    });
}

}  // namespace

int main() {
    pingli::Problems problems;
    const auto engine = pingli::engines::load_text_engine(PINGLI_SOURCE_DIR, problems);
    if (!engine) return 1;
    run(*engine);
    run_growth(*engine);
    return sink == 0 ? 1 : 0;
}
