#include "server/eraser.hpp"

#include <algorithm>
#include <utility>

#include "base/barrier.hpp"

namespace pingli::server {

using api::Erasing;
using api::JobState;

namespace {

bool is_same(const ErasureWish& one, const ErasureWish& other) {
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

Erasing told(const ErasureNote& note) {
    return {.person = note.person,
            .state = note.ended_at ? JobState::Done : JobState::Failed,
            .by = note.by,
            .reason = note.reason,
            .at = note.at,
            .ended_at = note.ended_at,
            .files = note.files};
}

}  // namespace

Eraser::Eraser(app::Store& store, app::CaseDesk& desk, std::filesystem::path files,
               std::function<Instant()> now, std::function<void(const std::string&)> say)
    : store_(store),
      desk_(desk),
      files_(std::move(files)),
      now_(std::move(now)),
      say_(std::move(say)) {}

Result<Erasing> Eraser::start(ErasureWish wish) {
    wish.now = now_();
    TRY(check(wish));
    const std::lock_guard lock{mutex_};
    if (is_running_ && is_same(*latest_, wish)) return told(*latest_, JobState::Running);
    if (is_running_ || is_over_) return fail(ErrorCode::VersionConflict, "one is going on");
    latest_ = wish;
    is_running_ = true;
    // The one before has ended: it is joined at once.
    worker_ = std::jthread{[this, wish] { run(wish); }};
    return told(wish, JobState::Running);
}

void Eraser::run(const ErasureWish& wish) {
    Result<void> done;
    const auto cause = guarded([&] {
        done = desk_.alone([&]() -> Result<void> {
            TRY(erase_person(store_, files_, wish));
            return {};
        });
    });
    if (cause) done = fail(ErrorCode::Corrupt, "a fault of the program: " + *cause);
    if (!done) say_("erasing a person: not finished, to be done again: " + done.error().context);
    const std::lock_guard lock{mutex_};
    is_running_ = false;
}

Result<std::vector<Erasing>> Eraser::all(const ShopId& shop) {
    std::vector<Erasing> out;
    const std::lock_guard lock{mutex_};
    const bool is_here = latest_ && latest_->shop == shop;
    for (const ErasureNote& note : TRY(erasures(store_, shop)))
        if (!is_running_ || !is_here || note.person != latest_->person) out.push_back(told(note));
    // What failed before it was written down.
    const bool is_noted =
        is_here && std::ranges::find(out, latest_->person, &Erasing::person) != out.end();
    if (is_here && !is_noted)
        out.insert(out.begin(), told(*latest_, is_running_ ? JobState::Running : JobState::Failed));
    return out;
}

bool Eraser::is_busy() {
    const std::lock_guard lock{mutex_};
    return is_running_;
}

void Eraser::end() {
    std::jthread last;
    {
        const std::lock_guard lock{mutex_};
        is_over_ = true;
        last = std::move(worker_);
    }
}

}  // namespace pingli::server
