#include "app/review_shelf.hpp"

#include <set>

#include "app/event_store.hpp"

namespace pingli::app {

Result<void> check(const std::vector<ShelvedFinding>& findings) {
    if (findings.size() > kShelvedAtOnceMax)
        return fail(ErrorCode::TooLarge, "put_reviews: more findings than are taken at once");
    std::set<ReviewKey> keys;
    for (const ShelvedFinding& finding : findings) {
        const ReviewKey& key = finding.key;
        for (const std::string* id : {&key.kind, &key.id, &finding.verdict})
            if (id->empty() || id->size() > kIdBytesMax)
                return fail(ErrorCode::Invalid, "put_reviews: an id is empty or too long");
        for (const std::string* name :
             {&finding.sku, &finding.courier, &finding.agent, &finding.import_id})
            if (name->size() > kShelvedNameBytesMax)
                return fail(ErrorCode::Invalid, "put_reviews: a name is too long");
        if (finding.list.size() > kShelvedListBytesMax ||
            finding.words.size() > kShelvedBodyBytesMax ||
            finding.body.size() > kShelvedBodyBytesMax)
            return fail(ErrorCode::TooLarge, "put_reviews: a finding is too large");
        if (!keys.insert(key).second)
            return fail(ErrorCode::Invalid, "put_reviews: a subject comes twice");
    }
    return {};
}

}  // namespace pingli::app
