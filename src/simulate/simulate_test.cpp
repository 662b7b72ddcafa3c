#include "simulate/simulate.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "base/utf8.hpp"

namespace pingli::simulate {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>(file), {}};
}

Phrases shipped() {
    Problems problems;
    const fs::path path = fs::path{PINGLI_SOURCE_DIR} / "templates" / "simulate" / "phrases.tsv";
    auto phrases = Phrases::parse(path.string(), read(path), problems);
    for (const Problem& problem : problems) ADD_FAILURE() << to_text(problem);
    return *std::move(phrases);
}

std::map<std::string, std::string> files_of(const Options& options) {
    static int count = 0;
    const fs::path folder =
        fs::temp_directory_path() /
        ("pingli-simulate-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    const auto done = simulate(options, shipped(), folder);
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().context);
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator{folder})
        if (entry.is_regular_file())
            files[fs::relative(entry.path(), folder).string()] = read(entry.path());
    fs::remove_all(folder);
    return files;
}

// proves that a figure measured on a simulated shop can be measured again
TEST(Simulate, GivesTheSameBytesForTheSameSeedAndOthersForAnother) {
    const auto first = files_of({.orders = 5000, .seed = 7});
    EXPECT_EQ(first, files_of({.orders = 5000, .seed = 7}));
    EXPECT_NE(first.at("reviews.csv"), files_of({.orders = 5000, .seed = 8}).at("reviews.csv"));
}

TEST(Simulate, WritesValidUtf8AndOneRowAnOrder) {
    const auto files = files_of({.orders = 5000, .seed = 3});
    for (const auto& [name, bytes] : files) EXPECT_TRUE(utf8::is_valid(bytes)) << name;
    const std::string& orders = files.at("orders.csv");
    EXPECT_EQ(std::ranges::count(orders, '\n'), 5001);
}

TEST(Simulate, WritesThePlatformsFilesInGb18030WhenAsked) {
    const auto files = files_of({.orders = 500, .seed = 3, .encoding = TextEncoding::Gb18030});
    EXPECT_FALSE(utf8::is_valid(files.at("orders.csv")));
    EXPECT_TRUE(
        files.at("orders.csv").starts_with("\xB6\xA9\xB5\xA5\xB1\xE0\xBA\xC5"));  // 订单编号
    EXPECT_TRUE(utf8::is_valid(files.at("chats/all.jsonl")));
}

TEST(Simulate, WritesReviewsAsAnswersOfThePlatformWhenAsked) {
    const auto files = files_of({.orders = 500, .seed = 3, .reviews = ReviewForm::Json});
    EXPECT_TRUE(files.at("reviews.json").starts_with(R"({"traderates_get_response":)"));
    EXPECT_EQ(files_of({.orders = 500, .seed = 3}).count("reviews.json"), 0U);
}

TEST(Simulate, PlantsEveryTroubleAndTellsEachInTheTruth) {
    const fs::path folder =
        fs::temp_directory_path() / ("pingli-simulate-all-" + std::to_string(getpid()));
    const auto summary = simulate({.orders = 20'000, .seed = 1}, shipped(), folder);
    ASSERT_TRUE(summary.has_value());
    const std::string truth = read(folder / "truth.ndjson");
    fs::remove_all(folder);
    std::uint64_t planted = 0;
    for (std::size_t i = 1; i < kTroubleCount; ++i) {
        EXPECT_GT(summary->by_trouble.at(i), 0U) << to_name(static_cast<Trouble>(i));
        planted += summary->by_trouble.at(i);
    }
    EXPECT_EQ(static_cast<std::uint64_t>(std::ranges::count(truth, '\n')), planted);
}

// proves the shares that the bench promises: 5 % neutral or bad, 2 % with a chat
TEST(Simulate, KeepsTheSharesOfTheBenchProfile) {
    Random random{5};
    const Phrases phrases = shipped();
    Scene scene;
    constexpr int kOrders = 50'000;
    int bad = 0;
    int chats = 0;
    std::size_t bytes = 0;
    for (int i = 0; i < kOrders; ++i) {
        make_scene(phrases, pick_trouble(Profile::Bench, random), 0, 1, random, scene);
        bad += scene.rating != facts::Rating::Good ? 1 : 0;
        chats += scene.chat.empty() ? 0 : 1;
        bytes += scene.text.size();
    }
    EXPECT_NEAR(bad, kOrders * 0.05, kOrders * 0.005);
    EXPECT_NEAR(chats, kOrders * 0.02, kOrders * 0.003);
    EXPECT_NEAR(static_cast<double>(bytes) / kOrders, 100.0, 15.0);
}

// proves B7, B19 of the simulated truth: thirty days from the text complained of
TEST(Simulate, ExpectsARefusalForWhatIsTooOldOrNotRatedByBoth) {
    const Phrases phrases = shipped();
    Random random{11};
    Scene scene;
    make_scene(phrases, Trouble::DemandUnderThreat, 0, 100, random, scene);
    EXPECT_EQ(scene.expected.refusal, "too_late");
    make_scene(phrases, Trouble::DemandNotRated, 99, 100, random, scene);
    EXPECT_EQ(scene.expected.refusal, "not_rated_by_both");
    make_scene(phrases, Trouble::DemandUnderThreat, 99, 100, random, scene);
    EXPECT_EQ(scene.expected.refusal, "");
    EXPECT_EQ(scene.expected.verdict, "malicious");
}

TEST(Phrases, NamesTheLineOfEachFault) {
    Problems problems;
    const auto phrases =
        Phrases::parse("p.tsv", "item\t茶\nnowhere\t茶\nitem\t{prize}\n", problems);
    EXPECT_FALSE(phrases.has_value());
    ASSERT_GE(problems.size(), 2U);
    EXPECT_EQ(problems[0].line, 2U);
    EXPECT_EQ(problems[1].line, 3U);
}

}  // namespace
}  // namespace pingli::simulate
