#include "server/second_factor_default.hpp"

#include "server/reach.hpp"

namespace pingli::server {

namespace {

using accounts::SecondFactorRule;

const std::string kKind = "server";
const std::string kKey = "second_factor";
const std::string kByReach = "leaders_where_others_reach_it";

}  // namespace

Result<SecondFactorRule> second_factor_rule(const ServeOptions& options, app::Store& store,
                                            accounts::Accounts& accounts, Instant now) {
    // Nobody has an account yet.
    const bool is_new = TRY(accounts.all()).empty();
    if (is_new) TRY(store.put(kKind, {.key = kKey, .bytes = kByReach}, app::Put::Always));
    if (options.second_factor) return *options.second_factor;
    const auto begun_with = store.get(kKind, kKey, now);
    if (!begun_with && begun_with.error().code != ErrorCode::NotFound)
        return std::unexpected{begun_with.error()};
    const bool is_by_reach = begun_with && begun_with->bytes == kByReach;
    return is_by_reach && is_reached_by_others(options) ? SecondFactorRule::Leaders
                                                        : SecondFactorRule::Nobody;
}

std::string told_of(SecondFactorRule rule) {
    switch (rule) {
        case SecondFactorRule::Nobody:
            return "nobody must have a second factor (--second-factor leaders, or staff)";
        case SecondFactorRule::Leaders:
            return "owners, supervisors and operators must have a second factor (--second-factor)";
        case SecondFactorRule::Staff:
            return "everybody but customers must have a second factor (--second-factor)";
    }
    return {};
}

}  // namespace pingli::server
