// The rulebooks that ship, read once, with the real zone and calendar.

#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "cases/rules.hpp"
#include "codec/calendar_json.hpp"
#include "codec/rulebook_files.hpp"
#include "zones/zones.hpp"

namespace pingli::test {

inline rulebook::Resources shipped_resources() {
    return {.load_zone = [](std::string_view name) { return zones::load_zone(name); },
            .load_calendar =
                [](std::string_view id) -> Result<std::shared_ptr<const calendar::Calendar>> {
                const std::string path =
                    PINGLI_SOURCE_DIR "/calendars/" + std::string{id} + ".json";
                std::ifstream file{path, std::ios::binary};
                std::stringstream text;
                text << file.rdbuf();
                auto calendar = codec::parse_calendar(text.str(), path);
                if (!calendar) return fail(ErrorCode::Invalid, path);
                return std::make_shared<const calendar::Calendar>(std::move(*calendar));
            }};
}

inline const rulebook::Library& shipped_library() {
    static const rulebook::Library library = [] {
        Problems problems;
        const auto books =
            codec::load_rulebooks(PINGLI_SOURCE_DIR "/rulebooks", shipped_resources(), problems);
        EXPECT_TRUE(problems.empty());
        return rulebook::Library{books};
    }();
    return library;
}

inline cases::Rules shipped_rules() {
    return {.library = &shipped_library(), .totals = {}};
}

// A time of the wall clock in Shanghai: "2026-05-12T10:00".
inline Instant at(std::string_view local) {
    return Instant{parse_time(local).value().local.time_since_epoch()} - std::chrono::hours{8};
}

}  // namespace pingli::test
