#include "store/verify.hpp"

#include <map>
#include <unordered_map>

#include "store/chain.hpp"
#include "store/plan.hpp"

namespace pingli::store {

namespace {

// `one` and `many` are the codes for one lost position and for several.
Said lost(std::string_view one, std::string_view many, std::int64_t first, std::int64_t last) {
    return first == last ? say(one, first) : say(many, first, last);
}

class Walk {
public:
    Walk(const ShopId& shop, const std::optional<app::Head>& expected)
        : shop_(shop), expected_(expected) {
        verdict_.head.shop = shop;
    }

    void event(const app::StoredEvent& event) {
        app::Head& at = verdict_.head;
        const bool follows = event.position == at.position + 1;
        if (!follows)
            add(FaultKind::Lost, at.position + 1,
                lost("audit.lost_one", "audit.lost", at.position + 1, event.position - 1));
        const app::Hash hash = chain_hash(at.hash, link_of(shop_, event));
        if (follows && hash != event.hash)
            add(FaultKind::Changed, event.position,
                say("audit.changed", event.position, event.case_id.value()));
        check_version(event);
        at.position = event.position;
        at.hash = event.hash;
        ++verdict_.events;
        if (expected_ && expected_->position == event.position && expected_->hash != event.hash)
            add(FaultKind::NotExpected, event.position, say("audit.not_expected", event.position));
    }

    void end(const std::optional<app::Head>& stored) {
        const app::Head& at = verdict_.head;
        if (expected_ && expected_->position > at.position)
            add(FaultKind::LostTail, at.position + 1,
                lost("audit.lost_expected_one", "audit.lost_expected", at.position + 1,
                     expected_->position));
        if (!stored) {
            if (at.position > 0) add(FaultKind::HeadDiffers, at.position, say("audit.no_head"));
        } else if (stored->position > at.position) {
            add(FaultKind::LostTail, at.position + 1,
                lost("audit.lost_head_one", "audit.lost_head", at.position + 1, stored->position));
        } else if (stored->position == at.position && stored->hash != at.hash) {
            add(FaultKind::HeadDiffers, at.position, say("audit.other_head"));
        } else if (hash_at_head_ && *hash_at_head_ != stored->hash) {
            add(FaultKind::HeadDiffers, stored->position, say("audit.foreign_head"));
        }
        verdict_.cases = cases();
    }
    // The head that was stored before the walk: events may have come since.
    void look_for(const app::StoredEvent& event, const std::optional<app::Head>& stored) {
        if (stored && stored->position == event.position) hash_at_head_ = event.hash;
    }

    // `version`: of the case's last event. Entries come newest first.
    void entry(const app::CaseEntry& entry, std::int64_t version) {
        const std::string& which = entry.case_id.value();
        if (version == 0) {
            add(FaultKind::IndexDiffers, 0, say("audit.no_event", which));
        } else if (entry.version != version) {
            add(FaultKind::IndexDiffers, 0,
                say("audit.queue_version", which, version, entry.version));
        }
        number(entry);
        if (version_of(entry.case_id) > 0) ++entries_;
    }
    [[nodiscard]] std::int64_t version_of(const CaseId& case_id) const {
        const auto found = versions_.find(key(case_id));
        return found == versions_.end() ? 0 : found->second;
    }
    void end_of_entries() {
        if (entries_ < cases())
            add(FaultKind::IndexDiffers, 0, say("audit.not_queued", cases() - entries_));
        for (const auto& [year, last] : numbers_)
            if (last != 1) add(FaultKind::IndexDiffers, 0, say("audit.numbers", year, last));
    }

    Verdict take() { return std::move(verdict_); }

private:
    // Of a year they are 1, 2, 3… in the order in which cases began.
    void number(const app::CaseEntry& entry) {
        const auto number = parse_number(entry.number);
        if (!number) return;
        const auto [at, is_first] = numbers_.try_emplace(number->first, number->second);
        if (!is_first && number->second != at->second - 1)
            add(FaultKind::IndexDiffers, 0,
                say("audit.number", entry.case_id.value(), entry.number,
                    format_number(number->first, at->second)));
        at->second = number->second;
    }

