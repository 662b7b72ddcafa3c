// Who may set which field, and which times are believed: over all commands and all roles.
// security finding 12: a claimant sets no officer's field; times from outside are checked.

#include "cases/field_rights.hpp"

#include <set>

#include "support/story.hpp"

namespace pingli::test {
namespace {

using std::chrono::days;

constexpr std::array kAllRoles{Role::Owner,       Role::Supervisor,    Role::Agent,
                               Role::CaseOfficer, Role::SeniorOfficer, Role::PolicyEditor,
                               Role::Auditor,     Role::Claimant,      Role::System};

// Lists every field of a command by its path, and those that are times.
struct FieldPaths {
    std::string path;
    std::set<std::string> all, times;

    template <class T>
    void operator()(std::string_view name, const T&, Bounds = {}) {
        const std::size_t length = path.size();
        if (!path.empty()) path += '.';
        path += name;
        walk(std::type_identity<T>{});
        path.resize(length);
    }
    template <class T>
    void fresh(std::string_view name, const T& value) {
        (*this)(name, value);
    }
    template <class T>
    void maybe(std::string_view name, const T& value, Bounds = {}) {
        (*this)(name, value);
    }
    template <class T>
    void walk(std::type_identity<std::optional<T>>) {
        walk(std::type_identity<T>{});
    }
    template <class T>
    void walk(std::type_identity<std::vector<T>>) {
        walk(std::type_identity<T>{});
    }
    template <class T>
    void walk(std::type_identity<T>) {
        all.insert(path);
        if constexpr (std::same_as<T, Instant>) times.insert(path);
        if constexpr (requires(const T& value, FieldPaths& paths) { T::each(value, paths); }) {
            const T empty{};
            T::each(empty, *this);
        }
    }
};

template <class C>
FieldPaths paths_of() {
    FieldPaths paths;
    const C empty{};
    C::each(empty, paths);
    return paths;
}

template <class... Commands>
void for_each_command(std::type_identity<std::variant<Commands...>>, const auto& say) {
    (say(std::type_identity<Commands>{}), ...);
}
void for_each_command(const auto& say) {
    for_each_command(std::type_identity<Command>{}, say);
}

TEST(FieldRights, EveryTimeOfEveryCommandHasARowAndEveryRowAField) {
    for_each_command([&]<class C>(std::type_identity<C>) {
        const FieldPaths paths = paths_of<C>();
        std::set<std::string_view> rows;
        for (const FieldRight& row : rights_of<C>()) {
            EXPECT_TRUE(rows.insert(row.field).second) << C::kName << ' ' << row.field;
            EXPECT_TRUE(paths.all.contains(std::string{row.field})) << C::kName << row.field;
        }
        for (const std::string& one : paths.times)
            EXPECT_TRUE(rows.contains(one)) << C::kName << ' ' << one;
    });
}

TEST(FieldRights, ARowNamesOnlyRolesThatMayGiveTheCommand) {
    for_each_command([]<class C>(std::type_identity<C>) {
        for (const FieldRight& row : rights_of<C>())
            EXPECT_EQ(row.who.bits & ~C::kGate.roles.bits, 0U) << C::kName << ' ' << row.field;
    });
}

// All commands, all roles, every field with a row: given, it is refused by name unless the row
// names the role.
TEST(FieldRights, AFieldIsTakenFromTheRolesOfItsRowOnly) {
    const Case none;
    const Rules rules = shipped_rules();
    const Instant now = at("2026-05-12T10:00");
    const auto check = [&](std::span<const FieldRight> rights, const FieldRight& row, Role role) {
        const Actor actor{.user = UserId{"u"}, .role = role};
        const Moment m{.c = none, .actor = actor, .rules = rules, .now = now};
        const Checked checked =
            check_given(m, rights, {{.field = std::string{row.field}, .time = now}});
        EXPECT_EQ(row.who.has(role), checked.has_value()) << row.field;
        if (checked) return;
        EXPECT_EQ(checked.error().code, RefusalCode::NotYourRole);
        EXPECT_EQ(checked.error().what, std::vector{std::string{row.field}});
    };
    for_each_command([&]<class C>(std::type_identity<C>) {
        for (const FieldRight& row : rights_of<C>())
            for (const Role role : kAllRoles) check(rights_of<C>(), row, role);
    });
}

// A new field of a customer's command is looked at here before it is theirs.
TEST(FieldRights, WhatAClaimantMaySet) {
    std::string told = "\n";
    for_each_command([&]<class C>(std::type_identity<C>) {
        if (!C::kGate.roles.has(Role::Claimant)) return;
        told += std::string{C::kName} + ":\n";
        for (const std::string& field : paths_of<C>().all)
            if (may_set(Role::Claimant, rights_of<C>(), field)) told += "  " + field + '\n';
    });
    EXPECT_EQ(told, R"(
open_claim:
  allegations
  allegations.alleged
  allegations.facts
  allegations.facts.name
  allegations.facts.value
  allegations.id
  allegations.person
  allegations.stop_requested_at
  allegations.words
  case_id
  orders
  person
  person_user
  perspective
  platform
  shop
  title
open_complaint:
  case_id
  channel
  facts
  facts.name
  facts.value
  orders
  person
  person_user
  perspective
  platform
  shop
  title
  words
post_message:
  message_id
  text
submit_evidence:
  bearings
  bearings.allegation
  bearings.contacts
  bearings.contacts.answered
  bearings.contacts.at
  bearings.contacts.channel
  bearings.facts
  bearings.facts.name
  bearings.facts.value
  bearings.showing
  exhibit_id
  file
  file.bytes
  file.mime
  file.name
  file.sha256
  kind
  origin
  purpose
  reference
  side
give_opinion:
  accepts
  exhibit_id
  words
file_appeal:
  appeal_id
  grounds
  side
record_settlement:
  amount
  terms
  what
withdraw_case:
  reason
  source
record_consent:
  given
  remedy_id
  words
)");
}

TEST(FieldRights, AClaimantsOwnClaimBeginsNow) {
    Story story;
    OpenClaim claim = claim_of({.facts = {{"effect", std::string{"disturbed"}}}});
    for (const auto field : {&OpenClaim::filed_at, &OpenClaim::received_at}) {
        OpenClaim dated = claim;
        dated.*field = at("2026-05-12T10:00") - days{40};
        const Refusal refusal = story.refused(kBuyer, "2026-05-12T10:00", dated);
        EXPECT_EQ(refusal.code, RefusalCode::NotYourRole);
    }
    OpenClaim tracked = claim;
    tracked.opening.perspective = Perspective::Tracked;
    EXPECT_EQ(story.refused(kBuyer, "2026-05-12T10:00", tracked).what.at(0), "perspective");
    story.when(kBuyer, "2026-05-12T10:00", claim);
    EXPECT_EQ(story.c.filed_at, at("2026-05-12T10:00"));
    EXPECT_EQ(story.c.get<Claim>().received_at, at("2026-05-12T10:00"));
}

TEST(FieldRights, AnOfficersBackdatingLeavesTheShopItsTimeToBeHeard) {
    Story story;
    OpenClaim claim = claim_of({.facts = {{"effect", std::string{"disturbed"}}}});
    claim.filed_at = at("2026-05-12T10:00") - days{40};
    OpenClaim received = claim;
    received.received_at = claim.filed_at;
    EXPECT_EQ(story.refused(kOfficer, "2026-05-12T10:00", received).code, RefusalCode::NotYourRole);
    story.when(kOfficer, "2026-05-12T10:00", claim);
    EXPECT_EQ(story.c.filed_at, *claim.filed_at);
    EXPECT_EQ(story.c.get<Claim>().received_at, at("2026-05-12T10:00"));
    EXPECT_GT(story.c.clock("answer_due")->due, at("2026-05-12T10:00"));
}

TEST(FieldRights, TimesAreNeitherInTheFutureNorBeforeWhatTheyFollow) {
    Story story;
    OpenClaim claim = claim_of({.facts = {{"effect", std::string{"disturbed"}}}});
    claim.opening.perspective = Perspective::Tracked;
    const Instant now = at("2026-05-12T10:00");
    for (const Instant wrong : {now + std::chrono::seconds{1}, now - kBackdatingMax - days{1}}) {
        OpenClaim dated = claim;
        dated.filed_at = wrong;
        EXPECT_EQ(story.refused(kAgent, "2026-05-12T10:00", dated).code, RefusalCode::FieldInvalid);
    }
    OpenClaim asked_to_stop = claim;
    asked_to_stop.allegations.front().stop_requested_at = now + days{1};
    EXPECT_EQ(story.refused(kAgent, "2026-05-12T10:00", asked_to_stop).code,
              RefusalCode::FieldInvalid);
    claim.filed_at = now - days{2};
    story.when(kAgent, "2026-05-12T10:00", claim);
    RecordPlatformRuling ruling{.ruling_id = RulingId{"r-1"},
                                .outcome = Outcome::NotUpheld,
                                .points_class = {},
                                .points = 0,
                                .reason = {},
                                .source = "a notice",
                                .ruled_at = now - days{3}};
    EXPECT_EQ(story.refused(kAgent, "2026-05-12T10:00", ruling).code, RefusalCode::FieldInvalid);
    ruling.ruled_at = now - days{1};
    story.when(kAgent, "2026-05-12T10:00", ruling);
}

TEST(FieldRights, MovesNameOnlyFieldsThatAreTheirs) {
    const Story story;
    const auto fields_of = [&](const Actor& actor) {
        std::set<std::string> names;
        for (const Move& move : allowed_moves(story.c, actor, story.rules, at("2026-05-12T10:00")))
            if (move.command == "open_claim")
                for (const MoveField& field : move.needs) names.insert(field.name);
        return names;
    };
    EXPECT_FALSE(fields_of(kBuyer).contains("filed_at"));
    EXPECT_TRUE(fields_of(kOfficer).contains("filed_at"));
    EXPECT_FALSE(fields_of(kOfficer).contains("received_at"));
    EXPECT_TRUE(fields_of(kAgent).contains("received_at"));
}

}  // namespace
}  // namespace pingli::test
