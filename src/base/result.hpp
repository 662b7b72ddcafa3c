// Result<T>: the value, or why the operation failed. Carries operating errors (disk, database,
// network, a file that cannot be read). What the domain says no to is not an error and has its own
// type; many faults in one input are Problems (base/problem.hpp).

#pragma once

#include <expected>
#include <string>
#include <type_traits>
#include <utility>

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
