// A declared row (app/table_column.hpp) in which every column has a value of its own, so that one
// that is lost or mixed up on any way shows; a column that is added is in it by itself.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "app/table_column.hpp"
#include "base/strong.hpp"
#include "base/time.hpp"

namespace pingli::support {

class RowFilling {
public:
    explicit RowFilling(int seed) : number_(seed * kApart) {}
    template <class T>
    void operator()(const app::TableColumn& column, T& value) {
        ++number_;
        fill(column, value);
    }

private:
    static constexpr int kApart = 100;

    [[nodiscard]] std::string word(const app::TableColumn& column) const {
        return std::string{column.name} + " " + std::to_string(number_);
    }
    void fill(const app::TableColumn& column, std::string& text) const {
        text = word(column);
        if (column.kept != app::ColumnKept::Plain) text += std::string("\0\xff\\x", 4);
    }
    template <class Tag>
    void fill(const app::TableColumn& column, Strong<Tag, std::string>& id) const {
        id = Strong<Tag, std::string>{word(column)};
    }
    void fill(const app::TableColumn&, bool& flag) const { flag = (number_ / kApart) % 2 == 1; }
    void fill(const app::TableColumn&, int& number) const { number = 2000 + number_; }
    void fill(const app::TableColumn&, std::int64_t& number) const {
        number = (std::int64_t{1} << 40U) + number_;
    }
    void fill(const app::TableColumn&, Instant& at) const {
        at = Instant{std::chrono::seconds{1'750'000'000 + number_}};
    }
    void fill(const app::TableColumn& column, std::optional<Instant>& at) const {
        fill(column, at.emplace());
    }

    int number_;
};

template <class Row>
Row filled(int seed) {
    Row row{};
    RowFilling filling{seed};
    Row::each(row, filling);
    return row;
}

}  // namespace pingli::support
