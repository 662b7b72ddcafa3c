// Result<T>: the value, or why the operation failed. Carries operating errors (disk, database,
// network, a file that cannot be read). What the domain says no to is not an error and has its own
// type; many faults in one input are Problems (base/problem.hpp).

#pragma once

#include <expected>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "base/said.hpp"

namespace pingli {

enum class ErrorCode {
    NotFound,
    Invalid,
    TooLarge,
    VersionConflict,
    KeyReused,  // an idempotency key that came before with another request
    Unavailable,
    Corrupt
};

struct Error {
    ErrorCode code;
    std::string context;  // For the operator's log; never shown to a party of the case.
    std::shared_ptr<const Said> told{};  // For whoever asked; null: nothing but the code.
};

// Derived only to be [[nodiscard]]: a std::expected may be dropped in silence.
template <class T>
class [[nodiscard]] Result : public std::expected<T, Error> {
public:
    using std::expected<T, Error>::expected;
};

inline std::unexpected<Error> fail(ErrorCode code, std::string context) {
    return std::unexpected<Error>{Error{.code = code, .context = std::move(context)}};
}

// What whoever asked is told too: what stands against it, or which limit.
inline std::unexpected<Error> fail(ErrorCode code, Said told) {
    return std::unexpected<Error>{Error{.code = code,
                                        .context = english(told),
                                        .told = std::make_shared<const Said>(std::move(told))}};
}

// What went wrong, for whoever may be told of it: an error that nobody worded for them, in English.
inline Said said_of(const Error& error) {
    return error.told ? *error.told : Said{error.context};
}

namespace detail {

template <class T, class E>
T take(std::expected<T, E>& r) {
    if constexpr (!std::is_void_v<T>) return std::move(*r);
}

}  // namespace detail

}  // namespace pingli

// TRY(expression): the value of `expression`, or return its error from the calling function.
// A GNU statement expression, as in SerenityOS. Not nested: -Wshadow says so. Never with co_await.
#define TRY(expression)                                               \
    __extension__({                                                   \
        auto try_result_ = (expression);                              \
        if (!try_result_.has_value()) [[unlikely]]                    \
            return ::std::unexpected(std::move(try_result_.error())); \
        ::pingli::detail::take(try_result_);                          \
    })
