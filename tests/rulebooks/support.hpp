// What the rulebook tests share: the worked example of the format, changed copies of it, answers.

#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/zone.hpp"
#include "calendar/calendar.hpp"
#include "codec/rulebook_markdown.hpp"
#include "rulebook/check.hpp"
#include "rulebook/decide.hpp"

namespace pingli::rulebook::testing {

inline std::string read_text(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

inline const std::string& example_page() {
    static const std::string page =
        read_text(PINGLI_SOURCE_DIR "/tests/golden/rulebooks/malicious-review-admission/2026.1.md");
    return page;
}

// Shanghai without its history, and a calendar without holidays.
inline Resources test_resources() {
    return {.load_zone = [](std::string_view name) -> Result<Zone> {
                if (name == "Mars/Olympus") return fail(ErrorCode::NotFound, "no such zone");
                return Zone::fixed(std::string{name}, std::chrono::hours{8});
            },
            .load_calendar =
                [](std::string_view id) -> Result<std::shared_ptr<const calendar::Calendar>> {
                if (id != "cn") return fail(ErrorCode::NotFound, "no such calendar");
                auto calendar = TRY(calendar::Calendar::create("cn", {}, {2025, 2026}));
                return std::make_shared<const calendar::Calendar>(std::move(calendar));
            }};
}

// `page` with the first `from` replaced; the test fails when it is not there.
inline std::string changed(std::string page, std::string_view from, std::string_view to) {
    const auto at = page.find(from);
    EXPECT_NE(at, std::string::npos) << "not in the page: " << from;
    if (at != std::string::npos) page.replace(at, from.size(), to);
    return page;
}

struct Parsed {
    RulebookPtr book;
    Problems problems;
};

inline Parsed parse(std::string_view page, const std::string& file = "book.md") {
    Parsed out;
    out.book = codec::parse_rulebook(page, file, test_resources(), out.problems);
    return out;
}

// Read, built and checked.
inline Parsed parse_and_check(std::string_view page) {
    Parsed out = parse(page);
    if (out.book) check_book(out.book, out.problems);
    return out;
}

inline std::string to_lines(const Problems& problems) {
    std::string text;
    for (const Problem& problem : problems) text += to_text(problem) + "\n";
    return text;
}

}  // namespace pingli::rulebook::testing
