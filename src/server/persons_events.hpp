// What the chain of a shop has of one person: which cases are theirs, which name them, which files
// lie in them. Read once as a whole, then what came since. Time grows with the shop's events, in
// n log n with the persons that are looked for.
//
// A customer with an account is the person of their cases by its id. Cases that they filed under
// another id, before that was so, are theirs too, unless others' cases have that id.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/event_store.hpp"
#include "codec/case_codec.hpp"

namespace pingli::server {

// Which of many ids stand in the bytes of an event. Too many events, perhaps, never too few.
class IdsInEvents {
public:
    void add(const PersonId& person);
    [[nodiscard]] bool in(std::string_view body) const;

private:
    std::set<std::string, std::less<>> whole_;  // that stand there as they are, between quotes
    std::vector<std::string> parts_;            // of the others the longest part that does
    bool is_in_all_ = false;
};

// So many events may come between two moments.
constexpr std::size_t kCaughtUpAtOnce = 64;

class PersonsEvents {
public:
    explicit PersonsEvents(PersonId person);

    // Others that are this person as well; whether there were new ones. Then all is read anew.
    bool add(const std::set<PersonId>& persons);
    // What came since the last time. An event that cannot be read is passed over: it says nothing
    // of whom it names but their ids.
    Result<void> look(app::Store& store, const ShopId& shop);
    // The same for the few events that came since a moment ago. False: there are more, or whom they
    // name asks for another look.
    Result<bool> catch_up(app::Store& store, const ShopId& shop);

    // Whose keys go.
    [[nodiscard]] const std::set<PersonId>& persons() const { return known_; }
    // Cases that name one of them and whose texts were not put anew, with the position of their
    // last event.
    [[nodiscard]] const std::map<CaseId, std::int64_t>& naming() const { return naming_; }
    // The text is put that was made when this was the last event.
    void hid(const CaseId& id, std::int64_t position);
    // Files of their cases that no other case holds.
    [[nodiscard]] std::set<std::string> files() const;
    // Changes whenever there may be another one.
    [[nodiscard]] std::int64_t files_seen() const { return files_seen_; }
    // Whether it is one of them, or no case has it.
    [[nodiscard]] bool may_go(const std::string& file) const;
    // By the last event that does; 0: by none of their cases.
    [[nodiscard]] std::int64_t named_at(const std::string& file) const;
    [[nodiscard]] std::int64_t cases() const;   // of this person
    [[nodiscard]] std::int64_t shared() const;  // of their account, with a person of others' too
    [[nodiscard]] std::int64_t position() const { return next_ - 1; }  // read up to there

private:
    struct CaseOf {
        PersonId person;
        bool is_of_account = false;
    };
    struct FileOf {
        std::set<CaseId> cases;
        std::int64_t named_at = 0;
    };
    void begin_anew();
    [[nodiscard]] bool is_asked() const;
    [[nodiscard]] std::set<PersonId> theirs() const;
    [[nodiscard]] bool is_theirs(const FileOf& file) const;
    Result<void> read(app::Store& store, const ShopId& shop);
    void look_at(const app::StoredEvent& stored);
    void look_at_first(const app::StoredEvent& stored, const cases::Opening& opening);

    PersonId person_;
    std::set<PersonId> known_;       // with the person
    std::set<PersonId> of_account_;  // of cases of the person's account
    std::set<PersonId> asked_;       // of these, those whose other cases were looked for
    std::set<PersonId> of_others_;   // and those that others' cases have as well
    IdsInEvents ids_;
    std::int64_t next_ = 1;
    std::map<CaseId, CaseOf> cases_;  // that may be theirs
    std::map<CaseId, std::int64_t> naming_;
    std::set<CaseId> named_;  // cases that name one of them, whatever became of their texts
    std::map<std::string, FileOf> files_;  // of cases_
    std::int64_t files_seen_ = 0;
    std::set<std::string> held_by_others_;
    codec::JsonCaseCodec codec_;
};

}  // namespace pingli::server
