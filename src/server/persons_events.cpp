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

void PersonsEvents::begin_anew() {
    next_ = 1;
    cases_.clear();
    files_.clear();
    held_by_others_.clear();
}

Result<void> PersonsEvents::look(app::Store& store, const ShopId& shop) {
    TRY(read(store, shop));
    while (true) {
        // Others' cases may stand before the first one of the account.
        const bool is_asked = std::ranges::all_of(of_account_, [&](const PersonId& person) {
            return known_.contains(person) || asked_.contains(person);
        });
        if (!is_asked) {
            asked_ = of_account_;
            begin_anew();
            TRY(read(store, shop));
            continue;
        }
        std::set<PersonId> theirs;
        std::ranges::set_difference(of_account_, of_others_, std::inserter(theirs, theirs.end()));
        if (!add(theirs)) return {};
        TRY(read(store, shop));
    }
}

Result<void> PersonsEvents::read(app::Store& store, const ShopId& shop) {
    while (true) {
        const auto page = TRY(store.read_shop(shop, next_, app::kPageMax));
        if (page.empty()) return {};
        for (const app::StoredEvent& stored : page) look_at(stored);
        next_ = page.back().position + 1;
    }
}

void PersonsEvents::look_at(const app::StoredEvent& stored) {
    if (naming_.contains(stored.case_id) || ids_.in(stored.body))
        naming_[stored.case_id] = stored.position;
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
        if (is_theirs)
            files_[exhibit.data.file->sha256].insert(stored.case_id);
        else
            held_by_others_.insert(exhibit.data.file->sha256);
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

std::set<std::string> PersonsEvents::files() const {
    std::set<std::string> theirs;
    for (const auto& [file, holders] : files_) {
        const bool is_theirs = std::ranges::all_of(
            holders, [&](const CaseId& id) { return known_.contains(cases_.at(id).person); });
        if (is_theirs && !held_by_others_.contains(file)) theirs.insert(file);
    }
    return theirs;
}

}  // namespace pingli::server
