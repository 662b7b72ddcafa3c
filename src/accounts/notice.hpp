// What others changed about somebody's account, kept until they have seen it. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace pingli::accounts {

struct Notice {
    enum class What : std::uint8_t {
        LinkMade,      // somebody made a link that sets a new password
        LinkUsed,      // the password was set with a link
        RolesChanged,  // in a shop
        ShutOut,       // of a shop
        LetIn,         // to a shop again
        Removed,       // from a shop
        TokenEnded,    // by somebody else
        AccountShut,   // by the operator
        AccountOpened,
        OperatorMade,
        OperatorEnded,
        SecondFactorMade,
        SecondFactorEnded,
        PasskeyMade,
        PasskeyEnded,
        PasskeyCopied,  // one was shown whose counter went back: another has its key
        RecoveryUsed,   // one of the codes for when the app is lost
        SessionsEnded,  // the one unused longest: one more than there may be began
    };
    What what{};
    Instant at;
    UserId by;    // empty: the operator, at the terminal
    ShopId shop;  // empty: of the whole account
    friend bool operator==(const Notice&, const Notice&) = default;
};
std::string_view to_text(Notice::What what);  // "link_made"

constexpr Duration kNoticesKeptFor = std::chrono::days{90};
constexpr std::size_t kNoticesShownMax = 50;

std::string encode(const Notice& notice);
std::optional<Notice> decode_notice(std::string_view bytes);

}  // namespace pingli::accounts
