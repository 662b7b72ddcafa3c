// What one asks of a declared table: which rows, in what order, from where on. Said once; as SQL it
// goes to a database, and the store in memory holds its rows against it as they are.

#pragma once

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/cursor.hpp"
#include "store/sql_text.hpp"
#include "store/table.hpp"
#include "store/table_text.hpp"

namespace pingli::store {

struct Filter {
    enum class Is : std::uint8_t { Equal, AtMost, AtLeast, Below, AnyBitOf };
    const char* column;
    Is is;
    StoredValue value;  // a number or a text, borrowed from the query
};

// Only what is asked for becomes a filter.
class Filters {
public:
    using Is = Filter::Is;
    Filters& equal(const char* column, const std::optional<std::string>& text) {
        return text ? add(column, Is::Equal, std::string_view{*text}) : *this;
    }
    Filters& equal(const char* column, std::string_view text) {
        return add(column, Is::Equal, text);
    }
    Filters& equal(const char* column, std::optional<bool> flag) {
        return flag ? add(column, Is::Equal, std::int64_t{*flag ? 1 : 0}) : *this;
    }
    Filters& equal(const char* column, std::int64_t number) {
        return add(column, Is::Equal, number);
    }
    Filters& instant(const char* column, Is is, const std::optional<Instant>& at) {
        return at ? add(column, is, seconds(*at)) : *this;
    }
    Filters& any_bit(const char* column, std::int64_t bits) {
        return bits != 0 ? add(column, Is::AnyBitOf, bits) : *this;
    }
    // Those of other columns.
    [[nodiscard]] Filters without(std::span<const char* const> columns) const;
    [[nodiscard]] const std::vector<Filter>& all() const { return all_; }
    [[nodiscard]] bool empty() const { return all_.empty(); }

private:
    Filters& add(const char* column, Is is, StoredValue value) {
        all_.push_back({column, is, value});
        return *this;
    }
    std::vector<Filter> all_;
};

struct ListOrder {
    char letter;         // of its cursors
    const char* column;  // equals stand in the order of the table's place
    bool rises;
};

// It borrows from its query.
struct Listing {
    std::string_view scope;
    Filters filters;
    ListOrder order{};
    Cursor from;
    std::size_t limit = 0;
};
// Invalid for a cursor that is not of this order, and for a limit that is not 1..kPageMax.
Result<Listing> listing(std::string_view scope, Filters filters, const ListOrder& order,
                        const std::string& cursor, std::size_t limit);

template <class Row>
struct Listed {
    std::vector<Row> rows;
    std::string next;  // cursor of the next page; empty: this was the last
};

// --- as SQL ---

// A page and one row more, when there is one.
SqlText page_text(const Table& table, const Listing& asked, SqlText::Parameter parameter);
// All rows that fit, whole; of one, where the filters are its key. `order` names columns.
SqlText rows_text(const Table& table, std::string_view scope, const Filters& filters,
                  std::string_view order, SqlText::Parameter parameter);
// The columns `by`, and how many rows have the same of them. `hint` stands behind the table's name.
SqlText count_text(const Table& table, std::string_view scope, const Filters& filters,
                   std::span<const char* const> by, std::string_view hint,
                   SqlText::Parameter parameter);
// " FROM table WHERE scope = ? AND ..."
void add_from(SqlText& sql, const Table& table, std::string_view scope, const Filters& filters,
              std::string_view hint = {});

struct Counted {
    std::vector<std::variant<std::int64_t, std::string>> by;
    std::int64_t count = 0;
    [[nodiscard]] const std::string& text(std::size_t i) const { return std::get<1>(by.at(i)); }
    [[nodiscard]] std::int64_t number(std::size_t i) const { return std::get<0>(by.at(i)); }
};

// --- by the rows themselves ---

// Where a row stands in an order.
Cursor place_of(const Table& table, const ListOrder& order, const std::vector<StoredValue>& row);
bool fits(const Table& table, const Filters& filters, const std::vector<StoredValue>& row);
bool is_behind(const Listing& asked, const Cursor& at);

// What fits and stands behind the cursor, to a page in its order.
template <class Found>
class PageOf {
public:
    PageOf(const Table& table, const Listing& asked) : table_(table), asked_(asked) {}
    void offer(const std::vector<StoredValue>& row, Found found) {
        const Cursor at = place_of(table_, asked_.order, row);
        if (fits(table_, asked_.filters, row) && is_behind(asked_, at))
            found_.emplace_back(std::pair{at.value, at.position}, std::move(found));
    }
    Listed<Found> take() {
        std::ranges::sort(found_, [this](const auto& a, const auto& b) {
            return asked_.order.rises ? a.first < b.first : a.first > b.first;
        });
        Listed<Found> page;
        if (found_.size() > asked_.limit) {
            found_.resize(asked_.limit);
            const auto& [value, position] = found_.back().first;
            page.next = format_cursor(asked_.order.letter, {.value = value, .position = position});
        }
        for (auto& [at, found] : found_) page.rows.push_back(std::move(found));
        return page;
    }

private:
    const Table& table_;
    const Listing& asked_;
    std::vector<std::pair<std::pair<std::int64_t, std::int64_t>, Found>> found_;
};

// How many of what fits have the same in the columns `by`, in their order.
class CountOf {
public:
    CountOf(const Table& table, Filters filters, std::span<const char* const> by)
        : table_(table), filters_(std::move(filters)), by_(by) {}
    void offer(const std::vector<StoredValue>& row);
    [[nodiscard]] std::vector<Counted> take() const;

private:
    const Table& table_;
    Filters filters_;
    std::span<const char* const> by_;
    std::map<std::vector<StoredValue>, std::int64_t> counts_;
};

// The cursor behind a row that was read.
template <class T>
std::string cursor_behind(const Listing& asked, const typename T::Row& row) {
    return format_cursor(asked.order.letter, place_of(table<T>(), asked.order, values_of<T>(row)));
}

}  // namespace pingli::store
