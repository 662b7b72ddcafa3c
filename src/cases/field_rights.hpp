// Who may set which field of a command, and what a time told from outside must follow: the one
// table. A field that stands here may be set by the roles of its row only; every other one by
// whoever may give the command. Every time that a command can carry has a row.

#pragma once

#include <chrono>

#include "cases/gate.hpp"
#include "cases/moment.hpp"

namespace pingli::cases {

// How far back a filing may be dated by those who may date it at all.
constexpr std::chrono::days kBackdatingMax{366};

// A time told from outside is never in the future; nor is it before this.
enum class NotBefore : std::uint8_t {
    Anything,    // it lies in the dispute, not in the case
    Backdating,  // kBackdatingMax before now
    Filing,      // of the case, as its record shows
    FirstText,   // of the same review
    LastStep,    // the filing, the last ruling, the last appeal
};

struct FieldRight {
    std::string_view command;
    std::string_view field;  // as the body names it; "allegations.stop_requested_at" in a list
    SetOf<Role> who;
    NotBefore not_before = NotBefore::Anything;
};

inline constexpr auto kFieldRights = std::to_array<FieldRight>({
    // A customer files here and now. When the shop was told, only the shop can know; an officer
    // who could say so would take away its time to be heard.
    {"open_claim", "source", kShopStaff | kOfficers},
    {"open_claim", "filed_at", kShopStaff | kOfficers, NotBefore::Backdating},
    {"open_claim", "received_at", kShopStaff, NotBefore::Backdating},
    {"open_claim", "allegations.stop_requested_at", kParties | kOfficers},
    {"open_report", "made_at", kShopStaff},
    {"open_report", "follow_up_at", kShopStaff, NotBefore::FirstText},
    {"open_complaint", "source", kShopStaff},
    {"open_complaint", "complained_at", kShopStaff, NotBefore::Backdating},
    {"record_contact", "tried_at", kShopStaff, NotBefore::Filing},
    {"submit_evidence", "bearings.contacts.at", kParties | kAnyOfficer},
    {"weigh_exhibit", "findings.contacts.at", kAnyOfficer},
    {"record_filing", "filed_at", kShopStaff, NotBefore::Filing},
    {"record_platform_ruling", "ruled_at", kShopStaff, NotBefore::LastStep},
});

// Nothing: the table says nothing of it.
const FieldRight* field_right(std::string_view command, std::string_view field);
bool may_set(Role role, std::string_view command, std::string_view field);

// What of a command was given, field by field, with the times among it.
class GivenFields {
public:
    struct Given {
        std::string field;
        std::optional<Instant> time;
    };

    template <class C>
    static std::vector<Given> of(const C& command) {
        GivenFields walk;
        C::each(command, walk);
        return std::move(walk.given_);
    }

    template <class T>
    void operator()(std::string_view name, const T& value, Bounds = {}) {
        const std::size_t length = path_.size();
        if (!path_.empty()) path_ += '.';
        path_ += name;
        visit(value);
        path_.resize(length);
    }
    template <class T>
    void fresh(std::string_view name, const T& value) {
        (*this)(name, value);
    }
    template <class T>
    void maybe(std::string_view name, const T& value, Bounds = {}) {
        (*this)(name, value);
    }

private:
    void visit(Instant time) { given_.push_back({.field = path_, .time = time}); }
    template <class T>
    void visit(const std::optional<T>& value) {
        if (value) visit(*value);
    }
    template <class T>
    void visit(const std::vector<T>& values) {
        for (const T& value : values) visit(value);
    }
    void visit(const std::string& text) {
        if (!text.empty()) given_.push_back({.field = path_, .time = {}});
    }
    template <class T>
    void visit(const T& value) {
        if constexpr (requires { T::each(value, *this); })
            T::each(value, *this);
        else if constexpr (requires { value.value().empty(); }) {
            if (!value.value().empty()) given_.push_back({.field = path_, .time = {}});
        } else
            given_.push_back({.field = path_, .time = {}});
    }

    std::string path_;
    std::vector<Given> given_;
};

// Whether `given` is the actor's to set, and its times fit the server's and the record.
std::optional<Refusal> check_given(const Moment& m, std::string_view command,
                                   const std::vector<GivenFields::Given>& given);

}  // namespace pingli::cases
