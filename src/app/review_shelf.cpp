#include "app/review_shelf.hpp"

#include <set>

#include "app/event_store.hpp"

namespace pingli::app {

std::optional<ReviewKey> review_of(const CaseId& stream) {
    if (kind_of(stream) != StreamKind::Review) return std::nullopt;
    const std::string& name = stream.value();
    const std::size_t slash = name.find('/');
    const std::size_t colon = name.find(':', slash);
    if (colon == std::string::npos) return std::nullopt;
    return ReviewKey{.kind = name.substr(slash + 1, colon - slash - 1),
                     .id = name.substr(colon + 1)};
}

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
