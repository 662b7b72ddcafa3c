#include "intake/schema.hpp"

#include <array>

#include "intake/cells.hpp"

namespace pingli::intake {

namespace {

using facts::Call;
using facts::Claim;
using facts::Contact;
using facts::Note;
using facts::Order;
using facts::OrderLine;
using facts::Parcel;
using facts::Recording;
using facts::Review;

// The member that a path of member pointers leads to.
template <class T, class M, class... Rest>
auto& member(T& row, M T::* first, Rest... rest) {
    if constexpr (sizeof...(rest) == 0)
        return row.*first;
    else
        return member(row.*first, rest...);
}

template <class T, auto... kPath>
Expected set_text(T& row, std::string_view cell, const Values&) {
    return Values::read_text(cell, member(row, kPath...));
}
template <class T, auto... kPath>
Expected set_id(T& row, std::string_view cell, const Values& values) {
    return values.read_id(cell, member(row, kPath...));
}
template <class T, auto... kPath>
Expected set_order(T& row, std::string_view cell, const Values& values) {
    return values.read_order(cell, member(row, kPath...));
}
template <class T, auto... kPath>
Expected set_needed_order(T& row, std::string_view cell, const Values& values) {
    const Expected expected = values.read_order(cell, member(row, kPath...));
    const bool is_missing = expected.empty() && member(row, kPath...).empty();
    return is_missing ? "cell.order" : expected;
}
template <class T, auto... kPath>
Expected set_value(T& row, std::string_view cell, const Values& values) {
    return values.read(cell, member(row, kPath...));
}
// A flag that is false unless the cell says yes.
template <class T, auto... kPath>
Expected set_flag(T& row, std::string_view cell, const Values& values) {
    std::optional<bool> said;
    const Expected expected = values.read(cell, said);
    if (said.value_or(false)) member(row, kPath...) = true;
    return expected;
}

template <class T, auto... kPath>
constexpr Field<T> text(std::string_view name, Need need = Need::Optional) {
    return {.name = name, .read = &set_text<T, kPath...>, .need = need};
}
template <class T, auto... kPath>
constexpr Field<T> id(std::string_view name, Need need = Need::Optional,
                      std::string_view instead = {}) {
    return {.name = name, .read = &set_id<T, kPath...>, .need = need, .instead = instead};
}
template <class T, auto... kPath>
constexpr Field<T> order(std::string_view name, Need need = Need::Optional) {
    return {
        .name = name,
        .read = need == Need::Required ? &set_needed_order<T, kPath...> : &set_order<T, kPath...>,
        .need = need};
}
template <class T, auto... kPath>
constexpr Field<T> value(std::string_view name, Need need = Need::Optional) {
    return {.name = name, .read = &set_value<T, kPath...>, .need = need};
}
template <class T, auto... kPath>
constexpr Field<T> flag(std::string_view name) {
    return {.name = name, .read = &set_flag<T, kPath...>};
}

Expected set_role(ReviewRow& row, std::string_view cell, const Values& values) {
    if (trimmed(cell).empty()) return {};
    const std::string_view role = values.formats().meaning(WordKind::Role, unwrapped(cell));
    row.is_by_seller = role == "seller";
    return role.empty() ? "cell.side" : Expected{};
}

// Words (好评), or stars that say that they are: a bare 1 may be a code for praise or one star.
Expected set_rating(ReviewRow& row, std::string_view cell, const Values& values);

// A column of stars may hold words instead.
Expected set_stars(ReviewRow& row, std::string_view cell, const Values& values) {
    std::optional<facts::Rating> rating;
    if (values.read(cell, rating).empty()) {
        if (rating) row.review.rating = rating;
        return {};
    }
    const Expected expected = values.read(cell, row.review.stars);
    if (!row.review.stars || (*row.review.stars >= 1 && *row.review.stars <= 5)) return expected;
    row.review.stars.reset();
    return "cell.stars";
}

Expected set_rating(ReviewRow& row, std::string_view cell, const Values& values) {
    const Expected expected = values.read(cell, row.review.rating);
    const bool names_stars = cell.contains("星") || cell.contains("分");
    return expected.empty() || !names_stars ? expected : set_stars(row, cell, values);
}

Expected set_won_by(Claim& row, std::string_view cell, const Values& values) {
    row.won_by = values.formats().meaning(WordKind::WonBy, unwrapped(cell));
    return {};  // Any other word: open, or nobody won.
}

// "被叫" in the list of one number: the other one called.
Expected set_side(Call& row, std::string_view cell, const Values& values) {
    const bool is_incoming =
        values.formats().meaning(WordKind::Side, unwrapped(cell)) == "incoming";
    if (is_incoming && !row.caller.empty() && !row.callee.empty())
        std::swap(row.caller, row.callee);
    return {};  // Other words tell of other things: local, roaming.
}

Expected set_start(Call& row, std::string_view cell, const Values& values) {
    std::optional<Instant> at;
    const Expected expected = values.read(cell, at);
    if (at) row.start = *at;
    return at || !expected.empty() ? expected : "cell.time";
}

Expected set_count(OrderLineRow& row, std::string_view cell, const Values& values) {
    std::uint32_t count = 0;
    const Expected expected = values.read(cell, count);
    row.line.count = count == 0 ? 1 : count;
    return expected;
}

constexpr std::array kOrderFields{
    order<Order, &Order::id>("id", Need::Required),
    id<Order, &Order::buyer>("buyer"),
    text<Order, &Order::status>("status"),
    text<Order, &Order::courier>("courier"),
    id<Order, &Order::waybill>("waybill"),
    id<Order, &Order::phone>("phone"),
    text<Order, &Order::receiver>("receiver"),
    text<Order, &Order::address>("address"),
    text<Order, &Order::memo>("memo"),
    text<Order, &Order::title>("title"),
    text<Order, &Order::shop_name>("shop_name"),
    value<Order, &Order::buyer_level>("buyer_level"),
    value<Order, &Order::paid>("paid"),
    value<Order, &Order::freight>("freight"),
    value<Order, &Order::created_at>("created_at"),
    value<Order, &Order::paid_at>("paid_at"),
    value<Order, &Order::shipped_at>("shipped_at"),
    value<Order, &Order::received_at>("received_at"),
    value<Order, &Order::closed_at>("closed_at"),
    value<Order, &Order::rated_by_buyer>("rated_by_buyer"),
    value<Order, &Order::rated_by_seller>("rated_by_seller"),
    value<Order, &Order::insurance>("insurance"),
    text<Order, &Order::insurance_reason>("insurance_reason"),
};

constexpr std::array kOrderLineFields{
    order<OrderLineRow, &OrderLineRow::order>("order", Need::Required),
    order<OrderLineRow, &OrderLineRow::oid>("oid"),
    text<OrderLineRow, &OrderLineRow::line, &OrderLine::title>("title"),
    text<OrderLineRow, &OrderLineRow::line, &OrderLine::sku>("sku"),
    id<OrderLineRow, &OrderLineRow::line, &OrderLine::item_id>("item_id"),
    value<OrderLineRow, &OrderLineRow::line, &OrderLine::price>("price"),
    Field<OrderLineRow>{.name = "count", .read = &set_count},
};

constexpr std::array kReviewFields{
    id<ReviewRow, &ReviewRow::review, &Review::id>("id"),
    order<ReviewRow, &ReviewRow::oid>("oid"),
    order<ReviewRow, &ReviewRow::review, &Review::order>("order"),
    id<ReviewRow, &ReviewRow::review, &Review::item_id>("item_id"),
    text<ReviewRow, &ReviewRow::review, &Review::item_title>("item_title"),
    text<ReviewRow, &ReviewRow::review, &Review::sku>("sku"),
    id<ReviewRow, &ReviewRow::review, &Review::buyer>("buyer"),
    Field<ReviewRow>{.name = "rating", .read = &set_rating, .need = Need::OneOf},
    Field<ReviewRow>{.name = "stars", .read = &set_stars, .need = Need::OneOf},
    flag<ReviewRow, &ReviewRow::review, &Review::negative_tag>("negative_tag"),
    flag<ReviewRow, &ReviewRow::review, &Review::negative_tag>("append_negative_tag"),
    text<ReviewRow, &ReviewRow::review, &Review::text>("text", Need::OneOf),
    text<ReviewRow, &ReviewRow::review, &Review::followup>("followup", Need::OneOf),
    value<ReviewRow, &ReviewRow::review, &Review::created_at>("created_at"),
    value<ReviewRow, &ReviewRow::review, &Review::followup_at>("followup_at"),
    text<ReviewRow, &ReviewRow::review, &Review::reply>("reply"),
    value<ReviewRow, &ReviewRow::review, &Review::reply_at>("reply_at"),
    Field<ReviewRow>{.name = "role", .read = &set_role},
};

constexpr std::array kMessageFields{
    id<MessageRow, &MessageRow::id>("id"),
    order<MessageRow, &MessageRow::order>("order"),
    id<MessageRow, &MessageRow::buyer>("buyer"),
    value<MessageRow, &MessageRow::who>("who", Need::OneOf),
    id<MessageRow, &MessageRow::nick>("nick", Need::OneOf),
    value<MessageRow, &MessageRow::at>("at"),
    text<MessageRow, &MessageRow::text>("text", Need::Required),
    id<MessageRow, &MessageRow::reference>("reference"),
};

// Either who called whom, or the list's own number, the other one, and which side called.
constexpr std::array kCallFields{
    id<Call, &Call::caller>("own", Need::Required, "caller"),
    id<Call, &Call::callee>("other", Need::Required, "callee"),
    Field<Call>{.name = "side", .read = &set_side},
    id<Call, &Call::caller>("caller", Need::Required, "own"),
    id<Call, &Call::callee>("callee", Need::Required, "other"),
    Field<Call>{.name = "start", .read = &set_start, .need = Need::Required},
    value<Call, &Call::seconds>("seconds"),
};

constexpr std::array kContactFields{
    value<Contact, &Contact::at>("at", Need::Required),
    text<Contact, &Contact::agent>("agent"),
    id<Contact, &Contact::person>("person", Need::OneOf),
    text<Contact, &Contact::channel>("channel", Need::Required),
    text<Contact, &Contact::direction>("direction"),
    value<Contact, &Contact::answered>("answered"),
    value<Contact, &Contact::seconds>("seconds"),
    id<Contact, &Contact::number>("number", Need::OneOf),
    text<Contact, &Contact::note>("note"),
};

constexpr std::array kClaimFields{
    id<Claim, &Claim::id>("id"),
    order<Claim, &Claim::order>("order", Need::Required),
    value<Claim, &Claim::opened_at>("opened_at"),
    value<Claim, &Claim::closed_at>("closed_at"),
    Field<Claim>{.name = "won_by", .read = &set_won_by},
    value<Claim, &Claim::amount>("amount"),
    text<Claim, &Claim::text>("text"),
};

constexpr std::array kParcelFields{
    id<Parcel, &Parcel::waybill>("waybill", Need::OneOf),
    order<Parcel, &Parcel::order>("order", Need::OneOf),
    value<Parcel, &Parcel::sent_at>("sent_at"),
    text<Parcel, &Parcel::from>("from"),
    text<Parcel, &Parcel::contents>("contents"),
};

constexpr std::array kRecordingFields{
    order<Recording, &Recording::order>("order", Need::Required),
    value<Recording, &Recording::at>("at"),
    text<Recording, &Recording::file>("file"),
    text<Recording, &Recording::how_obtained>("how_obtained"),
    text<Recording, &Recording::transcript>("transcript"),
};

constexpr std::array kInsuranceFields{
    order<InsuranceRow, &InsuranceRow::order>("order", Need::Required),
    value<InsuranceRow, &InsuranceRow::status>("status", Need::Required),
    text<InsuranceRow, &InsuranceRow::reason>("reason"),
    value<InsuranceRow, &InsuranceRow::premium>("premium"),
    value<InsuranceRow, &InsuranceRow::payout>("payout"),
};

constexpr std::array kNoteFields{
    value<Note, &Note::at>("at"),
    order<Note, &Note::order>("order", Need::OneOf),
    id<Note, &Note::buyer>("buyer", Need::OneOf),
    text<Note, &Note::kind>("kind", Need::Required),
    text<Note, &Note::text>("text"),
    text<Note, &Note::by>("by"),
};

template <class T, auto... kPath>
facts::Source& source(T& row) {
    return member(row, kPath...);
}

}  // namespace

const Schema<Order>& order_schema() {
    static constexpr Schema<Order> kSchema{FileKind::Orders, kOrderFields,
                                           &source<Order, &Order::source>};
    return kSchema;
}

const Schema<OrderLineRow>& order_line_schema() {
    static constexpr Schema<OrderLineRow> kSchema{FileKind::OrderLines, kOrderLineFields,
                                                  &source<OrderLineRow, &OrderLineRow::source>};
    return kSchema;
}

const Schema<ReviewRow>& review_schema() {
    static constexpr Schema<ReviewRow> kSchema{
        FileKind::Reviews, kReviewFields, &source<ReviewRow, &ReviewRow::review, &Review::source>};
    return kSchema;
}

const Schema<MessageRow>& message_schema() {
    static constexpr Schema<MessageRow> kSchema{FileKind::Chats, kMessageFields,
                                                &source<MessageRow, &MessageRow::source>};
    return kSchema;
}

const Schema<Call>& call_schema() {
    static constexpr Schema<Call> kSchema{FileKind::Calls, kCallFields,
                                          &source<Call, &Call::source>};
    return kSchema;
}

const Schema<Contact>& contact_schema() {
    static constexpr Schema<Contact> kSchema{FileKind::Contacts, kContactFields,
                                             &source<Contact, &Contact::source>};
    return kSchema;
}

const Schema<Claim>& claim_schema() {
    static constexpr Schema<Claim> kSchema{FileKind::Claims, kClaimFields,
                                           &source<Claim, &Claim::source>};
    return kSchema;
}

const Schema<Parcel>& parcel_schema() {
    static constexpr Schema<Parcel> kSchema{FileKind::Parcels, kParcelFields,
                                            &source<Parcel, &Parcel::source>};
    return kSchema;
}

const Schema<Recording>& recording_schema() {
    static constexpr Schema<Recording> kSchema{FileKind::Recordings, kRecordingFields,
                                               &source<Recording, &Recording::source>};
    return kSchema;
}

const Schema<InsuranceRow>& insurance_schema() {
    static constexpr Schema<InsuranceRow> kSchema{FileKind::Insurance, kInsuranceFields,
                                                  &source<InsuranceRow, &InsuranceRow::source>};
    return kSchema;
}

const Schema<Note>& note_schema() {
    static constexpr Schema<Note> kSchema{FileKind::Notes, kNoteFields,
                                          &source<Note, &Note::source>};
    return kSchema;
}

}  // namespace pingli::intake
