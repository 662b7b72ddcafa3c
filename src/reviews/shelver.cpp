#include "reviews/shelver.hpp"

#include <algorithm>

namespace pingli::reviews {

Result<void> Shelver::put(triage::Finding finding, const facts::Dossier& dossier) {
    if (finding.subject_id.empty()) return {};
    auto row = to_row(finding, dossier, shop_, put_at_);
    const auto same = std::ranges::find(waiting_, row.key, &app::ShelvedFinding::key);
    if (same != waiting_.end()) {
        *same = std::move(row);  // the last one counts, as on the shelf itself
        return {};
    }
    waiting_.push_back(std::move(row));
    return waiting_.size() < kShelvedTogether ? Result<void>{} : finish();
}

Result<void> Shelver::finish() {
    if (waiting_.empty()) return {};
    for (int tries = 1;; ++tries) {
        app::KeyRing keys{store_, random_, id_};
        std::vector<app::ShelvedFinding> sealed = waiting_;
        for (app::ShelvedFinding& row : sealed) seal(row, keys);
        if (keys.fault()) return std::unexpected(*keys.fault());
        const auto added = store_.put_reviews(id_, sealed, keys.take_new_keys());
        if (added) {
            added_ += *added;
            waiting_.clear();
            return {};
        }
        if (added.error().code != ErrorCode::VersionConflict || tries >= kShelvingTriesMax)
            return std::unexpected(added.error());
    }
}

}  // namespace pingli::reviews
