#include "reviews/shelver.hpp"

#include <algorithm>

namespace pingli::reviews {

namespace {

// As if nobody had a key yet: of a first import that is so, and asking for each key on its own is
// most of the work.
class NobodyKnown final : public app::PersonKeys {
public:
    Result<app::FoundKey> person_key(const ShopId&, const PersonId&) override {
        return app::FoundKey{};
    }
    Result<void> erase_persons(const ShopId&, const std::vector<PersonId>&) override {
        return refused();
    }
    Result<std::vector<std::pair<PersonId, app::FoundKey>>> person_keys(const ShopId&,
                                                                        const PersonId&) override {
        return refused();
    }
    Result<void> put_person_key(const ShopId&, const PersonId&, const app::FoundKey&) override {
        return refused();
    }

private:
    static std::unexpected<Error> refused() {
        return fail(ErrorCode::Invalid, "only keys are made here");
    }
};

}  // namespace

Result<void> Shelver::put(triage::Finding finding, const facts::Dossier& dossier) {
    if (finding.subject_id.empty()) return {};
    auto row = to_row(finding, dossier, shop_, target_.put_at);
    row.import_id = target_.import_id;
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
        NobodyKnown nobody;
        app::PersonKeys& known = some_are_known_ ? static_cast<app::PersonKeys&>(store_) : nobody;
        app::KeyRing keys{known, random_, target_.shop, app::Erased::StayErased};
        std::vector<app::ShelvedFinding> sealed = waiting_;
        for (app::ShelvedFinding& row : sealed) seal(row, keys);
        if (keys.fault()) return std::unexpected(*keys.fault());
        const auto added = store_.put_reviews(target_.shop, sealed, keys.take_new_keys());
        if (added) {
            added_ += *added;
            waiting_.clear();
            return {};
        }
        if (added.error().code != ErrorCode::VersionConflict || tries >= kShelvingTriesMax)
            return std::unexpected(added.error());
        some_are_known_ = true;
    }
}

}  // namespace pingli::reviews
