#include "server/eraser.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/barrier.hpp"
#include "server/limits.hpp"

namespace pingli::server {

using api::Erasing;
using api::JobState;

namespace {

// No two of a shop in one second: by their time they are told from each other.
constexpr std::chrono::seconds kApart{1};

bool is_of_same(const ErasureWish& one, const ErasureWish& other) {
    return one.shop == other.shop && one.person == other.person;
}

bool is_one(const ErasureWish& one, const ErasureWish& other) {
    return is_of_same(one, other) && one.now == other.now;
}

Erasing told(const ErasureWish& wish, JobState state) {
    return {.person = wish.person,
            .state = state,
            .by = wish.by,
            .reason = wish.reason,
            .at = wish.now,
            .ended_at = {},
            .files = 0};
}

Erasing told(const ErasureNote& note, JobState state) {
    return {.person = note.person,
            .state = state,
            .by = note.by,
            .reason = note.reason,
            .at = note.at,
            .ended_at = note.ended_at,
            .files = std::ssize(note.files)};
}

}  // namespace

Eraser::Eraser(app::Store& store, app::CaseDesk& desk, app::UploadedFiles& files, Options options)
    : store_(store), desk_(desk), files_(files), options_(std::move(options)), worker_([this] {
          run();
      }) {}

Result<void> Eraser::resume() {
    for (const ShopId& shop : TRY(store_.shops()))
        TRY(each_erasure(store_, shop, [&](const ErasureNote& note) {
            if (note.ended_at) return;
            const ErasureWish wish{.shop = shop,
                                   .person = note.person,
                                   .by = note.by,
                                   .reason = note.reason,
                                   .now = note.at};
            const std::lock_guard lock{mutex_};
            waiting_.push_back({.wish = wish, .is_to_clear = true});
            going_on_.push_back(
                {.wish = wish, .stage = note.keys_are_gone ? Stage::Clears : Stage::Waits});
        }));
    changed_.notify_all();
    return {};
}

Result<std::optional<Erasing>> Eraser::take_place(ErasureWish& wish) {
    const std::lock_guard lock{mutex_};
    std::ptrdiff_t waiting = 0;
    for (const Known& known : going_on_) {
        if (known.wish.shop != wish.shop) continue;
        // What was said since its keys went is not of it.
        if (known.stage != Stage::Clears && is_of_same(wish, known.wish))
            return told(known.wish, JobState::Running);
        wish.now = std::max(wish.now, known.wish.now + kApart);
        ++waiting;
    }
    if (waiting >= kErasuresWaitingMax)
        return fail(ErrorCode::Unavailable, "too many persons of this shop wait to be erased");
    if (is_over_) return fail(ErrorCode::Unavailable, "the server is ending");
    going_on_.push_back({.wish = wish});
    return std::nullopt;
}

Result<Erasing> Eraser::start(ErasureWish wish) {
    wish.now = options_.now();
    TRY(check(wish));
    const std::lock_guard starting{starting_};
    bool is_to_clear = false;
    TRY(each_erasure(store_, wish.shop, [&](const ErasureNote& note) {
        wish.now = std::max(wish.now, note.at + kApart);
        is_to_clear = is_to_clear || (note.person == wish.person && !note.ended_at);
    }));
    if (auto same = TRY(take_place(wish))) return *std::move(same);
    const auto noted = note_asked(store_, wish);
    if (!noted) {
        forget(wish);
        return std::unexpected(noted.error());
    }
    const std::lock_guard lock{mutex_};
    waiting_.push_back({.wish = wish, .is_to_clear = is_to_clear});
    changed_.notify_all();
    return told(wish, JobState::Running);
}

void Eraser::run() {
    std::unique_lock lock{mutex_};
    const auto is_called = [this] { return is_over_ || !waiting_.empty(); };
    while (!is_over_) {
        if (works_.empty() && !is_to_clear())
            changed_.wait(lock, is_called);
        else
            changed_.wait_until(lock, due(), is_called);
        if (is_over_) return;
        take_waiting();
        lock.unlock();
        if (Steady::now() >= rests_till_) work_on_next();
        if (is_to_clear() && Steady::now() >= clears_at_) clear_away();
        lock.lock();
    }
}

// When there is something to do.
Eraser::Steady::time_point Eraser::due() const {
    auto due = is_to_clear() ? clears_at_ : Steady::time_point::max();
    for (const Work& work : works_) due = std::min(due, std::max(work.not_before, rests_till_));
    return due;
}

void Eraser::take_waiting() {
    for (Wait& wait : waiting_) {
        const auto at = std::ranges::find_if(
            going_on_, [&](const Known& known) { return is_one(known.wish, wait.wish); });
        if (at != going_on_.end() && at->stage == Stage::Clears)
            erased_.push_back(std::move(wait.wish));
        else
            works_.push_back(
                {.eraser = {store_, files_, wait.wish}, .is_to_clear = wait.is_to_clear});
    }
    waiting_.clear();
}

// By turns, so that nobody's large shop keeps the others waiting.
void Eraser::work_on_next() {
    const auto begun = Steady::now();
    const auto at = std::ranges::find_if(
        works_, [begun](const Work& work) { return work.not_before <= begun; });
    if (at == works_.end()) return;
    Work work = std::move(*at);
    works_.erase(at);
    const ErasureWish wish = work.eraser.wish();
    Result<Step> done{Step::More};
    if (const auto cause = guarded([&] { done = step(work); }))
        done = fail(ErrorCode::Corrupt, "a fault of the program: " + *cause);
    if (!done) return failed(wish, done.error());
    if (*done == Step::More) {
        works_.push_back(std::move(work));
        return;
    }
    if (work.is_to_clear || work.eraser.has_erased())
        erased_.push_back(wish);
    else
        note_end_of(wish);
}

Result<Eraser::Step> Eraser::step(Work& work) {
    set_stage(work.eraser.wish(), Stage::Erases);
    if (!work.is_looked_for) {
        TRY(work.eraser.look());
        work.is_looked_for = true;
        return Step::More;
    }
    TRY(work.eraser.prepare());
    if (TRY(alone([&] { return work.eraser.erase_some(kErasedAtOnce); }))) return Step::More;
    if (!work.has_all) return await_imports(work);
    const bool is_done = TRY(alone([&] {
        const auto done = work.eraser.erase_last();
        if (done && *done) set_stage(work.eraser.wish(), Stage::Clears);
        return done;
    }));
    return is_done ? Step::KeysGone : Step::More;
}

// By the person's own key the others are found: it goes when no more can come.
Result<Eraser::Step> Eraser::await_imports(Work& work) {
    const ErasureWish& wish = work.eraser.wish();
    if (options_.is_importing(wish.shop, wish.now)) {
        work.not_before = Steady::now() + kImportAwaited;
        return Step::More;
    }
    TRY(work.eraser.look());
    work.has_all = true;
    return Step::More;
}

// While nobody changes a case; then comes a rest.
Result<bool> Eraser::alone(const std::function<Result<bool>()>& work) {
    const auto begun = Steady::now();
    Result<bool> answer{false};
    const auto done = desk_.alone([&]() -> Result<void> {
        answer = work();
        return {};
    });
    const auto ended = Steady::now();
    rests_till_ = std::max(rests_till_, ended) + kErasingRest * (ended - begun);
    if (!done) return std::unexpected(done.error());
    return answer;
}

void Eraser::failed(const ErasureWish& wish, const Error& why) {
    options_.say("erasing a person: not finished, to be done again: " + why.context);
    forget(wish);
}

void Eraser::forget(const ErasureWish& wish) {
    const std::lock_guard lock{mutex_};
    std::erase_if(going_on_, [&](const Known& known) { return is_one(known.wish, wish); });
}

void Eraser::set_stage(const ErasureWish& wish, Stage stage) {
    const std::lock_guard lock{mutex_};
    for (Known& known : going_on_)
        if (is_one(known.wish, wish)) known.stage = stage;
}

// Whether nothing is left; else somebody still reads what was before.
Result<bool> Eraser::clear() {
    if (cleared_.empty()) {
        const auto begun = Steady::now();
        TRY(store_.compact());
        took_ = Steady::now() - begun;
        cleared_.swap(erased_);
    }
    return store_.empty_log();
}

void Eraser::clear_away() {
    Result<bool> done{false};
    if (const auto cause = guarded([&] { done = clear(); }))
        done = fail(ErrorCode::Corrupt, "a fault of the program: " + *cause);
    if (!done) options_.say("erasing persons: not cleared away yet: " + done.error().context);
    const bool is_clear = done && *done;
    if (is_clear) note_ends();
    const Steady::duration rest =
        std::max<Steady::duration>(kClearingRestMin, kClearingRest * took_);
    clears_at_ = Steady::now() + (is_clear || !done ? rest : kClearingTriedAgain);
}

void Eraser::note_ends() {
    for (const ErasureWish& wish : std::exchange(cleared_, {})) note_end_of(wish);
}

void Eraser::note_end_of(const ErasureWish& wish) {
    if (const auto noted = note_end(store_, wish, options_.now()); !noted)
        options_.say("erasing a person: its end is not written down: " + noted.error().context);
    forget(wish);
}

std::set<Instant> Eraser::going_on(const ShopId& shop) {
    const std::lock_guard lock{mutex_};
    std::set<Instant> times;
    for (const Known& known : going_on_)
        if (known.wish.shop == shop) times.insert(known.wish.now);
    return times;
}

// Those of one second stand on one page.
Result<api::ErasingPage> Eraser::page(const ShopId& shop, std::optional<Instant> before,
                                      std::size_t limit) {
    std::set<Instant> running = going_on(shop);
    std::multimap<Instant, Erasing, std::greater<>> latest;
    api::ErasingPage page;
    TRY(each_erasure(store_, shop, [&](const ErasureNote& note) {
        if (before && note.at >= *before) return;
        latest.emplace(note.at, told(note, note.ended_at ? JobState::Done : JobState::Failed));
        const Instant last = latest.rbegin()->first;
        if (latest.size() - latest.count(last) < limit) return;
        latest.erase(last);
        page.next = latest.rbegin()->first;
    }));
    running.merge(going_on(shop));  // with those that began or ended meanwhile
    for (auto& [at, one] : latest) {
        if (!one.ended_at && running.contains(at)) one.state = JobState::Running;
        page.erasings.push_back(std::move(one));
    }
    return page;
}

void Eraser::end() {
    {
        const std::lock_guard lock{mutex_};
        is_over_ = true;
    }
    changed_.notify_all();
    if (worker_.joinable()) worker_.join();
}

}  // namespace pingli::server
