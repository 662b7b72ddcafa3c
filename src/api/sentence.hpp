// Inside of both_words only: one row of its tables.

#pragma once

#include <string_view>

namespace pingli::api {

// "{}" stands for what is told of the input itself: a number, a name, a list of names. It goes
// where the Chinese has its "{}", in the same order, itself in Chinese if it is known.
struct Sentence {
    std::string_view en;
    std::string_view zh;
};

}  // namespace pingli::api
