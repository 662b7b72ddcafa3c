// The store that a URL names.

#pragma once

#include <memory>
#include <string>

#include "app/event_store.hpp"
#include "store/options.hpp"

namespace pingli::server {

// "sqlite:PATH" or "postgres://…" (also "postgresql://…"). Fails with Invalid for other forms.
Result<std::unique_ptr<app::Store>> open_store(const std::string& url, store::Options options);

// The same, of one that is whole: Invalid where an import has not come to its end.
Result<std::unique_ptr<app::Store>> open_whole_store(const std::string& url,
                                                     store::Options options);

}  // namespace pingli::server
