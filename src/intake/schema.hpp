// The columns that each kind of row can have, and how a cell gets into it. The one place that ties
// the canonical column names of formats/headers.tsv to fields.

#pragma once

#include <algorithm>
#include <span>
#include <string_view>

#include "intake/rows.hpp"
#include "intake/values.hpp"

namespace pingli::intake {

enum class Need : std::uint8_t {
    Optional,
    Required,  // the column must be there, and the cell not be empty
    OneOf,     // at least one column of this kind must be there, and one cell not be empty
};

template <class T>
struct Field {
    std::string_view name;
    Expected (*read)(T& row, std::string_view cell, const Values& values);
    Need need = Need::Optional;
    std::string_view instead = {};  // the field that may stand in for this one; empty: none
};

template <class T>
struct Schema {
    FileKind kind{};
    std::span<const Field<T>> fields;
    facts::Source& (*source)(T& row);
};

const Schema<facts::Order>& order_schema();
const Schema<OrderLineRow>& order_line_schema();
const Schema<ReviewRow>& review_schema();
const Schema<MessageRow>& message_schema();
const Schema<facts::Call>& call_schema();
const Schema<facts::Contact>& contact_schema();
const Schema<facts::Claim>& claim_schema();
const Schema<facts::Parcel>& parcel_schema();
const Schema<facts::Recording>& recording_schema();
const Schema<InsuranceRow>& insurance_schema();
const Schema<facts::Note>& note_schema();

template <class T>
const Field<T>* find_field(const Schema<T>& schema, std::string_view name) {
    const auto found = std::ranges::find(schema.fields, name, &Field<T>::name);
    return found == schema.fields.end() ? nullptr : &*found;
}

// Calls `use(schema)` with the schema of the kind.
template <class Use>
auto with_schema(FileKind kind, Use use) {
    switch (kind) {
        case FileKind::Orders:
            return use(order_schema());
        case FileKind::OrderLines:
            return use(order_line_schema());
        case FileKind::Reviews:
            return use(review_schema());
        case FileKind::Chats:
            return use(message_schema());
        case FileKind::Calls:
            return use(call_schema());
        case FileKind::Contacts:
            return use(contact_schema());
        case FileKind::Claims:
            return use(claim_schema());
        case FileKind::Parcels:
            return use(parcel_schema());
        case FileKind::Recordings:
            return use(recording_schema());
        case FileKind::Insurance:
            return use(insurance_schema());
        case FileKind::Notes:
            break;
    }
    return use(note_schema());
}

}  // namespace pingli::intake
