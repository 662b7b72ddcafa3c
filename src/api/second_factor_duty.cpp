#include "api/second_factor_duty.hpp"

#include <algorithm>

#include "api/answers.hpp"
#include "api/openapi.hpp"

namespace pingli::api {

namespace {

using accounts::Owed;

Result<Owed> owed_by(const Services& services, const SessionHolder& holder, Instant now) {
    return services.accounts.second_factor_owed(holder.account.id, holder.has_shown_second, now);
}

}  // namespace

Result<Owed> owed_to_server(const Services& services, const SessionHolder& holder, Instant now) {
    if (!accounts::is_about(services.second_factor_rule, holder.account)) return Owed::Nothing;
    return owed_by(services, holder, now);
}

Result<Owed> owed_to_shop(const Services& services, const SessionHolder& holder,
                          const accounts::Membership& place, Instant now) {
    if (!accounts::is_staff(place)) return Owed::Nothing;
    if (!TRY(services.shops.demands_second_factor(place.shop, now))) return Owed::Nothing;
    return owed_by(services, holder, now);
}

std::optional<http::Response> refuse_owing(const Result<Owed>& owed, const http::Request& request) {
    if (!owed) return from_error(owed.error());
    if (*owed == Owed::Nothing) return std::nullopt;
    const auto open_to = before_second_factor(request.method, request.route);
    const bool is_open = open_to == BeforeSecondFactor::Always ||
                         (*owed == Owed::SetUp && open_to == BeforeSecondFactor::ToSetUp);
    if (is_open) return std::nullopt;
    return second_factor_required(*owed);
}

std::optional<http::Response> refuse_owing_anywhere(const Services& services,
                                                    const Visitor& visitor,
                                                    const http::Request& request) {
    if (!visitor.has_session) return std::nullopt;
    const Instant now = services.now();
    const SessionHolder holder = holder_of(visitor);
    // Who has shown one need not be asked of every shop.
    if (const auto owed = owed_by(services, holder, now); owed && *owed == Owed::Nothing)
        return std::nullopt;
    for (const accounts::Membership& place : visitor.caller.account.memberships)
        if (auto refused = refuse_owing(owed_to_shop(services, holder, place, now), request))
            return refused;
    return std::nullopt;
}

}  // namespace pingli::api
