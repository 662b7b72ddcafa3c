// What follows from the declaration of a row (app/table_column.hpp) for any store: its columns and
// their types, the values of a row in the form in which they are stored, and a row read back. The
// tables themselves stand in store/tables.hpp.
//
// A declared table is a struct with
//
//   using Row        what is read
//   kName, kScope    of the table; of the first column of its key, which rows do not name: "shop"
//   kPlace           where rows are listed: the column that parts equals and orders them otherwise
//   kFacetIndex      what counts under a filter read: rows are long, and no planner knows how much
//                    it saves not to read them
//   kIndexes, kIsWide
//   each(row, v)     of a Row, and of whatever has its members when it is written

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "app/event_store.hpp"
#include "app/table_column.hpp"
#include "base/strong.hpp"
#include "store/cursor.hpp"

namespace pingli::store {

enum class FieldType : std::uint8_t { Text, Bytes, Integer, Bigint };

struct TableIndex {
    const char* name;
    const char* columns;
    bool is_unique = false;
};

struct TableField {
    app::TableColumn column;
    FieldType type;
    bool is_nullable;
};

struct Table {
    const char* name;
    const char* scope;  // empty: none
    const char* place;  // empty: rows are not listed
    const char* facet_index;
    std::span<const TableIndex> indexes;
    bool is_wide;  // rows are too long to stand in the index of their key
    std::vector<TableField> fields;

