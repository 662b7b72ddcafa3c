#include "store/options.hpp"

#include <chrono>

namespace pingli::store {

Instant system_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::unexpected<Error> older_schema(std::int64_t found, std::int64_t wanted) {
    return fail(ErrorCode::Invalid,
                "the database is of an older program (schema " + std::to_string(found) + " of " +
                    std::to_string(wanted) +
                    ") and is not changed by what only reads: bring it up to date first, by "
                    "`pingli rebuild` or by starting the server");
}

}  // namespace pingli::store
