// Promises not to do it: 不补我也不会给差评, 我从来不给差评, 我不是那种不补就差评的人,
// 差评我是不会给的. A reader of surface signs, as grammar.hpp is.

#pragma once

#include <optional>
#include <string_view>

#include "text/conversation_marks.hpp"

namespace pingli::text {

bool is_denial(char32_t letter);  // 不 没 冇 唔

// 不给, 没补 … in the first letters of a clause: where the denial begins and the verb ends. Not
// 给不给, 能不能.
struct DeniedGiving {
    std::size_t start = 0;
    std::size_t end = 0;  // 0: there is none
};
DeniedGiving denied_giving(std::string_view clause);

// Whether a condition is that something is not given, or whatever happens: 不补, 就算不补, 不管.
bool is_of_refusal(std::string_view condition);

// 我不会因为没红包就…, 我不是那种不补就…: the writer's own will is denied before the act.
bool denies_will(std::string_view before_act);

// 差评我是不会给的. Not 差评就不给了: what changes has its price.
bool is_denied_behind(std::string_view behind_act);

// 我从来不给差评, 答应您不给差评: the act itself is what is not given. Where nobody but the one who
// is to give the benefit stands before it, it is a condition: 20块都不给差评, 不给一星走起. `from`
// is where the clause of `denied` begins.
bool denies_act(const TurnView& view, std::size_t from, const DeniedGiving& denied,
                const Sign& act);

// Where in [from, act) the denial begins that says that the act will not be done: 不补也[不会给].
std::optional<std::size_t> promise_before(std::string_view text, std::size_t from, std::size_t act);

}  // namespace pingli::text