    [[nodiscard]] bool has_scope() const { return *scope != '\0'; }
    [[nodiscard]] std::size_t at(std::string_view column) const;
};

// Which columns: of a statement, of what is read.
using Wanted = bool (*)(const app::TableColumn& column);
inline bool all_columns(const app::TableColumn&) {
    return true;
}
inline bool page_columns(const app::TableColumn& column) {
    return column.kept != app::ColumnKept::SealedAside;
}
inline bool put_columns(const app::TableColumn& column) {
    return column.is == app::ColumnIs::Put;
}
inline bool put_and_key_columns(const app::TableColumn& column) {
    return column.is == app::ColumnIs::Key || column.is == app::ColumnIs::Put;
}
inline bool all_but_born(const app::TableColumn& column) {
    return column.is != app::ColumnIs::Born;
}
inline bool mark_columns(const app::TableColumn& column) {
    return column.is == app::ColumnIs::Mark;
}

// --- values as they are stored ---

struct StoredBytes {
    std::string_view bytes;
    friend auto operator<=>(const StoredBytes&, const StoredBytes&) = default;
};
// Borrowed from the row. Nothing: NULL.
using StoredValue = std::variant<std::monostate, std::int64_t, std::string_view, StoredBytes>;

inline std::string_view view(const app::Hash& hash) {
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

inline StoredValue stored(const app::TableColumn& column, const std::string& text) {
    if (column.kept == app::ColumnKept::Plain) return std::string_view{text};
    return StoredBytes{text};
}
template <class Tag>
StoredValue stored(const app::TableColumn&, const Strong<Tag, std::string>& id) {
    return std::string_view{id.value()};
}
inline StoredValue stored(const app::TableColumn&, const app::Hash& hash) {
    return StoredBytes{view(hash)};
}
inline StoredValue stored(const app::TableColumn&, bool flag) {
    return std::int64_t{flag ? 1 : 0};
}
inline StoredValue stored(const app::TableColumn&, int number) {
    return std::int64_t{number};
}
inline StoredValue stored(const app::TableColumn&, std::int64_t number) {
    return number;
}
inline StoredValue stored(const app::TableColumn&, Instant at) {
    return seconds(at);
}
inline StoredValue stored(const app::TableColumn& column, const std::optional<Instant>& at) {
    if (column.kept == app::ColumnKept::Due) return due_seconds(at);
    if (!at) return std::monostate{};
    return seconds(*at);
}

template <class T>
constexpr FieldType type_of(const app::TableColumn& column, const T&) {
    if constexpr (std::is_same_v<T, std::string>)
        return column.kept == app::ColumnKept::Plain ? FieldType::Text : FieldType::Bytes;
    if constexpr (std::is_same_v<T, app::Hash>) return FieldType::Bytes;
    if constexpr (std::is_same_v<T, int>) return FieldType::Integer;
    if constexpr (requires(const T& v) { v.value().size(); }) return FieldType::Text;
    return FieldType::Bigint;
}

// --- from the declaration ---

class FieldGathering {
public:
    explicit FieldGathering(std::vector<TableField>& into) : into_(into) {}
    template <class T>
    void operator()(const app::TableColumn& column, const T& value) {
        const bool is_nullable =
            std::is_same_v<T, std::optional<Instant>> && column.kept != app::ColumnKept::Due;
        into_.push_back({column, type_of(column, value), is_nullable});
    }

private:
    std::vector<TableField>& into_;
};

template <class T>
const Table& table() {
    static const Table made = [] {
        Table table{.name = T::kName,
                    .scope = T::kScope,
                    .place = T::kPlace,
                    .facet_index = T::kFacetIndex,
                    .indexes = T::kIndexes,
                    .is_wide = T::kIsWide,
                    .fields = {}};
        const typename T::Row row{};
        FieldGathering gathering{table.fields};
        T::each(row, gathering);
        return table;
    }();
    return made;
}

class ValueGathering {
public:
    ValueGathering(Wanted wanted, std::vector<StoredValue>& into) : wanted_(wanted), into_(into) {}
    template <class T>
    void operator()(const app::TableColumn& column, const T& value) {
        if (wanted_(column)) into_.push_back(stored(column, value));
    }

private:
    Wanted wanted_;
    std::vector<StoredValue>& into_;
};

// In the order of the columns.
template <class T, class Row>
std::vector<StoredValue> values_of(const Row& row, Wanted wanted = all_columns) {
    std::vector<StoredValue> values;
    ValueGathering gathering{wanted, values};
    T::each(row, gathering);
    return values;
}

// A row that was found: integer(i), text(i), bytes(i), is_null(i) of its columns from 0.
template <class Found>
class RowReader {
public:
    RowReader(const Found& found, Wanted wanted) : found_(found), wanted_(wanted) {}
    template <class T>
    void operator()(const app::TableColumn& column, T& into) {
        if (wanted_(column)) read(column, at_++, into);
    }
    [[nodiscard]] bool is_damaged() const { return is_damaged_; }

private:
    void read(const app::TableColumn& column, int at, std::string& into) {
        into = column.kept == app::ColumnKept::Plain ? found_.text(at) : found_.bytes(at);
    }
    template <class Tag>
    void read(const app::TableColumn&, int at, Strong<Tag, std::string>& into) {
        into = Strong<Tag, std::string>{found_.text(at)};
    }
    void read(const app::TableColumn&, int at, bool& into) { into = found_.integer(at) != 0; }
    void read(const app::TableColumn&, int at, int& into) {
        into = static_cast<int>(found_.integer(at));
    }
    void read(const app::TableColumn&, int at, std::int64_t& into) { into = found_.integer(at); }
    void read(const app::TableColumn&, int at, Instant& into) {
        into = instant(found_.integer(at));
    }
    void read(const app::TableColumn& column, int at, std::optional<Instant>& into) {
        if (column.kept == app::ColumnKept::Due) {
            into = due_instant(found_.integer(at));
        } else if (!found_.is_null(at)) {
            into = instant(found_.integer(at));
        }
    }
    void read(const app::TableColumn&, int at, app::Hash& into) {
        const std::string bytes = found_.bytes(at);
        if (bytes.size() != into.size()) {
            is_damaged_ = true;
            return;
        }
        for (std::size_t i = 0; i < into.size(); ++i)
            into[i] = static_cast<unsigned char>(bytes[i]);
    }

    const Found& found_;
    Wanted wanted_;
    int at_ = 0;
    bool is_damaged_ = false;
};

template <class T, class Found>
Result<typename T::Row> read_row(const Found& found, Wanted wanted = all_columns) {
    typename T::Row row{};
    RowReader reader{found, wanted};
    T::each(row, reader);
    if (reader.is_damaged()) return fail(ErrorCode::Corrupt, "a hash has not 32 bytes");
    return row;
}

}  // namespace pingli::store
