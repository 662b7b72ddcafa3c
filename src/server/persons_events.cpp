#include "server/persons_events.hpp"

#include <algorithm>
#include <iterator>

#include "app/sealer.hpp"
#include "cases/evolve.hpp"

namespace pingli::server {

namespace {

// With more of them every event is taken for one that names somebody.
constexpr std::size_t kPartsMax = 16;

// Whose case it is and which files lie in it is said in clear.
class OpensNothing final : public app::Sealer {
public:
    std::string seal(const PersonId&, std::string_view) override { return {}; }
    std::optional<std::string> open(const PersonId&, std::string_view) override { return {}; }
};

bool is_plain(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\' && c != '<' && c != '/';
}

// The longest part of an id that no format escapes.
std::string_view plain_part(std::string_view id) {
    std::string_view longest;
    for (std::size_t from = 0; from < id.size();) {
        std::size_t end = from;
        while (end < id.size() && is_plain(id[end])) ++end;
        if (end - from > longest.size()) longest = id.substr(from, end - from);
        from = end + 1;
    }
    return longest;
}

}  // namespace

void IdsInEvents::add(const PersonId& person) {
    const std::string_view plain = plain_part(person.value());
    if (plain.size() == person.value().size()) {
        whole_.emplace(plain);
        return;
    }
    if (plain.empty() || parts_.size() >= kPartsMax) is_in_all_ = true;
    if (!is_in_all_) parts_.emplace_back(plain);
}

// What stands between two quotes that follow each other is looked up.
bool IdsInEvents::in(std::string_view body) const {
    if (is_in_all_) return true;
    for (auto open = body.find('"'); open != std::string_view::npos;) {
        const auto close = body.find('"', open + 1);
        if (close == std::string_view::npos) break;
        if (whole_.contains(body.substr(open + 1, close - open - 1))) return true;
        open = close;
    }
    return std::ranges::any_of(parts_, [&](const auto& part) { return body.contains(part); });
}

PersonsEvents::PersonsEvents(PersonId person) : person_(std::move(person)) {
    add({person_});
}

bool PersonsEvents::add(const std::set<PersonId>& persons) {
    const std::size_t before = known_.size();
    for (const PersonId& person : persons)
        if (known_.insert(person).second) ids_.add(person);
    if (known_.size() == before) return false;
    begin_anew();
    return true;
}

// Texts that were put anew have words of those who are known since.
void PersonsEvents::begin_anew() {
    next_ = 1;
    cases_.clear();
    named_.clear();
    naming_.clear();
    files_.clear();
    held_by_others_.clear();
    ++files_seen_;
}

// Others' cases may stand before the first one of the account.
bool PersonsEvents::is_asked() const {
    return std::ranges::all_of(of_account_, [&](const PersonId& person) {
        return known_.contains(person) || asked_.contains(person);
    });
}

std::set<PersonId> PersonsEvents::theirs() const {
    std::set<PersonId> theirs;
    std::ranges::set_difference(of_account_, of_others_, std::inserter(theirs, theirs.end()));
    return theirs;
}

Result<void> PersonsEvents::look(app::Store& store, const ShopId& shop) {
    TRY(read(store, shop));
    while (true) {
        if (!is_asked()) {
            asked_ = of_account_;
            begin_anew();
            TRY(read(store, shop));
            continue;
        }
        if (!add(theirs())) return {};
        TRY(read(store, shop));
    }
}

Result<bool> PersonsEvents::catch_up(app::Store& store, const ShopId& shop) {
    const auto page = TRY(store.read_shop(shop, next_, kCaughtUpAtOnce));
    for (const app::StoredEvent& stored : page) look_at(stored);
    if (!page.empty()) next_ = page.back().position + 1;
    return page.size() < kCaughtUpAtOnce && is_asked() && std::ranges::includes(known_, theirs());
}

Result<void> PersonsEvents::read(app::Store& store, const ShopId& shop) {
    while (true) {
        const auto page = TRY(store.read_shop(shop, next_, app::kPageMax));
        if (page.empty()) return {};
        for (const app::StoredEvent& stored : page)
            if (app::is_case(stored.case_id)) look_at(stored);
        next_ = page.back().position + 1;
    }
}

void PersonsEvents::hid(const CaseId& id, std::int64_t position) {
    const auto at = naming_.find(id);
    if (at != naming_.end() && at->second <= position) naming_.erase(at);
}

void PersonsEvents::look_at(const app::StoredEvent& stored) {
    if (named_.contains(stored.case_id) || ids_.in(stored.body)) {
        named_.insert(stored.case_id);
        naming_[stored.case_id] = stored.position;
    }
    const bool is_first = stored.version == 1;
    if (!is_first && !stored.body.contains("\"sha256\"")) return;
    OpensNothing nothing;
    const auto event = codec_.decode(stored.body, nothing);
    if (!event) return;
    const cases::Case c = cases::evolve({}, *event);
    if (is_first) look_at_first(stored, c.opening);
    const bool is_theirs = cases_.contains(stored.case_id);
    for (const cases::Exhibit& exhibit : c.exhibits) {
        if (!exhibit.data.file) continue;
        if (!is_theirs) {
            held_by_others_.insert(exhibit.data.file->sha256);
            continue;
        }
        FileOf& file = files_[exhibit.data.file->sha256];
        file.cases.insert(stored.case_id);
        file.named_at = stored.position;
        if (!held_by_others_.contains(exhibit.data.file->sha256)) ++files_seen_;
    }
}

void PersonsEvents::look_at_first(const app::StoredEvent& stored, const cases::Opening& opening) {
    const bool is_of_account =
        opening.person_user && opening.person_user->value() == person_.value();
    if (is_of_account) of_account_.insert(opening.person);
    if (!is_of_account && of_account_.contains(opening.person)) of_others_.insert(opening.person);
    if (is_of_account || known_.contains(opening.person) || of_account_.contains(opening.person))
        cases_.insert_or_assign(stored.case_id,
                                CaseOf{.person = opening.person, .is_of_account = is_of_account});
}

std::int64_t PersonsEvents::cases() const {
    return std::ranges::count_if(
        cases_, [&](const auto& one) { return known_.contains(one.second.person); });
}

std::int64_t PersonsEvents::shared() const {
    return std::ranges::count_if(cases_, [&](const auto& one) {
        return one.second.is_of_account && !known_.contains(one.second.person);
    });
}

bool PersonsEvents::is_theirs(const FileOf& file) const {
    return std::ranges::all_of(
        file.cases, [&](const CaseId& id) { return known_.contains(cases_.at(id).person); });
}

std::set<std::string> PersonsEvents::files() const {
    std::set<std::string> theirs;
    for (const auto& [sha256, file] : files_)
        if (is_theirs(file) && !held_by_others_.contains(sha256)) theirs.insert(sha256);
    return theirs;
}

bool PersonsEvents::may_go(const std::string& file) const {
    const auto of_cases = files_.find(file);
    return !held_by_others_.contains(file) &&
           (of_cases == files_.end() || is_theirs(of_cases->second));
}

std::int64_t PersonsEvents::named_at(const std::string& file) const {
    const auto of_cases = files_.find(file);
    return of_cases == files_.end() ? 0 : of_cases->second.named_at;
}

}  // namespace pingli::server
