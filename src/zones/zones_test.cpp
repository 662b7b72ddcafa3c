#include "zones/zones.hpp"

#include <gtest/gtest.h>

namespace pingli::zones {
namespace {

TEST(LoadZone, KnowsShanghaiWithItsSummerTimesAndFixedOffsets) {
    const auto shanghai = load_zone("Asia/Shanghai");
    ASSERT_TRUE(shanghai) << shanghai.error().context;
    EXPECT_EQ(shanghai->format(shanghai->to_instant(*parse_time("2026-05-01T00:00:00Z"))),
              "2026-05-01T08:00:00+08:00");
    EXPECT_EQ(shanghai->format(shanghai->to_instant(*parse_time("1991-07-01T00:00:00Z"))),
              "1991-07-01T09:00:00+09:00");
    EXPECT_EQ(load_zone("-03:30")->format(Instant{}), "1969-12-31T20:30:00-03:30");
    EXPECT_FALSE(load_zone("Mars/Olympus").has_value());
}

}  // namespace
}  // namespace pingli::zones
