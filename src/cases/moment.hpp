// For this folder only: what every subject's part of decide is given. A subject's file holds both
// the `carry_out` of its commands (decide) and the `apply` of its events (evolve).

#pragma once

#include "cases/decide.hpp"
#include "cases/limits.hpp"

namespace pingli::cases {

struct Moment {
    const Case& c;
    const Actor& actor;
    const Rules& rules;
    Instant now;

    [[nodiscard]] Side side() const { return side_of(actor.role); }
    [[nodiscard]] Personal personal(std::string text) const {
        return {.person = c.opening.person, .text = std::move(text)};
    }
    [[nodiscard]] Event event(Happening what) const {
        return {.what = std::move(what), .by = actor, .at = now};
    }
    template <class... Happenings>
    [[nodiscard]] Events events(Happenings... what) const {
        Events out;
        (out.push_back(event(std::move(what))), ...);
        return out;
    }
};

// Refuses by the first text of `texts` that is empty or too long.
struct NamedText {
    NamedText(std::string_view the_name, const std::string& the_text)
        : name(the_name), text(the_text) {}
    std::string_view name;
    const std::string& text;
};
Checked check_texts(std::initializer_list<NamedText> texts);

// Who acted as an officer before any appeal may not rule on it.
void note_officer(Case& c, const Event& event);

}  // namespace pingli::cases
