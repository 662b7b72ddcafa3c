#include "rulebook/library.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace pingli::rulebook {

namespace {

bool holds_on(const Rulebook& book, LocalDate day) {
    return book.holds_from <= day && (!book.holds_until || day <= *book.holds_until);
}

std::string known_tables(const Rulebook& book) {
    std::string names;
    for (const Table& table : book.tables) names += (names.empty() ? "" : ", ") + table.name;
    return names;
}

// "from 2026-01-01", "from 2026-01-01 to 2026-06-30, from …".
std::string days_in_force(std::span<const RulebookPtr> versions) {
    std::string text;
    for (const RulebookPtr& book : versions) {
        text += (text.empty() ? "from " : ", from ") + format_date(book->holds_from);
        if (book->holds_until) text += " to " + format_date(*book->holds_until);
    }
    return text;
}

// The answer when no version is in force, or nobody can tell which: as without that fact.
Decision not_judged(std::span<const RulebookPtr> versions, const Table& table, const Facts& facts) {
    const RulebookPtr& book = versions.back();
    const Fact& fact = book->facts[book->judged_at];
    Decision out;
    out.book = book;
    out.in_force = false;
    out.table = table.name;
    out.hit = table.hit;
    out.confirm = book->confirm;
    out.outcome = Outcome::CannotTell;
    out.missing = {fact.name};
    FactProblem problem{.fact = fact.name,
                        .kind = FactProblemKind::Absent,
                        .got = {},
                        .expected = fact.domain.to_text(),
                        .from = fact.from};
    out.why = {.zh = "还不能判断：缺少“" + fact.words.zh + "”（来自" + fact.from_words.zh + "）。",
               .en = "Cannot tell yet: “" + fact.words.en + "” is missing (from " +
                     fact.from_words.en + ")."};
    if (const auto day = judged_day(*book, facts)) {
        const std::string date = format_date(*day);
        problem.kind = FactProblemKind::OutOfDomain;
        problem.got = date;
        problem.expected = "a day on which a version is in force: " + days_in_force(versions);
        out.why = {
            .zh = "还不能判断：“" + fact.words.zh + "”为 " + date + "，当天没有生效的规则版本。",
            .en = "Cannot tell yet: “" + fact.words.en + "” is " + date +
                  ", a day on which no version of the rules is in force."};
    } else if (const Given* given = facts.find(fact.name)) {
        problem.kind = FactProblemKind::WrongType;
        problem.got = to_text(*given, book->zone);
    }
    out.problems.push_back(std::move(problem));
    return out;
}

}  // namespace

std::optional<LocalDate> judged_day(const Rulebook& book, const Facts& facts) {
    const Fact& fact = book.facts[book.judged_at];
    const Given* given = facts.find(fact.name);
    const auto value = given ? to_value(*given, fact.type(), book.zone) : std::nullopt;
    if (!value) return std::nullopt;
    const auto key = fact.domain.keys.key_of(*value);
    if (!key || !fact.domain.keys.domain.contains(*key)) return std::nullopt;
    if (const auto* day = std::get_if<LocalDate>(&*value)) return *day;
    const LocalTime local = book.zone.to_local(std::get<Instant>(*value));
    return std::chrono::floor<std::chrono::days>(local);
}

Library::Library(const std::vector<RulebookPtr>& books) {
    for (const RulebookPtr& book : books) {
        PINGLI_ASSERT(book != nullptr);
        books_[book->id].push_back(book);
    }
    for (auto& [id, versions] : books_)
        std::ranges::stable_sort(versions, {}, [](const auto& book) { return book->holds_from; });
}

std::vector<std::string> Library::ids() const {
    std::vector<std::string> out;
    for (const auto& [id, versions] : books_) out.push_back(id);
    return out;
}

std::span<const RulebookPtr> Library::versions(std::string_view id) const {
    const auto at = books_.find(id);
    if (at == books_.end()) return {};
    return at->second;
}

RulebookPtr Library::find(std::string_view id, std::string_view version) const {
    for (const RulebookPtr& book : versions(id))
        if (book->version == version) return book;
    return nullptr;
}

RulebookPtr Library::in_force(std::string_view id, LocalDate day) const {
    RulebookPtr latest;
    for (const RulebookPtr& book : versions(id))
        if (book->holds_from <= day) latest = book;
    return latest && holds_on(*latest, day) ? latest : nullptr;
}

Result<Decision> Library::decide(std::string_view reference, std::string_view table_name,
                                 const Facts& facts) const {
    const auto at = reference.find('@');
    const std::string id{reference.substr(0, at)};
    const auto all = versions(id);
    if (all.empty()) {
        std::string known;
        for (const auto& [name, books] : books_) known += (known.empty() ? "" : ", ") + name;
        return fail(ErrorCode::NotFound, "rulebook “" + id + "” is not known; there are: " + known);
    }
    RulebookPtr book;
    if (at != std::string_view::npos) {
        book = find(id, reference.substr(at + 1));
        if (!book)
            return fail(ErrorCode::NotFound,
                        "rulebook “" + std::string{reference} +
                            "” is not known; newest version: " + all.back()->version);
    } else {
        // Each version says itself which fact dates the case; the latest that holds judges.
        for (const RulebookPtr& candidate : all) {
            const auto day = judged_day(*candidate, facts);
            if (day && candidate->holds_from <= *day)
                book = holds_on(*candidate, *day) ? candidate : nullptr;
        }
    }
    const RulebookPtr& named = book ? book : all.back();
    const Table* table = named->find_table(table_name);
    if (table == nullptr)
        return fail(ErrorCode::NotFound, "table “" + std::string{table_name} + "” is not in " + id +
                                             " " + named->version +
                                             "; there are: " + known_tables(*named));
    if (!book) return not_judged(all, *table, facts);
    return rulebook::decide(book, *table, facts);
}

}  // namespace pingli::rulebook
