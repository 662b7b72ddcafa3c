#include "intake/ingest.hpp"

#include <algorithm>
#include <unordered_map>

#include "intake/cells.hpp"

namespace pingli::intake {

namespace {

// What the side stores may keep in memory, as a part of the whole.
constexpr std::size_t kSideShare = 8;

std::optional<Instant> end_of(const facts::Conversation& conversation) {
    std::optional<Instant> end;
    for (const facts::Message& message : conversation.messages) end = std::max(end, message.at);
    return end;
}

std::string place_of(const facts::Source& source) {
    return std::string{source.file} + ":" + std::to_string(source.line);
}

}  // namespace

Ingest::Ingest(const Parameters& parameters, const FileNames& files, Report& report)
    : formats_(parameters.formats),
      files_(files),
      report_(report),
      shop_nicks_(parameters.shop_nicks),
      rows_(parameters.temporary, parameters.memory_bytes),
      later_(parameters.temporary, parameters.memory_bytes / kSideShare),
      aliases_(parameters.temporary, parameters.memory_bytes / kSideShare) {
    for (const std::string& number : parameters.shop_numbers)
        shop_numbers_.push_back(normalized_phone(number));
}

template <class T>
std::string_view Ingest::encoded(const T& row) {
    scratch_.clear();
    Encoder{scratch_, files_}(row);
    return scratch_.view();
}

template <class T>
Result<void> Ingest::put(char letter, std::string_view id, const T& row) {
    return put_fields(letter, id, tag_of<T>(), encoded(row));
}

Result<void> Ingest::put_fields(char letter, std::string_view id, RowTag tag,
                                std::string_view fields) {
    key_ = letter;
    key_ += id;
    return rows_.put(tag, hash_of(key_), key_, fields);
}

template <class T>
Result<void> Ingest::put_later(std::string_view person, const T& row) {
    return later_.put(tag_of<T>(), hash_of(person), {}, encoded(row));
}

Result<void> Ingest::take(const Row& row) {
    return std::visit([this](const auto* value) { return take(*value); }, row);
}

bool Ingest::is_shop_number(std::string_view normalized) const {
    return std::ranges::find(shop_numbers_, normalized) != shop_numbers_.end();
}

Result<void> Ingest::take(const facts::Order& row) {
    links_.offer_buyer(row.buyer, row.id, row.created_at, false);
    if (links_.wants_phones())
        links_.offer_phone(normalized_phone(row.phone), row.id, row.created_at);
    return put('o', row.id, row);
}

Result<void> Ingest::take(const OrderLineRow& row) {
    if (has_oid_reviews_ && !row.oid.empty() && row.oid != row.order) {
        const AliasRow alias{.oid = row.oid, .order = row.order};
        TRY(aliases_.put(RowTag::Alias, hash_of(row.oid), {}, encoded(alias)));
    }
    return put('o', row.order, row);
}

Result<void> Ingest::take(const ReviewRow& row) {
    ReviewRow copy = row;
    facts::Review& review = copy.review;
    copy.is_feed = !review.rating && !review.stars;
    if (review.id.empty()) review.id = row.oid;
    const bool is_text_default = formats_.is_default_text(review.text);
    if (formats_.is_default_text(review.followup)) review.followup = {};
    // A default text above the buyer's own follow-up is nobody's words.
    if (is_text_default && !review.followup.empty()) review.text = {};
    review.platform_default = is_text_default && review.followup.empty();
    if (review.order.empty() && !row.oid.empty()) {
        has_oid_reviews_ = true;
        return aliases_.put(RowTag::Review, hash_of(row.oid), {}, encoded(copy));
    }
    return put_review(copy);
}

Result<void> Ingest::put_review(ReviewRow row) {
    facts::Review& review = row.review;
    if (review.order.empty()) {
        if (row.is_by_seller) return {};
        const std::string place = review.id.empty() ? place_of(review.source) : std::string{};
        if (review.id.empty()) review.id = place;
        return put('r', review.id, row);
    }
    if (review.id.empty()) review.id = review.order;
    if (!row.is_by_seller) links_.offer_buyer(review.buyer, review.order, review.created_at, true);
    return put('o', review.order, row);
}

Result<void> Ingest::take(const facts::Conversation& row) {
    if (!row.order.empty()) return put('o', row.order, row);
    if (row.buyer.empty()) return put('c', place_of(row.source), row);
    links_.want_buyer(row.buyer);
    return put_later(row.buyer, row);
}

Result<void> Ingest::take(const MessageRow& row) {
    MessageRow copy = row;
    if (!copy.who && !row.nick.empty()) {
        const bool is_platform = formats_.meaning(WordKind::Speaker, row.nick) == "platform";
        // In a log that says whose chat it is, whoever else speaks does so for the shop.
        const bool is_other = !row.buyer.empty() && row.nick != row.buyer;
        copy.who = is_platform                                   ? facts::Speaker::Platform
                   : shop_nicks_.is_seller(row.nick) || is_other ? facts::Speaker::Seller
                                                                 : facts::Speaker::Buyer;
    }
    if (copy.buyer.empty() && copy.who == facts::Speaker::Buyer) copy.buyer = row.nick;
    if (!copy.order.empty()) return put('o', copy.order, copy);
    if (copy.buyer.empty()) return put('c', copy.id.empty() ? row.source.file : copy.id, copy);
    links_.want_buyer(copy.buyer);
    return put_later(copy.buyer, copy);
}

Result<void> Ingest::take(const facts::Call& row) {
    for (const std::string_view number : {row.caller, row.callee}) {
        const std::string normalized = normalized_phone(number);
        if (normalized.empty() || is_shop_number(normalized)) continue;
        links_.want_phone(normalized);
        TRY(put_later(normalized, row));
    }
    return {};
}

Result<void> Ingest::take(const facts::Contact& row) {
    const std::string number = normalized_phone(row.number);
    links_.want_buyer(row.person);
    links_.want_phone(number);
    return put_later(row.person.empty() ? std::string_view{number} : row.person, row);
}

Result<void> Ingest::take(const facts::Claim& row) {
    return put('o', row.order, row);
}

Result<void> Ingest::take(const facts::Parcel& row) {
    if (!row.order.empty()) return put('o', row.order, row);
    ++report_.counts().unmatched;
    return {};
}

Result<void> Ingest::take(const facts::Recording& row) {
    return put('o', row.order, row);
}

Result<void> Ingest::take(const InsuranceRow& row) {
    return put('o', row.order, row);
}

Result<void> Ingest::take(const facts::Note& row) {
    if (!row.order.empty()) return put('o', row.order, row);
    links_.want_buyer(row.buyer);
    return put_later(row.buyer, row);
}

Result<void> Ingest::finish() {
    TRY(join_order_lines());
    return join_persons();
}

// Reviews that name an order line only: the order by the order lines; where these do not know it,
// the line's number is the order's (an order of one line).
Result<void> Ingest::join_order_lines() {
    if (!has_oid_reviews_) return {};
    std::vector<StoredRow> rows;
    std::unordered_map<std::string_view, std::string_view> orders;
    for (std::size_t part = 0; part < aliases_.parts(); ++part) {
        TRY(aliases_.load(part, rows));
        orders.clear();
        for (const StoredRow& stored : rows) {
            if (stored.tag != RowTag::Alias) continue;
            AliasRow alias;
            Decoder{stored.fields, files_}(alias);
            orders.insert_or_assign(alias.oid, alias.order);
        }
        for (const StoredRow& stored : rows) {
            if (stored.tag != RowTag::Review) continue;
            ReviewRow row;
            Decoder{stored.fields, files_}(row);
            const auto found = orders.find(row.oid);
            row.review.order = found == orders.end() ? row.oid : found->second;
            TRY(put_review(row));
        }
    }
    return {};
}

Result<void> Ingest::join_persons() {
    std::vector<StoredRow> rows;
    for (std::size_t part = 0; part < later_.parts(); ++part) {
        TRY(later_.load(part, rows));
        for (const StoredRow& stored : rows) TRY(join_person(stored));
    }
    return {};
}

// To every order of the person; without one to the buyer's own dossier, if that says who it is.
Result<void> Ingest::put_for_all(const std::vector<KnownOrder>& orders, RowTag tag,
                                 std::string_view fields, std::string_view buyer) {
    for (const KnownOrder& order : orders) TRY(put_fields('o', order.id, tag, fields));
    if (!orders.empty()) return {};
    if (!buyer.empty()) return put_fields('b', buyer, tag, fields);
    ++report_.counts().unmatched;
    return {};
}

Result<void> Ingest::join_person(const StoredRow& stored) {
    Decoder decode{stored.fields, files_};
    const auto put_chat = [&](std::string_view buyer, std::optional<Instant> end) {
        const KnownOrder* const order = links_.order_for_chat(buyer, end);
        return order != nullptr ? put_fields('o', order->id, stored.tag, stored.fields)
                                : put_fields('b', buyer, stored.tag, stored.fields);
    };
    switch (stored.tag) {
        case RowTag::Conversation: {
            facts::Conversation row;
            decode(row);
            return put_chat(row.buyer, end_of(row));
        }
        case RowTag::Message: {
            MessageRow row;
            decode(row);
            return put_chat(row.buyer, row.at);
        }
        case RowTag::Call: {
            facts::Call row;
            decode(row);
            for (const std::string_view number : {row.caller, row.callee}) {
                const std::string normalized = normalized_phone(number);
                if (hash_of(normalized) == stored.hash)
                    return put_for_all(links_.orders_of_phone(normalized), stored.tag,
                                       stored.fields, {});
            }
            return {};
        }
        case RowTag::Contact: {
            facts::Contact row;
            decode(row);
            const auto& by_person = links_.orders_of_buyer(row.person);
            const auto& orders = !row.person.empty() && !by_person.empty()
                                     ? by_person
                                     : links_.orders_of_phone(normalized_phone(row.number));
            return put_for_all(orders, stored.tag, stored.fields, {});
        }
        default: {
            PINGLI_ASSERT(stored.tag == RowTag::Note);
            facts::Note row;
            decode(row);
            return put_for_all(links_.orders_of_buyer(row.buyer), stored.tag, stored.fields,
                               row.buyer);
        }
    }
}

}  // namespace pingli::intake
