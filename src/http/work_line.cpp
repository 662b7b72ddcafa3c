#include "http/work_line.hpp"

#include <algorithm>
#include <utility>

namespace pingli::http {

namespace {

constexpr std::size_t kPartOfGroup = 2;   // one of so many
constexpr std::size_t kPartOfMember = 4;  // likewise, over all groups

std::size_t part(std::size_t all, std::size_t of) {
    return std::max<std::size_t>(1, all / of);
}

// What a group leaves to one more of its members.
std::size_t left_of(std::size_t part, std::size_t held) {
    return part > held ? part - held : 1;
}

}  // namespace

bool WorkLine::add(const Share& share, Job job) {
    if (waiting_ >= waiting_max_) return false;
    Line& line = line_of(share);
    if (!has_place(line)) {
        forget_if_idle(lines_.find(share));
        return false;
    }
    line.waiting.push_back({.job = std::move(job), .since = ++clock_});
    ++line.group->waiting;
    ++line.member->waiting;
    ++waiting_;
    return true;
}

WorkLine::Line& WorkLine::line_of(const Share& share) {
    const auto [at, is_new] = lines_.try_emplace(share);
    Line& line = at->second;
    if (!is_new) return line;
    // Whoever comes is as one who was served just now: being away for a while is no advantage over
    // those who stood in line meanwhile.
    ++clock_;
    line.group = &groups_.try_emplace(share.group, Party{.served = clock_}).first->second;
    line.member = &members_.try_emplace(share.member, Party{.served = clock_}).first->second;
    return line;
}

bool WorkLine::has_place(const Line& line) const {
    const std::size_t free = waiting_max_ - waiting_;
    const std::size_t of_group = part(waiting_max_, kPartOfGroup);
    return leaves_room(line.group->waiting, free) && leaves_room(line.member->waiting, free) &&
           line.member->waiting < part(waiting_max_, kPartOfMember) &&
           leaves_room(line.waiting.size(), left_of(of_group, line.group->waiting));
}

bool WorkLine::may_run(const Line& line) const {
    const std::size_t free = threads_max_ - running_;
    const std::size_t of_group = part(threads_max_, kPartOfGroup);
    return leaves_room(line.group->running, free) && leaves_room(line.member->running, free) &&
           line.member->running < part(threads_max_, kPartOfMember) &&
           leaves_room(line.running, left_of(of_group, line.group->running));
}

std::optional<WorkLine::Taken> WorkLine::take() {
    if (waiting_ == 0 || running_ >= threads_max_) return std::nullopt;
    const bool is_for_the_oldest = (turns_ + 1) % kOldestEvery == 0;
    const auto rank_of = [&](const Line& line) {
        if (is_for_the_oldest) return std::pair{line.waiting.front().since, std::uint64_t{0}};
        const auto [first, last] = std::minmax(line.group->served, line.member->served);
        return std::pair{last, first};
    };
    auto next = lines_.end();
    std::pair<std::uint64_t, std::uint64_t> best;
    for (auto at = lines_.begin(); at != lines_.end(); ++at) {
        if (at->second.waiting.empty() || !may_run(at->second)) continue;
        const auto rank = rank_of(at->second);
        if (next != lines_.end() && rank >= best) continue;
        next = at;
        best = rank;
    }
    if (next == lines_.end()) return std::nullopt;
    Line& line = next->second;
    Taken taken{.share = next->first, .job = std::move(line.waiting.front().job)};
    line.waiting.pop_front();
    ++line.running;
    ++clock_;
    ++turns_;
    for (Party* const party : {line.group, line.member}) {
        --party->waiting;
        ++party->running;
        party->served = clock_;
    }
    --waiting_;
    ++running_;
    return taken;
}

void WorkLine::finish(const Share& share) {
    const auto at = lines_.find(share);
    Line& line = at->second;
    --line.running;
    --line.group->running;
    --line.member->running;
    --running_;
    forget_if_idle(at);
}

std::deque<WorkLine::Job> WorkLine::clear() {
    std::deque<Job> dropped;
    for (auto at = lines_.begin(); at != lines_.end();) {
        const auto line = at++;
        for (Waiting& one : line->second.waiting) dropped.push_back(std::move(one.job));
        line->second.group->waiting -= line->second.waiting.size();
        line->second.member->waiting -= line->second.waiting.size();
        line->second.waiting.clear();
        forget_if_idle(line);
    }
    waiting_ = 0;
    return dropped;
}

void WorkLine::forget_if_idle(Lines::iterator at) {
    if (at->second.running > 0 || !at->second.waiting.empty()) return;
    const auto forget = [](Parties& parties, const std::string& name, const Party& party) {
        if (party.running == 0 && party.waiting == 0) parties.erase(parties.find(name));
    };
    forget(groups_, at->first.group, *at->second.group);
    forget(members_, at->first.member, *at->second.member);
    lines_.erase(at);
}

}  // namespace pingli::http
