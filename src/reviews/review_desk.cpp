#include "reviews/review_desk.hpp"

#include <utility>

#include "cases/sight.hpp"
#include "codec/each_text.hpp"
#include "reviews/deeds.hpp"

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

app::ReviewDeed event_of(const app::ShelfEntry& entry, const ReviewDesk::Doing& doing) {
    const Deed& deed = doing.deed;
    const app::ReviewMark& before = entry.mark;
    const bool undoes = deed.move == Move::Resume && before.by == deed.by && before.at &&
                        deed.at - *before.at <= kUndoneWithin;
    app::ReviewDeed event{.kind = undoes ? app::DeedKind::Undone : kind_of(deed.move),
                          .at = deed.at,
                          .by = {.user = deed.by, .role = doing.role},
                          .case_id = doing.case_id};
    if (!deed.text.empty())
        event.text = {.person = person_of(entry.finding.key), .text = deed.text, .erased = false};
    return event;
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
    auto deeds = shown_deeds(TRY(deeds_of(store_, shop, key, keys)));
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
        if (entry.mark.version >= static_cast<std::int64_t>(kDeedsMax))
            return fail(ErrorCode::TooLarge, "more was done with it than is kept");
        app::Change change = change_of(shop, key, entry.mark, {event_of(entry, doing)}, keys);
        if (keys.fault()) return std::unexpected(*keys.fault());
        change.new_keys = keys.take_new_keys();
        app::ReviewMark mark = change.mark->mark;
        const auto done = store_.append(std::move(change));
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
