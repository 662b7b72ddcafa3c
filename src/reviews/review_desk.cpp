#include "reviews/review_desk.hpp"

#include <utility>

#include "cases/sight.hpp"
#include "codec/each_text.hpp"

namespace pingli::reviews {

namespace {

ShownRow show(app::ShelfEntry entry, app::Sealer& sealer) {
    RowFacts facts = facts_of(entry.finding);
    auto words = words_of(entry.finding, sealer);
    return {.entry = std::move(entry),
            .facts = std::move(facts),
            .words = std::move(words),
            .filed_at = {},
            .is_draft = false};
}

// What was done; nothing to read when the person was erased.
std::string deeds_of(const app::ShelfEntry& entry, app::Sealer& sealer) {
    if (entry.mark.deeds.empty()) return {};
    return sealer.open(person_of(entry.finding.key), entry.mark.deeds).value_or(std::string{});
}

// What would be noted of it could not be read again.
const Bilingual kErased{
    .zh = "该买家的个人信息已删除，不能再处理这一条。",
    .en = "This buyer's personal data was erased; nothing more is done with this one."};

void veil_over(ShownReview& shown, const cases::Veil& veil) {
    const auto over = [&](std::string& text) { text = veil.over(std::move(text)); };
    if (shown.row.words) {
        over(shown.row.words->excerpt);
        over(shown.row.words->buyer);
    }
    for (Deed& deed : shown.deeds) over(deed.text);
    if (!shown.body) return;
    over(shown.body->text);
    over(shown.body->followup);
    for (std::string* json : {&shown.body->finding, &shown.body->dossier})
        *json = codec::each_text(*json, over);
}

}  // namespace

Result<void> ReviewDesk::look_at_case(const ShopId& shop, ShownReview& shown) {
    const app::ReviewKey& key = shown.row.entry.finding.key;
    if (const CaseId& id = shown.row.entry.mark.case_id; !id.value().empty()) {
        const auto loaded = TRY(cases_.load(shop, id));
        shown.row.is_draft = loaded->state.phase == cases::Phase::Draft;
        if (loaded->state.filed_at != Instant{}) shown.row.filed_at = loaded->state.filed_at;
    }
    for (const cases::Veil& one : TRY(masks_.veils_of(shop, key.id, shown.row.facts.order)))
        veil_over(shown, one);
    return {};
}

Result<ShownPage> ReviewDesk::page(const app::ShelfQuery& query) {
    app::ShelfPage page = TRY(store_.reviews(query));
    app::KeyRing keys{store_, random_, query.shop};
    ShownPage out{.rows = {}, .next = std::move(page.next)};
    for (app::ShelfEntry& entry : page.entries) {
        ShownReview shown{.row = show(std::move(entry), keys), .body = {}, .deeds = {}};
        TRY(look_at_case(query.shop, shown));
        out.rows.push_back(std::move(shown.row));
    }
    if (keys.fault()) return std::unexpected(*keys.fault());
    return out;
}

Result<ShownReview> ReviewDesk::find(const ShopId& shop, const app::ReviewKey& key) {
    app::ShelfEntry entry = TRY(store_.review(shop, key));
    app::KeyRing keys{store_, random_, shop};
    auto body = body_of(entry.finding, keys);
    auto deeds = read_deeds(deeds_of(entry, keys));
    ShownReview out{
        .row = show(std::move(entry), keys), .body = std::move(body), .deeds = std::move(deeds)};
    if (keys.fault()) return std::unexpected(*keys.fault());
    TRY(look_at_case(shop, out));
    return out;
}

Result<ReviewDesk::Noted> ReviewDesk::note(const ShopId& shop, const app::ReviewKey& key,
                                           const Doing& doing) {
    for (int tries = 1;; ++tries) {
        app::ShelfEntry entry = TRY(store_.review(shop, key));
        if (auto why = why_not(doing.deed.move, entry, doing.powers))
            return Noted{std::unexpected(std::move(*why))};
        app::KeyRing keys{store_, random_, shop, app::Erased::StayErased};
        if (keys.is_erased(person_of(key))) return Noted{std::unexpected(kErased)};
        std::string deeds = deeds_of(entry, keys);
        if (entry.mark.version >= static_cast<std::int64_t>(kDeedsMax))
            return fail(ErrorCode::TooLarge, "more was done with it than is kept");
        app::ReviewMark mark = entry.mark;
        ++mark.version;
        mark.state = state_after(doing.deed.move, entry.mark.state);
        mark.at = doing.deed.at;
        mark.by = doing.deed.by;
        if (!doing.case_id.value().empty()) mark.case_id = doing.case_id;
        mark.deeds = keys.seal(person_of(key), add_deed(std::move(deeds), doing.deed));
        if (keys.fault()) return std::unexpected(*keys.fault());
        const auto done = store_.mark_review(shop, key, mark);
        if (done) {
            entry.mark = std::move(mark);
            ShownReview shown{.row = show(std::move(entry), keys), .body = {}, .deeds = {}};
            TRY(look_at_case(shop, shown));
            return Noted{std::move(shown.row)};
        }
        if (done.error().code != ErrorCode::VersionConflict || tries >= kMarkTriesMax)
            return std::unexpected(done.error());
    }
}

}  // namespace pingli::reviews
