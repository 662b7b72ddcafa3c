// A statement put together from what a query asks, with its values in their order. Its text is kept
// for ever, once for each form, since connections keep statements under the address of their text:
// what is asked for stands in parameters only, so that there are few forms.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pingli::store {

class SqlText {
public:
    // `written(n)` is how the technology writes its n-th parameter, from 1.
    using Parameter = std::string (*)(int);
    explicit SqlText(Parameter written) : parameter_(written) {}

    SqlText& add(std::string_view text);
    SqlText& value(std::string_view text);  // what is bound must outlive this
    SqlText& value(std::int64_t number);
    // " AND CONDITION ?", where there is a value; CONDITION ends in its operator.
    SqlText& where(std::string_view condition, const std::optional<std::string>& text);
    SqlText& where(std::string_view condition, std::optional<std::int64_t> number);

    [[nodiscard]] const char* text() const;
    template <class Out>
    void bind(Out& out) const {
        for (const auto& one : values_) std::visit([&](const auto& value) { out << value; }, one);
    }

private:
    void parameter();

    Parameter parameter_;
    std::string sql_;
    std::vector<std::variant<std::int64_t, std::string_view>> values_;
};

}  // namespace pingli::store
