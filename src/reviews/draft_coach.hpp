// What must not be said in an answer, or not so (replies/check.hpp), for the finding that it
// answers.

#pragma once

#include <optional>
#include <string>

#include "engines/engines.hpp"
#include "replies/check.hpp"
#include "reviews/limits.hpp"
#include "reviews/shelved.hpp"

namespace pingli::reviews {

class DraftCoach {
public:
    DraftCoach(engines::Engines& engines, const rulebook::Library& library)
        : engines_(engines), library_(library) {}
    // `draft` is valid UTF-8. Without a body: against the default policy and no records.
    Result<replies::DraftCheck> check(const std::string& draft,
                                      const std::optional<ReviewBody>& body, Instant now);

private:
    engines::Engines& engines_;
    const rulebook::Library& library_;
};

}  // namespace pingli::reviews
