// What the program asks of which rulebook. Every page of a listed book must hold the tables that
// are asked (build.hpp reports what it lacks), and every table of a shipped book is in one of the
// two lists: a table that nobody asks decides nothing (X1).

#pragma once

#include <span>
#include <string_view>

namespace pingli::rulebook {

struct AskedTable {
    std::string_view book;
    std::string_view table;
    std::string_view since = {};  // the first version that must have it; empty: all
};

std::span<const AskedTable> asked_tables();
// Tables whose asker is still to be built; `pingli decide` answers them.
std::span<const AskedTable> waiting_tables();

}  // namespace pingli::rulebook
