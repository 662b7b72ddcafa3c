#include "base/barrier.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace pingli {

namespace {

template <class Fault>
std::optional<std::string> cause_when(Fault fault) {
    return guarded([&] { std::rethrow_exception(std::make_exception_ptr(std::move(fault))); });
}

}  // namespace

TEST(Barrier, NamesTheCauseWithoutAnybodysWords) {
    EXPECT_EQ(guarded([] {}), std::nullopt);
    EXPECT_EQ(cause_when(std::out_of_range{"pos (which is 4294967295) > size (which is 7)"}),
              "std::out_of_range: pos (which is 4294967295) > size (which is 7)");
    EXPECT_EQ(cause_when(std::runtime_error{"read \"secret\" 13800138000 \xE6\x88\x91\n."}),
              "std::runtime_error: read \"??????\" ########### ????.");
    EXPECT_EQ(cause_when(7), "something that is no std::exception");
    EXPECT_LE(cause_when(std::runtime_error{std::string(9000, 'x')})->size(), 300U);
}

}  // namespace pingli
