#include "api/second_factor_duty.hpp"

#include "api/answers.hpp"
#include "api/openapi.hpp"

namespace pingli::api {

namespace {

using accounts::Owed;

Result<Owed> owed_by(const Services& services, const SessionHolder& holder, Instant now) {
    return services.accounts.second_factor_owed(holder.account.id, holder.has_shown_second, now);
}

Result<Owed> owed_to_any_shop(const Services& services, const SessionHolder& holder, Instant now) {
    // Who has shown one need not be asked of every shop.
    if (TRY(owed_by(services, holder, now)) == Owed::Nothing) return Owed::Nothing;
    for (const accounts::Membership& place : holder.account.memberships) {
        const auto owed = owed_to_shop(services, holder, place, now);
        if (!owed && owed.error().code == ErrorCode::NotFound) continue;  // it asks nothing more
        if (TRY(owed) != Owed::Nothing) return owed;
    }
    return Owed::Nothing;
}

// Of a shop in which the visitor has no place, as of no shop: more is refused, not less.
Result<Owed> owed_to_shops(const Services& services, const Visitor& visitor,
                           const http::Request& request, Instant now) {
    const SessionHolder holder = holder_of(visitor);
    const ShopId shop{std::string{http::path_value(request, "shop")}};
    const accounts::Membership* place = visitor.caller.membership(shop);
    return place != nullptr ? owed_to_shop(services, holder, *place, now)
                            : owed_to_any_shop(services, holder, now);
}

std::optional<http::Response> refusal(const Result<Owed>& owed) {
    if (!owed) return from_error(owed.error());
    if (*owed == Owed::Nothing) return std::nullopt;
    return second_factor_required(*owed);
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

std::optional<http::Response> refuse_owing(const Services& services, const Visitor& visitor,
                                           const http::Request& request) {
    if (!visitor.has_session) return std::nullopt;
    const auto open_to = before_second_factor(request.method, request.route);
    if (open_to == BeforeSecondFactor::Always) return std::nullopt;
    const Instant now = services.now();
    const auto is_set_up = [open_to](const Result<Owed>& owed) {
        return open_to == BeforeSecondFactor::ToSetUp && owed && *owed == Owed::SetUp;
    };
    const auto to_server = owed_to_server(services, holder_of(visitor), now);
    if (is_set_up(to_server)) return std::nullopt;
    if (auto refused = refusal(to_server)) return refused;
    if (open_to == BeforeSecondFactor::IfAShopAsks) return std::nullopt;
    const auto to_shops = owed_to_shops(services, visitor, request, now);
    return is_set_up(to_shops) ? std::nullopt : refusal(to_shops);
}

}  // namespace pingli::api
