#include "store/postgres_url.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <memory>
#include <ranges>
#include <string_view>

namespace pingli::store::postgres {

namespace {

struct Free {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, Free>;

// Empty when it is not said.
std::string_view value_of(const Options& options, std::string_view keyword) {
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option)
        if (option->keyword == keyword && option->val != nullptr) return option->val;
    return {};
}

bool is_loopback(std::string_view host) {
    return host == "::1" || (host.starts_with("127.") &&
                             host.find_first_not_of("0123456789.") == std::string_view::npos);
}

bool is_this_machine(std::string_view host) {
    return host.empty() || host.starts_with('/') || host.starts_with('@') || host == "localhost" ||
           is_loopback(host);
}

// libpq tries several, with commas between.
bool are_this_machine(std::string_view hosts) {
    return std::ranges::all_of(std::views::split(hosts, ','), [](const auto& part) {
        return is_this_machine(std::string_view{part.begin(), part.end()});
    });
}

// What the URL leaves out, libpq takes from the environment. A service file names hosts that are
// not known here.
bool is_all_on_this_machine(const Options& said, const Options& defaults) {
    const auto either = [&](std::string_view keyword) {
        const std::string_view value = value_of(said, keyword);
        return value.empty() ? value_of(defaults, keyword) : value;
    };
    return are_this_machine(either("host")) && are_this_machine(either("hostaddr")) &&
           either("service").empty();
}

}  // namespace

Result<std::string> sslmode_for(const std::string& url) {
    const Options options{PQconninfoParse(url.c_str(), nullptr)};
    if (!options)
        return fail(ErrorCode::Invalid, "postgres: expected a URL as PostgreSQL's libpq reads it");
    const Options defaults{PQconndefaults()};
    if (!defaults) return fail(ErrorCode::Unavailable, "postgres: no memory");
    if (is_all_on_this_machine(options, defaults)) return std::string{"prefer"};
    const std::string_view mode = value_of(options, "sslmode");
    if (mode.empty() || mode == "verify-full" || mode == "verify-ca")
        return std::string{"verify-full"};
    return fail(ErrorCode::Invalid,
                "postgres: a server on another machine is spoken to by TLS with a checked "
                "certificate: expected sslmode=verify-full (or verify-ca) in the URL, or none");
}

}  // namespace pingli::store::postgres
