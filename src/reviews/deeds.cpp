#include "reviews/deeds.hpp"

#include <algorithm>
#include <utility>

#include "codec/case_events_json.hpp"
#include "reviews/limits.hpp"

namespace pingli::reviews {

namespace {

using app::DeedKind;

constexpr std::array<std::pair<Move, DeedKind>, kMoves.size()> kKinds{
    {{Move::Report, DeedKind::Reported},
     {Move::Answer, DeedKind::Answered},
     {Move::Leave, DeedKind::Left},
     {Move::Resume, DeedKind::TakenUp},
     {Move::Undo, DeedKind::Undone}}};

Move move_of(DeedKind kind) {
    const auto found = std::ranges::find(kKinds, kind, [](const auto& one) { return one.second; });
    return found == kKinds.end() ? Move::Resume : found->first;  // the end: stored past the program
}

Deed shown(DeedKind kind, Instant at, const UserId& by, const cases::Personal& text) {
    return {.move = move_of(kind), .at = at, .by = by, .text = text.text};
}

const std::string kBroughtOverKind = "deeds_brought_over";
const std::string kBroughtOverKey = "all";

cases::Personal said_of(const app::ReviewKey& key, const std::string& text) {
    if (text.empty()) return {};
    return {.person = person_of(key), .text = text, .erased = false};
}

// More than one only where the answers are so long that one event could not hold them.
std::vector<app::ReviewDeed> brought_over(const app::ShelfEntry& entry, app::Sealer& sealer,
                                          Instant now) {
    const app::ReviewKey& key = entry.finding.key;
    const app::ReviewMark& mark = entry.mark;
    const auto opened = mark.deeds.empty() ? std::nullopt : sealer.open(person_of(key), mark.deeds);
    const std::vector<Deed> known = read_deeds(opened.value_or(std::string{}));
    std::vector<app::ReviewDeed> events;
    std::size_t done = 0;
    do {
        app::ReviewDeed& event =
            events.emplace_back(app::ReviewDeed{.kind = DeedKind::BroughtOver,
                                                .at = now,
                                                .by = {.user = {}, .role = cases::Role::System},
                                                .case_id = mark.case_id,
                                                .state = mark.state,
                                                .since = mark.at,
                                                .since_by = mark.by});
        const std::size_t end = std::min(known.size(), done + kDeedsBroughtOverAtOnce);
        for (; done < end; ++done)
            event.earlier.push_back({.kind = kind_of(known[done].move),
                                     .at = known[done].at,
                                     .by = known[done].by,
                                     .text = said_of(key, known[done].text)});
    } while (done < known.size());
    return events;
}

Result<bool> bring_over(app::Store& store, const app::Random& random, const ShopId& shop,
                        const app::ShelfEntry& entry, Instant now) {
    if (entry.mark.version == 0) return false;
    app::KeyRing keys{store, random, shop, app::Erased::StayErased};
    if (!TRY(deeds_of(store, shop, entry.finding.key, keys)).empty()) return false;
    app::Change change =
        change_of(shop, entry.finding.key, {}, brought_over(entry, keys, now), keys);
    if (keys.fault()) return std::unexpected(*keys.fault());
    change.new_keys = keys.take_new_keys();
    TRY(store.append(std::move(change)));
    return true;
}

}  // namespace

DeedKind kind_of(Move move) {
    return std::ranges::find(kKinds, move, [](const auto& one) { return one.first; })->second;
}

app::ReviewMark after(app::ReviewMark mark, const app::ReviewDeed& deed) {
    ++mark.version;
    mark.deeds.clear();
    if (!deed.case_id.value().empty()) mark.case_id = deed.case_id;
    if (deed.kind == DeedKind::BroughtOver) {
        mark.state = deed.state;
        mark.at = deed.since;
        mark.by = deed.since_by;
        return mark;
    }
    mark.state = state_after(move_of(deed.kind), mark.state);
    mark.at = deed.at;
    mark.by = deed.by.user;
    return mark;
}

std::vector<Deed> shown_deeds(const std::vector<app::ReviewDeed>& deeds) {
    std::vector<Deed> out;
    for (const app::ReviewDeed& deed : deeds) {
        for (const app::EarlierDeed& one : deed.earlier)
            out.push_back(shown(one.kind, one.at, one.by, one.text));
        if (deed.kind != DeedKind::BroughtOver)
            out.push_back(shown(deed.kind, deed.at, deed.by.user, deed.text));
    }
    return out;
}

app::Change change_of(const ShopId& shop, const app::ReviewKey& key, const app::ReviewMark& before,
                      const std::vector<app::ReviewDeed>& deeds, app::Sealer& sealer) {
    app::Change change{.shop = shop,
                       .case_id = stream_of(key),
                       .expected_version = before.version,
                       .events = {},
                       .new_keys = {},
                       .request = {},
                       .row = {},
                       .search_text = {},
                       .ledger = {},
                       .mark = app::MarkedReview{.key = key, .mark = before}};
    for (const app::ReviewDeed& deed : deeds) {
        change.events.push_back({.type = std::string{cases::to_name(deed.kind)},
                                 .body = codec::encode_deed(deed, sealer)});
        change.mark->mark = after(std::move(change.mark->mark), deed);
    }
    return change;
}

Result<std::vector<app::ReviewDeed>> deeds_of(app::EventStore& store, const ShopId& shop,
                                              const app::ReviewKey& key, app::Sealer& sealer) {
    const auto events = store.read_case(shop, stream_of(key));
    std::vector<app::ReviewDeed> deeds;
    if (!events && events.error().code == ErrorCode::NotFound) return deeds;
    if (!events) return std::unexpected(events.error());
    for (const app::StoredEvent& event : *events)
        deeds.push_back(TRY(codec::decode_deed(event.body, sealer)));
    return deeds;
}

Result<app::ReviewMark> mark_of(app::EventStore& store, const ShopId& shop,
                                const app::ReviewKey& key, app::Sealer& sealer) {
    app::ReviewMark mark;
    for (const app::ReviewDeed& deed : TRY(deeds_of(store, shop, key, sealer)))
        mark = after(std::move(mark), deed);
    return mark;
}

Result<bool> are_deeds_events(app::Records& records) {
    const auto noted = records.get(kBroughtOverKind, kBroughtOverKey, Instant::min());
    if (!noted && noted.error().code != ErrorCode::NotFound) return std::unexpected(noted.error());
    return noted.has_value();
}

Result<std::int64_t> bring_deeds_over(app::Store& store, const app::Random& random, Instant now) {
    if (TRY(are_deeds_events(store))) return 0;
    std::int64_t rows = 0;
    for (const ShopId& shop : TRY(store.shops())) {
        app::ShelfQuery query;
        query.shop = shop;
        query.order = app::ShelfOrder::Newest;
        query.limit = app::kPageMax;
        do {
            const auto page = TRY(store.reviews(query));
            for (const app::ShelfEntry& entry : page.entries)
                if (TRY(bring_over(store, random, shop, entry, now))) ++rows;
            query.cursor = page.next;
        } while (!query.cursor.empty());
    }
    TRY(store.put(kBroughtOverKind, {.key = kBroughtOverKey, .bytes = "yes", .expires_at = {}},
                  app::Put::Always));
    return rows;
}

}  // namespace pingli::reviews
