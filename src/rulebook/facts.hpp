// Facts as a caller names them: a name and a value, or what was given in a value's place.

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "calendar/deadline.hpp"
#include "rulebook/rulebook.hpp"

namespace pingli::rulebook {

// A number as somebody wrote it (JSON): whether it is whole or decimal is the fact's business.
struct WrittenNumber {
    std::string text;
};
// What no fact can be (a list, an object that is no money): reported as of the wrong type.
struct Unusable {
    std::string got;
};
// A text also stands for a date, moment, time, duration, number or money written as in a rulebook,
// of a fact of such a type; money as people write it too; moments by default in the page's zone.
using Given = std::variant<Value, WrittenNumber, Unusable>;

class Facts {
public:
    // An absent fact is simply not set. A name set twice keeps the later value.
    Facts& set(std::string name, Given value);
    Facts& set(std::string name, const char* text) {
        return set(std::move(name), Given{Value{std::string{text}}});
    }
    [[nodiscard]] const std::vector<std::pair<std::string, Given>>& entries() const {
        return entries_;
    }
    [[nodiscard]] const Given* find(std::string_view name) const;  // nullptr: absent

    // The clock of a deadline, and of all that count the same time, stood still; each adds up.
    struct Stop {
        std::string deadline;
        calendar::Pause pause;
    };
    Facts& stop(std::string deadline, calendar::Pause pause);
    [[nodiscard]] const std::vector<Stop>& stops() const { return stops_; }

private:
    std::vector<std::pair<std::string, Given>> entries_;
    std::vector<Stop> stops_;
};

// The given as a value of `type`; nothing when it is of another type. In linear time.
std::optional<Value> to_value(const Given& given, Type type, const Zone& zone);
// How to show it to the one who gave it: cut to kGotMax code points.
constexpr std::size_t kGotMax = 80;
std::string to_text(const Given& given, const Zone& zone);

}  // namespace pingli::rulebook
