#include "store/options.hpp"

#include <chrono>

namespace pingli::store {

Instant system_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace pingli::store
