#include "store/plan.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "base/assert.hpp"
#include "base/utf8.hpp"
#include "store/chain.hpp"
#include "store/table.hpp"

namespace pingli::store {

namespace {

bool is_text(std::string_view text) {
    return text.find('\0') == std::string_view::npos && utf8::is_valid(text);
}
bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= app::kIdBytesMax && is_text(text);
}

// Those of them that are no numbers.
bool are_texts(const std::vector<StoredValue>& values) {
    return std::ranges::all_of(values, [](const StoredValue& value) {
        const auto* const text = std::get_if<std::string_view>(&value);
        return text == nullptr || is_text(*text);
    });
}

std::unexpected<Error> invalid(std::string what) {
    return fail(ErrorCode::Invalid, "append: " + std::move(what));
}

Result<void> check_row(const app::QueueRow& row) {
    if (row.list.size() > app::kListBytesMax)
        return fail(ErrorCode::TooLarge, "append: the list entry is too long");
    if (!are_texts(values_of<app::QueueRow>(row)) || row.year < 2000 || row.year > 9999)
        return invalid("a queue row is not text or has no year");
    return {};
}

Result<void> check_events(const app::Change& change) {
    if (change.events.empty()) return invalid("a change needs an event");
    if (change.events.size() > app::kEventsAChangeMax)
        return fail(ErrorCode::TooLarge, "append: too many events in one change");
    for (const app::NewEvent& event : change.events) {
        if (!is_id(event.type) || event.type.size() > app::kEventTypeBytesMax)
            return invalid("an event has no type, or too long a one");
        if (event.body.size() > app::kEventBodyBytesMax)
            return fail(ErrorCode::TooLarge, "append: an event's body is too long");
    }
    return {};
}

Result<void> check_parts(const app::Change& change) {
    std::set<PersonId> persons;
    for (const app::PersonKey& key : change.new_keys)
        if (!is_id(key.person.value()) || key.key.empty() || !persons.insert(key.person).second)
            return invalid("a person's key is empty, or there twice");
    for (const app::LedgerEntry& entry : change.ledger)
        if (!are_texts(values_of<app::LedgerEntry>(entry)))
            return invalid("a ledger entry is not text");
    if (change.search_text && !is_text(*change.search_text))
        return invalid("the search text is not text");
    if (!change.request) return {};
    const app::Request& request = *change.request;
    if (!is_id(request.key) || !is_id(request.user.value()) || !is_text(request.route) ||
        !is_text(request.body_hash) || !request.answer)
        return invalid("a request lacks its key, user or answer");
    return {};
}

class Planner {
public:
    Planner(Known& known, Instant now) : known_(known), now_(now) {}

    void add(const app::Change& change) { plan_.results.push_back(checked(change)); }
    Plan take() { return std::move(plan_); }

private:
    // The refusals first: nothing may be planned of a change that is refused.
    Result<app::Appended> checked(const app::Change& change) {
        TRY(check(change));
        const auto found = known_.cases.find({change.shop, change.case_id});
        const bool is_new = found == known_.cases.end();
        if (change.request) {
            const auto kept =
                known_.answers.find({change.shop, change.request->user, change.request->key});
            if (kept != known_.answers.end()) {
                auto answer = TRY(answer_in(kept->second, change.request->route,
                                            change.request->body_hash, now_));
                if (answer) return repeated(change, is_new ? CaseFacts{} : found->second, *answer);
            }
        }
        if ((is_new ? 0 : found->second.version) != change.expected_version)
            return fail(ErrorCode::VersionConflict, "append: the case has moved on");
        if (is_new && !change.row && app::is_case(change.case_id))
            return invalid("a case that begins needs a queue row");
        for (const app::PersonKey& key : change.new_keys)
            if (known_.persons.contains({change.shop, key.person}))
                return fail(ErrorCode::VersionConflict, "append: the person has a key already");
        return planned(change, is_new ? CaseFacts{} : found->second);
    }

    [[nodiscard]] app::Appended repeated(const app::Change& change, const CaseFacts& facts,
                                         app::KeptAnswer answer) const {
        app::Appended appended;
        appended.version = facts.version;
        appended.first_answer = std::move(answer);
        if (facts.number > 0) appended.number = format_number(facts.year, facts.number);
        const auto end = known_.shops.find(change.shop);
        if (end != known_.shops.end()) {
            appended.position = end->second.position;
            appended.hash = end->second.hash;
        }
        return appended;
    }

    app::Appended planned(const app::Change& change, CaseFacts facts) {
        ChainEnd& end = known_.shops[change.shop];
        plan_.shops.insert(change.shop);
        const bool is_case = app::is_case(change.case_id);
        if (facts.version == 0) facts.first_position = end.position + 1;
        if (facts.version == 0 && is_case) {
            facts.year = change.row->year;
            facts.number = ++known_.last_numbers[{change.shop, facts.year}];
            plan_.numbers.insert({change.shop, facts.year});
        }
        add_events(change, facts, end);
        known_.cases[{change.shop, change.case_id}] = facts;
        if (is_case) set_case(change, facts);
        for (const app::PersonKey& key : change.new_keys) {
            known_.persons.insert({change.shop, key.person});
            plan_.keys.push_back({.shop = &change.shop, .key = &key});
        }
        if (change.mark) plan_.marks.push_back({.shop = &change.shop, .marked = &*change.mark});
        int ordinal = 0;
        for (const app::LedgerEntry& entry : change.ledger)
            plan_.ledger.push_back({.shop = &change.shop,
                                    .case_id = &change.case_id,
                                    .position = end.position,
                                    .ordinal = ordinal++,
                                    .entry = &entry});
        app::Appended appended{.version = facts.version,
                               .position = end.position,
                               .hash = end.hash,
                               .number = is_case ? format_number(facts.year, facts.number) : "",
                               .first_answer = std::nullopt};
        keep_answer(change, appended);
        return appended;
    }

