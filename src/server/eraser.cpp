#include "server/eraser.hpp"

#include <algorithm>
#include <utility>

#include "base/barrier.hpp"
#include "server/limits.hpp"

namespace pingli::server {

using api::Erasing;
using api::JobState;

namespace {

bool is_of_same(const ErasureWish& one, const ErasureWish& other) {
    return one.shop == other.shop && one.person == other.person;
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
            .files = note.files};
}

}  // namespace

Eraser::Eraser(app::Store& store, app::CaseDesk& desk, Options options)
    : store_(store), desk_(desk), options_(std::move(options)), worker_([this] { run(); }) {}

Result<void> Eraser::resume() {
    for (const ShopId& shop : TRY(store_.shops()))
        for (const ErasureNote& note : TRY(erasures(store_, shop))) {
            if (note.ended_at) continue;
            const std::lock_guard lock{mutex_};
            waiting_.push_back({.shop = shop,
                                .person = note.person,
                                .by = note.by,
                                .reason = note.reason,
                                .now = note.at});
            going_on_.push_back(waiting_.back());
        }
    changed_.notify_all();
    return {};
}

// Asked again at once, while nothing came to the shop, there is nothing to do.
Result<std::optional<ErasureNote>> Eraser::done_just_now(const ErasureWish& wish) {
    const auto notes = TRY(erasures(store_, wish.shop));
    const auto latest = std::ranges::find(notes, wish.person, &ErasureNote::person);
    if (latest == notes.end() || !latest->ended_at) return std::optional<ErasureNote>{};
    const auto heads = TRY(store_.heads());
    const auto head = std::ranges::find(heads, wish.shop, &app::Head::shop);
    const bool is_same = latest->position == (head == heads.end() ? 0 : head->position);
    if (!is_same || *latest->ended_at + kErasedJustNow < wish.now)
        return std::optional<ErasureNote>{};
    return *latest;
}

Result<Erasing> Eraser::start(ErasureWish wish) {
    wish.now = options_.now();
    TRY(check(wish));
    if (const auto done = TRY(done_just_now(wish))) return told(*done, JobState::Done);
    const auto before = TRY(erasures(store_, wish.shop));
    const std::lock_guard lock{mutex_};
    // No two of a shop in one second: by their time they are told from each other.
    const auto later = [&wish](Instant at) {
        wish.now = std::max(wish.now, at + std::chrono::seconds{1});
    };
    if (!before.empty()) later(before.front().at);
    const auto same = std::ranges::find_if(
        going_on_, [&](const ErasureWish& other) { return is_of_same(wish, other); });
    if (same != going_on_.end()) return told(*same, JobState::Running);
    for (const ErasureWish& other : going_on_)
        if (other.shop == wish.shop) later(other.now);
    if (std::ranges::count(going_on_, wish.shop, &ErasureWish::shop) >= kErasuresWaitingMax)
        return fail(ErrorCode::Unavailable, "too many persons of this shop wait to be erased");
    if (is_over_) return fail(ErrorCode::Unavailable, "the server is ending");
    std::erase_if(failed_, [&](const ErasureWish& other) { return is_of_same(wish, other); });
    waiting_.push_back(wish);
    going_on_.push_back(wish);
    changed_.notify_all();
    return told(wish, JobState::Running);
}

void Eraser::run() {
    std::unique_lock lock{mutex_};
    const auto is_called = [this] { return is_over_ || !waiting_.empty(); };
    while (!is_over_) {
        if (erased_.empty())
            changed_.wait(lock, is_called);
        else
            changed_.wait_until(lock, clears_at_, is_called);
        if (is_over_) return;
        std::optional<ErasureWish> next;
        if (!waiting_.empty()) {
            next = std::move(waiting_.front());
            waiting_.pop_front();
        }
        lock.unlock();
        if (next) erase(*next);
        if (!erased_.empty() && Steady::now() >= clears_at_) clear_away();
        lock.lock();
    }
}

void Eraser::erase(const ErasureWish& wish) {
    Result<void> done;
    const auto cause = guarded([&] {
        PersonEraser one{store_, options_.files, wish};
        done = one.look();
        if (!done) return;
        done = desk_.alone([&]() -> Result<void> {
            TRY(one.erase());
            return {};
        });
        if (done) done = search_anew(one);
        if (done) erased_.push_back(std::move(one));
    });
    if (cause) done = fail(ErrorCode::Corrupt, "a fault of the program: " + *cause);
    if (done) return;
    options_.say("erasing a person: not finished, to be done again: " + done.error().context);
    const std::lock_guard lock{mutex_};
    std::erase_if(going_on_, [&](const ErasureWish& other) { return is_of_same(wish, other); });
    std::erase_if(failed_, [&](const ErasureWish& other) { return is_of_same(wish, other); });
    failed_.push_back(wish);
}

// In slices with rests, so that the others come to their turn.
Result<void> Eraser::search_anew(PersonEraser& one) {
    while (true) {
        const auto begun = Steady::now();
        Result<bool> has_more{false};
        TRY(desk_.alone([&]() -> Result<void> {
            has_more = one.search_some_anew(kSearchedAnewAtOnce);
            return {};
        }));
        if (!has_more) return std::unexpected(has_more.error());
        if (!*has_more) return {};
        std::unique_lock lock{mutex_};
        changed_.wait_for(lock, kSearchedAnewRest * (Steady::now() - begun),
                          [this] { return is_over_; });
        if (is_over_) return fail(ErrorCode::Unavailable, "the server is ending");
    }
}

// Whether nothing is left; else somebody still reads what was before.
Result<bool> Eraser::clear() {
    if (cleared_ == 0) {
        const auto begun = Steady::now();
        TRY(store_.compact());
        took_ = Steady::now() - begun;
        cleared_ = erased_.size();
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
    const auto end = erased_.begin() + static_cast<std::ptrdiff_t>(std::exchange(cleared_, 0));
    for (auto one = erased_.begin(); one != end; ++one) {
        if (const auto noted = one->note_end(options_.now()); !noted)
            options_.say("erasing a person: its end is not written down: " + noted.error().context);
        const std::lock_guard lock{mutex_};
        std::erase_if(going_on_,
                      [&](const ErasureWish& other) { return is_of_same(one->wish(), other); });
    }
    erased_.erase(erased_.begin(), end);
}

bool Eraser::is_going_on(const ErasureWish& wish) const {
    return std::ranges::any_of(going_on_, [&](const ErasureWish& other) {
        return is_of_same(wish, other) && wish.now == other.now;
    });
}

Result<std::vector<Erasing>> Eraser::all(const ShopId& shop) {
    std::vector<Erasing> out;
    const std::lock_guard lock{mutex_};
    const auto notes = TRY(erasures(store_, shop));
    const auto is_noted = [&](const ErasureWish& wish) {
        return std::ranges::any_of(notes, [&](const ErasureNote& note) {
            return note.person == wish.person && note.at == wish.now;
        });
    };
    for (const auto* list : {&going_on_, &failed_})
        for (const ErasureWish& wish : *list)
            if (wish.shop == shop && !is_noted(wish))
                out.push_back(told(wish, list == &failed_ ? JobState::Failed : JobState::Running));
    for (const ErasureNote& note : notes) {
        const ErasureWish wish{
            .shop = shop, .person = note.person, .by = {}, .reason = {}, .now = note.at};
        const JobState open = is_going_on(wish) ? JobState::Running : JobState::Failed;
        out.push_back(told(note, note.ended_at ? JobState::Done : open));
    }
    std::ranges::stable_sort(out, std::ranges::greater{}, &Erasing::at);
    return out;
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
