// Who may set which field of a command, and what a time told from outside must follow, as the
// command itself says (kFieldRights). A field that it names may be set by the roles beside it only;
// every other one by whoever may give the command. Every time that a command can carry is named.

#pragma once

#include <chrono>
#include <span>

#include "cases/gate.hpp"
#include "cases/moment.hpp"

namespace pingli::cases {

// How far back a filing may be dated by those who may date it at all.
constexpr std::chrono::days kBackdatingMax{366};

template <class C>
constexpr std::span<const FieldRight> rights_of() {
    if constexpr (requires { C::kFieldRights; }) return C::kFieldRights;
    return {};
}

// Nothing: the command says nothing of it.
const FieldRight* field_right(std::span<const FieldRight> rights, std::string_view field);
bool may_set(Role role, std::span<const FieldRight> rights, std::string_view field);

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
Checked check_given(const Moment& m, std::span<const FieldRight> rights,
                    const std::vector<GivenFields::Given>& given);

}  // namespace pingli::cases
