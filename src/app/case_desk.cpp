#include "app/case_desk.hpp"

#include <algorithm>
#include <future>

#include "app/case_cache.hpp"
#include "app/case_rows.hpp"
#include "app/quiet.hpp"
#include "app/turnstiles.hpp"
#include "app/uploaded_files.hpp"
#include "base/assert.hpp"
#include "cases/evolve.hpp"
#include "cases/sight.hpp"
#include "views/queue.hpp"

namespace pingli::app {

namespace {

constexpr std::chrono::milliseconds kWaitForTurn{5'000};
constexpr std::chrono::milliseconds kWaitForQuiet{30'000};

std::string key_of(const ShopId& shop, const CaseId& case_id) {
    return shop.value() + '\n' + case_id.value();
}

CasePtr after_events(const LoadedCase& before, const cases::Events& events) {
    auto after = std::make_shared<LoadedCase>(before);
    for (const cases::Event& event : events)
        after->state = cases::evolve(std::move(after->state), event);
    after->version += std::ssize(events);
    PINGLI_ASSERT(after->version == after->state.version);
    PINGLI_ASSERT(after->state.updated_at == events.back().at);  // never before what was
    return after;
}

RequestKey request_key(const Order& order) {
    return {.shop = order.shop,
            .user = order.actor.user,
            .key = order.identity->key,
            .route = order.identity->route,
            .body_hash = order.identity->body_hash};
}

}  // namespace

struct CaseDesk::State {
    struct Turns {  // held until the change is on disk
        Quiet::Pass at_work;
        Turnstiles::Turn of_case, of_new_key;
    };
    State(Store& the_store, const CaseCodec& the_codec, const rulebook::Library& the_library,
          DeskOptions the_options)
        : store(the_store),
          codec(the_codec),
          library(the_library),
          options(std::move(the_options)),
          cache(options.cached_cases_max, options.cached_bytes_max) {}

    // What the same request was answered, or why that cannot be told; nothing: it is the first.
    std::optional<Answer> answered_before(const Order& order, Instant now);
    Result<CasePtr> load(const ShopId& shop, const CaseId& case_id);
    Result<CasePtr> load_or_empty(const Order& order);
    Result<cases::Rules> rules(const ShopId& shop, Instant at, bool with_totals);
    Result<void> check_files(const ShopId& shop, const cases::Events& events, Instant now);
    Result<Change> change_of(const Order& order, const Done& done, Instant now);
    void submit(Change change, std::string key, std::shared_ptr<Done> done, Turns turns,
                std::function<void(Answer)> answer);

    Store& store;
    const CaseCodec& codec;
    const rulebook::Library& library;
    DeskOptions options;
    CaseCache cache;
    Quiet quiet;
    Turnstiles turnstiles;
    Turnstiles key_makers;
};

std::optional<Answer> CaseDesk::State::answered_before(const Order& order, Instant now) {
    if (!order.identity) return std::nullopt;
    auto kept = store.kept_answer(request_key(order), now);
    if (!kept) return Answer{std::move(kept.error())};
    if (!*kept) return std::nullopt;
    return Answer{AnsweredBefore{.answer = std::move(**kept)}};
}

Result<CasePtr> CaseDesk::State::load(const ShopId& shop, const CaseId& case_id) {
    if (!is_case(case_id)) return fail(ErrorCode::NotFound, "no such case");
    const std::string key = key_of(shop, case_id);
    if (CasePtr found = cache.find(key)) return found;
    const auto stored = TRY(store.read_case(shop, case_id));
    KeyRing ring{store, options.random, shop};
    auto loaded = std::make_shared<LoadedCase>();
    for (const StoredEvent& event : stored)
        loaded->state =
            cases::evolve(std::move(loaded->state), TRY(codec.decode(event.body, ring)));
    if (ring.fault()) return std::unexpected(*ring.fault());
    loaded->version = std::ssize(stored);
    PINGLI_ASSERT(loaded->version == loaded->state.version);
    return CasePtr{std::move(loaded)};
}

Result<CasePtr> CaseDesk::State::load_or_empty(const Order& order) {
    if (order.is_new_case) return CasePtr{std::make_shared<LoadedCase>()};
    auto loaded = load(order.shop, order.case_id);
    if (!loaded && loaded.error().code == ErrorCode::NotFound)
        return CasePtr{std::make_shared<LoadedCase>()};
    return loaded;
}

Result<cases::Rules> CaseDesk::State::rules(const ShopId& shop, Instant at, bool with_totals) {
    cases::Rules rules{.library = &library, .totals = {}};
    if (!with_totals) return rules;
    const int year = options.year_of(shop, at);
    for (const LedgerLine& line : TRY(store.ledger(shop, year))) {
        auto& sums = rules.totals.sums;
        auto it =
            std::ranges::find(sums, line.entry.ledger_class, &cases::Totals::Sum::points_class);
        if (it == sums.end())
            it = sums.insert(sums.end(),
                             {.points_class = line.entry.ledger_class, .year = year, .points = 0});
        it->points += line.entry.points;
    }
    return rules;
}

Result<Change> CaseDesk::State::change_of(const Order& order, const Done& done, Instant now) {
    TRY(check_files(order.shop, done.events, now));
    KeyRing ring{store, options.random, order.shop,
                 order.brings_words ? Erased::Refused : Erased::BeginAnew};
    Change change{.shop = order.shop,
                  .case_id = order.case_id,
                  .expected_version = done.before->version,
                  .events = {},
                  .new_keys = {},
                  .request = {},
                  .row = {},
                  .search_text = {},
                  .ledger = {}};
    for (const cases::Event& event : done.events) {
        change.events.push_back(codec.encode(event, ring));
        if (auto entry = ledger_entry(event, codec)) change.ledger.push_back(std::move(*entry));
    }
    if (ring.fault()) return std::unexpected(*ring.fault());
    change.new_keys = ring.take_new_keys();
    const cases::Case& state = done.after->state;
    PINGLI_ASSERT(change.events.size() == done.events.size() &&
                  change.ledger.size() <= change.events.size());
    std::optional<cases::Case> room;
    const cases::Case& shown = cases::seen_by(cases::kAnybodysSight, state, room);
    change.row = queue_row(shown, options.year_of(order.shop, state.opened_at), codec);
    change.search_text = views::search_text(shown);
    return change;
}

// Looked up again, now that nobody is being erased: a file that somebody saw before may have gone
// with its person, and then no event may name it.
Result<void> CaseDesk::State::check_files(const ShopId& shop, const cases::Events& events,
                                          Instant now) {
    for (const cases::Event& event : events) {
        const auto* const submitted = std::get_if<cases::EvidenceSubmitted>(&event.what);
        if (submitted == nullptr || !submitted->exhibit.file) continue;
        const auto found = find_file(store, shop, submitted->exhibit.file->sha256, now);
        if (!found && found.error().code == ErrorCode::NotFound)
            return fail(ErrorCode::VersionConflict, "the file is gone");
        if (!found) return std::unexpected(found.error());
    }
    return {};
}

// What follows runs when the change is on disk, on the writer's thread.
void CaseDesk::State::submit(Change change, std::string key, std::shared_ptr<Done> done,
                             Turns turns, std::function<void(Answer)> answer) {
    const auto held = std::make_shared<Turns>(std::move(turns));
    const ShopId shop = change.shop;
    const CaseId case_id = change.case_id;
    store.submit(std::move(change),
                 [this, shop, case_id, key = std::move(key), done = std::move(done), held,
                  answer = std::move(answer)](Result<Appended> result) {
                     const bool is_written = result.has_value() && !result->first_answer;
                     PINGLI_ASSERT(!is_written || result->version == done->after->version);
                     if (is_written)
                         cache.put(key, done->after);
                     else
                         cache.forget(key);
                     *held = {};
                     if (!result.has_value()) return answer(std::move(result.error()));
                     if (result->first_answer)
                         return answer(AnsweredBefore{.answer = std::move(*result->first_answer)});
                     if (options.publish)
                         options.publish({.shop = shop,
                                          .case_id = case_id,
                                          .version = result->version,
                                          .position = result->position});
                     answer(Carried{.done = std::move(*done), .appended = std::move(*result)});
                 });
}

CaseDesk::CaseDesk(Store& store, const CaseCodec& codec, const rulebook::Library& library,
                   DeskOptions options)
    : state_(std::make_unique<State>(store, codec, library, std::move(options))) {}
CaseDesk::~CaseDesk() = default;

void CaseDesk::handle(Order order, const MakeAnswer& make, std::function<void(Answer)> answer) {
    State& desk = *state_;
    const Instant now = desk.options.now();
    // Of a new case the store sees it in time, unless it is refused before.
    if (!order.is_new_case)
        if (auto first = desk.answered_before(order, now)) return answer(std::move(*first));
    std::string key = key_of(order.shop, order.case_id);
    State::Turns turns;
    turns.at_work = desk.quiet.enter(kWaitForTurn);
    if (!turns.at_work)
        return answer(Error{.code = ErrorCode::Unavailable, .context = "a person is being erased"});
    turns.of_case = desk.turnstiles.enter(key, kWaitForTurn);
    if (!turns.of_case)
        return answer(Error{.code = ErrorCode::Unavailable, .context = "the case is busy"});
    auto before = desk.load_or_empty(order);
    if (!before) return answer(std::move(before.error()));
    if (order.expected_version && *order.expected_version != (*before)->version)
        return answer(Error{.code = ErrorCode::VersionConflict, .context = "expected_version"});
    // Nothing of a case stands before what happened earlier, whatever the clock says.
    const Instant at = std::max(now, (*before)->state.updated_at);
    auto rules = desk.rules(order.shop, at, may_enter_points(order.command));
    if (!rules) return answer(std::move(rules.error()));

    auto decision = cases::decide((*before)->state, order.command, order.actor, *rules, at);
    if (!decision) {
        auto first = order.is_new_case ? desk.answered_before(order, now) : std::nullopt;
        return answer(first ? std::move(*first) : Answer{std::move(decision.error())});
    }
    auto done = std::make_shared<Done>();
    done->before = std::move(*before);
    done->events = std::move(*decision);
    done->after = after_events(*done->before, done->events);
    done->moves = cases::allowed_moves(done->after->state, order.actor, *rules, at);

    auto change = desk.change_of(order, *done, now);
    if (change && !change->new_keys.empty()) {
        // Others may be making this person's first key just now: one after the other, and look
        // again.
        const PersonId& person = change->new_keys.front().person;
        turns.of_new_key =
            desk.key_makers.enter(order.shop.value() + '\n' + person.value(), kWaitForTurn);
        if (!turns.of_new_key)
            return answer(Error{.code = ErrorCode::Unavailable, .context = "a key is being made"});
        change = desk.change_of(order, *done, now);
    }
    if (!change) return answer(std::move(change.error()));
    if (order.identity)
        change->request = Request{
            .user = order.actor.user,
            .key = order.identity->key,
            .route = order.identity->route,
            .body_hash = order.identity->body_hash,
            .answer = [make, done](const Appended& appended) { return make(*done, appended); },
            .kept_until = now + desk.options.keep_answers_for};
    desk.submit(std::move(*change), std::move(key), std::move(done), std::move(turns),
                std::move(answer));
}

Answer CaseDesk::handle(Order order, const MakeAnswer& make) {
    auto promise = std::make_shared<std::promise<Answer>>();
    auto future = promise->get_future();
    handle(std::move(order), make,
           [promise](Answer answer) { promise->set_value(std::move(answer)); });
    return future.get();
}

Result<void> CaseDesk::alone(const std::function<Result<void>()>& work) {
    const auto pass = state_->quiet.alone(kWaitForQuiet);
    if (!pass) return fail(ErrorCode::Unavailable, "changes of cases do not come to their end");
    // Also when the work is left by a throw: what is in memory is of before.
    struct Forget {
        CaseCache& cache;
        ~Forget() { cache.clear(); }
    };
    const Forget forget{state_->cache};
    return work();
}

Result<CasePtr> CaseDesk::load(const ShopId& shop, const CaseId& case_id) {
    return state_->load(shop, case_id);
}

Result<std::vector<CaseDesk::Told>> CaseDesk::history(const ShopId& shop, const CaseId& case_id) {
    if (!is_case(case_id)) return fail(ErrorCode::NotFound, "no such case");
    auto stored = TRY(state_->store.read_case(shop, case_id));
    KeyRing ring{state_->store, state_->options.random, shop};
    std::vector<Told> told;
    told.reserve(stored.size());
    for (StoredEvent& event : stored) {
        auto decoded = TRY(state_->codec.decode(event.body, ring));
        told.push_back({.stored = std::move(event), .event = std::move(decoded)});
    }
    if (ring.fault()) return std::unexpected(*ring.fault());
    return told;
}

Result<CaseRows> CaseDesk::project(const ShopId& shop, const std::vector<StoredEvent>& events,
                                   const std::function<void(const cases::Case&)>& seen) {
    KeyRing ring{state_->store, state_->options.random, shop};
    cases::Case state;
    CaseRows rows;
    for (const StoredEvent& stored : events) {
        const auto event = TRY(state_->codec.decode(stored.body, ring));
        if (auto entry = ledger_entry(event, state_->codec))
            rows.ledger.emplace_back(stored.position, std::move(*entry));
        state = cases::evolve(std::move(state), event);
    }
    if (ring.fault()) return std::unexpected(*ring.fault());
    PINGLI_ASSERT(state.version == std::ssize(events));
    std::optional<cases::Case> room;
    const cases::Case& shown = cases::seen_by(cases::kAnybodysSight, state, room);
    rows.row = queue_row(shown, state_->options.year_of(shop, state.opened_at), state_->codec);
    rows.search_text = views::search_text(shown);
    if (seen) seen(state);
    return rows;
}

}  // namespace pingli::app