    [[nodiscard]] std::int64_t cases() const { return std::ssize(versions_) - others_; }

    static std::size_t key(const CaseId& id) { return std::hash<CaseId>{}(id); }

    void check_version(const app::StoredEvent& event) {
        const auto [at, is_first] = versions_.try_emplace(key(event.case_id), 0);
        if (is_first && !app::is_case(event.case_id)) ++others_;
        if (const auto key = app::review_of(event.case_id); is_first && key)
            verdict_.reviews.push_back(*key);
        std::int64_t& version = at->second;
        if (event.version != version + 1)
            add(FaultKind::OutOfOrder, event.position,
                say("audit.versions", event.case_id.value(), event.version, version,
                    event.position));
        version = event.version;
    }

    void add(FaultKind kind, std::int64_t position, Said what) {
        add_fault(verdict_, {.kind = kind, .position = position, .what = std::move(what)});
    }

    const ShopId& shop_;
    const std::optional<app::Head>& expected_;
    std::optional<app::Hash> hash_at_head_;
    std::unordered_map<std::size_t, std::int64_t> versions_;  // by the hash of the case's id
    std::int64_t others_ = 0;                                 // of these, streams that are no cases
    std::map<int, std::int64_t> numbers_;                     // of each year the last seen
    std::int64_t entries_ = 0;
    Verdict verdict_;
};

Result<std::optional<app::Head>> stored_head(app::Store& store, const ShopId& shop) {
    const auto heads = TRY(store.heads());
    for (const app::Head& head : heads)
        if (head.shop == shop) return head;
    return std::nullopt;
}

// The version of a case that the walk did not see so: it may have moved on since, or the queue is
// ahead of the chain.
Result<std::int64_t> version_now(app::Store& store, const ShopId& shop, const app::CaseEntry& entry,
                                 std::int64_t walked) {
    if (walked == entry.version) return walked;
    const auto events = store.read_case(shop, entry.case_id);
    if (!events && events.error().code == ErrorCode::NotFound) return 0;
    if (!events) return std::unexpected(events.error());
    const std::int64_t now = events->back().version;
    return walked < entry.version && entry.version <= now ? entry.version : now;
}

}  // namespace

void add_fault(Verdict& verdict, Fault fault) {
    if (verdict.faults.size() < kFaultsMax)
        verdict.faults.push_back(std::move(fault));
    else
        ++verdict.further_faults;
}

Result<Verdict> verify(app::Store& store, const ShopId& shop,
                       const std::optional<app::Head>& expected, const WalkedSoFar& walked) {
    const auto stored = TRY(stored_head(store, shop));
    Walk walk{shop, expected};
    for (std::int64_t from = 1;;) {
        const auto events = TRY(store.read_shop(shop, from, app::kPageMax));
        for (const app::StoredEvent& event : events) {
            walk.event(event);
            walk.look_for(event, stored);
        }
        if (events.size() < app::kPageMax) break;
        from = events.back().position + 1;
        if (walked && !walked(from - 1)) return fail(ErrorCode::Unavailable, "stopped");
    }
    walk.end(stored);
    app::QueueQuery query;
    query.shop = shop;
    query.order = app::QueueOrder::Newest;
    query.limit = app::kPageMax;
    do {
        auto page = TRY(store.queue(query));
        for (const app::CaseEntry& entry : page.entries)
            walk.entry(entry, TRY(version_now(store, shop, entry, walk.version_of(entry.case_id))));
        query.cursor = std::move(page.next);
    } while (!query.cursor.empty());
    walk.end_of_entries();
    return walk.take();
}

}  // namespace pingli::store
