#include "base/phone_number.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace pingli {
namespace {

TEST(PhoneNumber, IsTheSameHoweverAListWritesIt) {
    struct Row {
        const char* a;
        const char* b;
        SameNumber same;
    };
    const auto yes = SameNumber::Yes;
    const auto maybe = SameNumber::Maybe;
    const auto no = SameNumber::No;
    for (const Row& row :
         {// a line with an area code
          Row{"0577-6655 4433", "+8657766554433", yes}, Row{"0577-6655 4433", "8657766554433", yes},
          Row{"0577-6655 4433", "0086577-66554433", yes}, Row{"0577-6655 4433", "57766554433", yes},
          Row{"0577-6655 4433", "66554433", yes}, Row{"0577-6655 4433", "057766554433-602", yes},
          Row{"0577-6655 4433", "0577-66554433转602", yes},
          Row{"0577-6655 4433", "（0577）66554433", yes},
          Row{"0577-6655 4433", "057766554433602", maybe},
          Row{"0577-6655 4433", "057766554434", no}, Row{"0577-6655 4433", "66554434", no},
          Row{"010-66554433", "1066554433", yes}, Row{"021-6655443", "6655443", yes},
          // a mobile
          Row{"15900004321", "+86 159-0000-4321", yes}, Row{"15900004321", "015900004321", yes},
          Row{"15900004321", "1259315900004321", yes}, Row{"15900004321", "1795115900004321", yes},
          Row{"15900004321", "8615900004321", yes}, Row{"15900004321", "159****4321", maybe},
          Row{"15900004321", "159****4322", no}, Row{"15900004321", "1.59E+10", maybe},
          Row{"15900004321", "1,59E+10", maybe}, Row{"15900004321", "1.39E+10", no},
          Row{"15900004321", "15900004322", no},
          // short and service numbers, accounts, nothing
          Row{"400-123-4567", "+864001234567", yes}, Row{"95588", "95588", yes},
          Row{"8613", "13", no}, Row{"Shop_A", "shop_a", yes}, Row{"客服小王", "客服小李", no},
          Row{"", "", no}, Row{"****", "1234", no}}) {
        EXPECT_EQ(compare_numbers(row.a, row.b), row.same) << row.a << " " << row.b;
        EXPECT_EQ(compare_numbers(row.b, row.a), row.same) << row.b << " " << row.a;
    }
}

// However a mobile is dressed up, it is that mobile and no other.
RC_GTEST_PROP(PhoneNumberProperty, AMobileIsFoundInEachDress, ()) {
    const auto digits = *rc::gen::container<std::string>(9, rc::gen::inRange('0', char{'9' + 1}));
    const std::string mobile = "1" + std::string(1, *rc::gen::inRange('3', char{'9' + 1})) + digits;
    for (const std::string before : {"", "+86", "86", "0086", "0", "12593", "17951", "+86 "})
        RC_ASSERT(national_number(before + mobile) == mobile);
}

}  // namespace
}  // namespace pingli