    void add_events(const app::Change& change, CaseFacts& facts, ChainEnd& end) {
        for (const app::NewEvent& event : change.events) {
            ++facts.version;
            ++end.position;
            end.hash = chain_hash(end.hash, {.shop = change.shop.value(),
                                             .case_id = change.case_id.value(),
                                             .position = end.position,
                                             .version = facts.version,
                                             .type = event.type,
                                             .body = event.body});
            plan_.events.push_back({.change = &change,
                                    .event = &event,
                                    .position = end.position,
                                    .version = facts.version,
                                    .hash = end.hash});
        }
    }

    void set_case(const app::Change& change, const CaseFacts& facts) {
        const auto [at, is_first] =
            case_rows_.try_emplace({change.shop, change.case_id}, plan_.cases.size());
        if (is_first)
            plan_.cases.push_back({.shop = &change.shop,
                                   .case_id = &change.case_id,
                                   .facts = facts,
                                   .is_new = change.expected_version == 0,
                                   .row = nullptr,
                                   .search_text = nullptr});
        CaseRow& row = plan_.cases[at->second];
        row.facts = facts;
        if (change.row) row.row = &*change.row;
        if (change.search_text) row.search_text = &*change.search_text;
    }

    void keep_answer(const app::Change& change, const app::Appended& appended) {
        if (!change.request) return;
        const app::Request& request = *change.request;
        app::KeptAnswer answer = request.answer(appended);
        const auto [at, is_new] = known_.answers.insert_or_assign(
            {change.shop, request.user, request.key}, KeptRow{.route = request.route,
                                                              .body_hash = request.body_hash,
                                                              .answer = answer,
                                                              .kept_until = request.kept_until});
        plan_.answers.push_back({.shop = &change.shop,
                                 .request = &request,
                                 .answer = std::move(answer),
                                 .is_new = is_new});
    }

    Known& known_;
    Instant now_;
    Plan plan_;
    std::map<CaseKey, std::size_t> case_rows_;
};

}  // namespace

Result<void> check(const app::Change& change) {
    if (!is_id(change.shop.value()) || !is_id(change.case_id.value()))
        return invalid("shop or case has no id, or too long a one");
    if (change.expected_version < 0) return invalid("the expected version is negative");
    const auto kind = app::kind_of(change.case_id);
    if (!kind) return invalid("a stream of no known kind");
    if (*kind != app::StreamKind::Case &&
        (change.row || change.search_text || !change.ledger.empty()))
        return invalid("only a case has a queue row, a text to search and points");
    if (change.mark && app::stream_of(change.mark->key) != change.case_id)
        return invalid("only the stream of a review says how it stands on the shelf");
    TRY(check_events(change));
    if (change.row) TRY(check_row(*change.row));
    return check_parts(change);
}

Plan plan(std::span<const app::Change* const> changes, Known& known, Instant now) {
    Planner planner{known, now};
    for (const app::Change* change : changes) planner.add(*change);
    return planner.take();
}

Result<ChainEnd> check_load(const ShopId& shop, const std::vector<app::StoredEvent>& events,
                            ChainEnd end) {
    for (const app::StoredEvent& event : events) {
        if (event.position != end.position + 1)
            return fail(ErrorCode::Corrupt,
                        "load: position " + std::to_string(end.position + 1) + " does not follow");
        end.hash = chain_hash(end.hash, link_of(shop, event));
        end.position = event.position;
        if (end.hash != event.hash)
            return fail(ErrorCode::Corrupt, "load: the event at position " +
                                                std::to_string(event.position) +
                                                " does not have its hash");
    }
    return end;
}

std::string format_number(int year, std::int64_t number) {
    std::string digits = std::to_string(number);
    if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
    return std::to_string(year) + "-" + digits;
}

std::optional<std::pair<int, std::int64_t>> parse_number(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash != 4) return std::nullopt;
    int year = 0;
    std::int64_t number = 0;
    const std::string_view tail = text.substr(dash + 1);
    const auto left = std::from_chars(text.data(), text.data() + dash, year);
    const auto right = std::from_chars(tail.data(), tail.data() + tail.size(), number);
    const bool whole = left.ec == std::errc{} && left.ptr == text.data() + dash &&
                       right.ec == std::errc{} && right.ptr == tail.data() + tail.size();
    if (!whole || format_number(year, number) != text) return std::nullopt;
    return std::pair{year, number};
}

Result<std::optional<app::KeptAnswer>> answer_in(const KeptRow& row, std::string_view route,
                                                 std::string_view body_hash, Instant now) {
    if (row.kept_until < now) return std::nullopt;
    if (row.route != route || row.body_hash != body_hash)
        return fail(ErrorCode::KeyReused, "the idempotency key came before with another request");
    return row.answer;
}

}  // namespace pingli::store
