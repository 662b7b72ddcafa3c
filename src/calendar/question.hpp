// A question about a deadline as people write it: texts, read into a request, with what was left
// open kept apart, so that an answer can say what it assumed (X11).

#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "calendar/deadline.hpp"
#include "calendar/explain.hpp"

namespace pingli::calendar {

struct WrittenQuestion {
    std::string from;                // a time, or a bare date: its 00:00:00
    std::string period;              // "3 working days"
    std::string ends;                // "end of day", "same-time" …; empty: the unit's default
    std::vector<std::string> pause;  // FROM/TO each
    bool states_calendar = false;
    bool states_zone = false;
};

struct Question {
    Instant from;
    Period period;
    Ends ends{};
    std::vector<Pause> pauses;
    Stated stated;
    // Good as long as the question is.
    [[nodiscard]] Request request() const {
        return {.from = from, .period = period, .ends = ends, .pauses = pauses};
    }
};

// The problem names a field of WrittenQuestion.
std::expected<Question, Problem> read_question(const WrittenQuestion& written, const Zone& zone);

}  // namespace pingli::calendar
