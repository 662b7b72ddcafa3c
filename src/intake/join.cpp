#include "intake/join.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>
#include <type_traits>
#include <utility>

namespace pingli::intake {

namespace {

template <class T>
void keep_last(T& earlier, T& later) {
    if (later == T{}) later = earlier;
}

// What the later of two rows of one review does not say, the earlier one does.
void merge(facts::Review& earlier, facts::Review& later) {
    keep_last(earlier.item_id, later.item_id);
    keep_last(earlier.item_title, later.item_title);
    keep_last(earlier.sku, later.sku);
    keep_last(earlier.buyer, later.buyer);
    keep_last(earlier.rating, later.rating);
    keep_last(earlier.stars, later.stars);
    keep_last(earlier.negative_tag, later.negative_tag);
    keep_last(earlier.text, later.text);
    keep_last(earlier.followup, later.followup);
    keep_last(earlier.created_at, later.created_at);
    keep_last(earlier.followup_at, later.followup_at);
    keep_last(earlier.reply, later.reply);
    keep_last(earlier.reply_at, later.reply_at);
    if (!later.followup.empty()) later.platform_default = false;
    earlier = later;
}

// How far an order has come: of two exports the one that shows it further along is the later one.
auto progress_of(const facts::Order& order) {
    const auto is_true = [](const std::optional<bool>& said) {
        return said.value_or(false) ? 1 : 0;
    };
    return std::tuple{is_true(order.rated_by_buyer) + is_true(order.rated_by_seller),
                      order.closed_at.has_value(), order.received_at.has_value(),
                      order.shipped_at.has_value(), order.paid_at.has_value()};
}

// Two rows of one order complete each other; where both say something, the one further along
// counts, of two alike the one read last.
void merge(facts::Order& earlier, facts::Order& later) {
    if (progress_of(earlier) > progress_of(later)) std::swap(earlier, later);
    keep_last(earlier.buyer, later.buyer);
    keep_last(earlier.status, later.status);
    keep_last(earlier.courier, later.courier);
    keep_last(earlier.waybill, later.waybill);
    keep_last(earlier.phone, later.phone);
    keep_last(earlier.receiver, later.receiver);
    keep_last(earlier.address, later.address);
    keep_last(earlier.memo, later.memo);
    keep_last(earlier.title, later.title);
    keep_last(earlier.shop_name, later.shop_name);
    keep_last(earlier.buyer_level, later.buyer_level);
    keep_last(earlier.paid, later.paid);
    keep_last(earlier.freight, later.freight);
    keep_last(earlier.created_at, later.created_at);
    keep_last(earlier.paid_at, later.paid_at);
    keep_last(earlier.shipped_at, later.shipped_at);
    keep_last(earlier.received_at, later.received_at);
    keep_last(earlier.closed_at, later.closed_at);
    keep_last(earlier.rated_by_buyer, later.rated_by_buyer);
    keep_last(earlier.rated_by_seller, later.rated_by_seller);
    keep_last(earlier.insurance, later.insurance);
    keep_last(earlier.insurance_reason, later.insurance_reason);
    earlier = std::move(later);
}

void merge(facts::OrderLine& earlier, facts::OrderLine& later) {
    keep_last(earlier.title, later.title);
    keep_last(earlier.sku, later.sku);
    keep_last(earlier.item_id, later.item_id);
    keep_last(earlier.price, later.price);
    earlier = later;
}

void merge(InsuranceRow& earlier, InsuranceRow& later) {
    keep_last(earlier.status, later.status);
    keep_last(earlier.reason, later.reason);
    keep_last(earlier.premium, later.premium);
    keep_last(earlier.payout, later.payout);
    earlier = later;
}

// What makes two lines the same, wherever they stand.
auto said_by(const facts::Call& row) {
    return std::tuple{row.caller, row.callee, row.start, row.seconds};
}
auto said_by(const facts::Contact& row) {
    return std::tuple{row.at,     row.agent, row.person,   row.channel, row.direction,
                      row.number, row.note,  row.answered, row.seconds};
}
auto said_by(const facts::Claim& row) {
    return std::tuple{row.id,
                      row.order,
                      row.won_by,
                      row.text,
                      row.opened_at,
                      row.closed_at,
                      row.amount ? row.amount->minor : -1};
}
auto said_by(const facts::Parcel& row) {
    return std::tuple{row.waybill, row.order, row.from, row.contents, row.sent_at};
}
auto said_by(const facts::Recording& row) {
    return std::tuple{row.order, row.file, row.how_obtained, row.transcript, row.at};
}
auto said_by(const facts::Note& row) {
    return std::tuple{row.order, row.buyer, row.kind, row.text, row.by, row.at};
}

// Exports that overlap hold a line twice: it counts once. Returns how many were left out.
template <class T>
std::size_t drop_repeated(std::vector<T>& rows) {
    std::set<decltype(said_by(std::declval<const T&>()))> seen;
    return std::erase_if(rows, [&](const T& row) { return !seen.insert(said_by(row)).second; });
}

// Rows of the same time stand as they do in the files, in whichever order they came here.
template <class T, class Time>
auto place_of(const T& row, const Time& time) {
    return std::tuple{time, row.source.file, row.source.line};
}

auto place_of(const facts::Conversation& row) {
    return place_of(row, row.messages.empty() ? std::nullopt : row.messages.front().at);
}

// Keeps rows of the same time in their order. (Not std::ranges::stable_sort: libstdc++ 12's calls
// what clang calls deprecated.)
template <class T, class Time>
void sort_by_time(std::vector<T>& values, Time time) {
    if (std::ranges::is_sorted(values, {}, time)) return;
    using Key = std::remove_cvref_t<std::invoke_result_t<Time, const T&>>;
    std::vector<std::pair<Key, std::size_t>> order;
    for (const T& value : values) order.emplace_back(std::invoke(time, value), order.size());
    std::ranges::sort(order);
    std::vector<T> sorted;
    sorted.reserve(values.size());
    for (const auto& [key, index] : order) sorted.push_back(std::move(values[index]));
    values = std::move(sorted);
}

}  // namespace

void Joiner::group_rows() {
    groups_.clear();
    group_ = 0;
    places_.resize(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i)
        places_[i] = {.hash = rows_[i].hash, .index = static_cast<std::uint32_t>(i)};
    const auto key_at = [&](const Place& place) { return rows_[place.index].key; };
    std::ranges::sort(places_, [&](const Place& a, const Place& b) {
        if (a.hash != b.hash) return a.hash < b.hash;
        return a.index < b.index;
    });
    for (std::size_t first = 0; first < places_.size();) {
        std::size_t end = first + 1;
        while (end < places_.size() && places_[end].hash == places_[first].hash) ++end;
        const auto run = places_.begin() + static_cast<std::ptrdiff_t>(first);
        const auto run_end = places_.begin() + static_cast<std::ptrdiff_t>(end);
        const std::string_view key = key_at(*run);
        // Two keys of one hash: first all rows of the one, then those of the other.
        const auto is_other = [&](const Place& place) { return key_at(place) != key; };
        auto others = run_end;
        if (std::any_of(run, run_end, is_other)) {
            std::sort(run, run_end, [&](const Place& a, const Place& b) {
                return std::pair{is_other(a), a.index} < std::pair{is_other(b), b.index};
            });
            others = std::find_if(run, run_end, is_other);
        }
        const auto size = static_cast<std::size_t>(others - run);
        groups_.push_back(make_group(key, first, first + size));
        first += size;  // Another key of the same hash comes in the next round.
    }
    std::ranges::sort(groups_, [](const Group& a, const Group& b) {
        if (a.rank != b.rank) return a.rank < b.rank;
        return a.number != b.number ? a.number < b.number : a.key < b.key;
    });
}

Joiner::Group Joiner::make_group(std::string_view key, std::size_t first, std::size_t end) {
    // Orders first, then reviews, buyers, conversations.
    static constexpr std::string_view kLetters = "orbc";
    constexpr std::size_t kNumberDigitsMax = 19;
    Group group{.rank = (kLetters.find(key.front()) << 32U) + key.size(),
                .number = 0,
                .key = key,
                .first = first,
                .end = end};
    const std::string_view digits = key.substr(1);
    if (digits.size() > kNumberDigitsMax) return group;
    std::uint64_t number = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return group;
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    group.number = number;
    return group;
}

Result<bool> Joiner::next(facts::Dossier& out) {
    while (group_ == groups_.size()) {
        if (part_ == partitions_.parts()) return false;
        TRY(partitions_.load(part_++, rows_));
        group_rows();
    }
    fill(groups_[group_++], out);
    return true;
}

void Joiner::fill(const Group& group, facts::Dossier& out) {
    out.clear();
    order_id_ = group.key.front() == 'o' ? group.key.substr(1) : std::string_view{};
    has_order_row_ = false;
    rated_by_seller_ = false;
    line_oids_.clear();
    lines_.clear();
    review_feeds_.clear();
    from_messages_.clear();
    insurance_.reset();
    turns_ = 0;
    more_conversations_ = more_reviews_ = {};
    more_rows_ = 0;
    for (std::size_t i = group.first; i < group.end; ++i) {
        if (i - group.first == kRowsPerDossierMax) {
            more_rows_ = group.end - i;
            break;
        }
        const StoredRow& stored = rows_[places_[i].index];
        take(stored, out);
    }
    finish(out);
}

void Joiner::take(const StoredRow& stored, facts::Dossier& out) {
    Decoder decode{stored.fields, files_};
    switch (stored.tag) {
        case RowTag::Order:
            return take_order(decode, out);
        case RowTag::OrderLine:
            return take_line(decode, out);
        case RowTag::Review:
            return take_review(decode, out);
        case RowTag::Conversation:
            return take_conversation(decode, out);
        case RowTag::Message:
            return take_message(decode, out);
        case RowTag::Call:
            return decode(out.calls.emplace_back());
        case RowTag::Contact:
            return decode(out.contacts.emplace_back());
        case RowTag::Claim:
            return decode(out.claims.emplace_back());
        case RowTag::Parcel:
            return decode(out.parcels.emplace_back());
        case RowTag::Recording:
            return decode(out.recordings.emplace_back());
        case RowTag::Insurance:
            return take_insurance(decode, out);
        case RowTag::Note:
            return decode(out.notes.emplace_back());
        case RowTag::Alias:
            break;
    }
    PINGLI_ASSERT(false);
}

// The order, made with nothing but its id when no file of orders has it.
facts::Order& Joiner::order_of(facts::Dossier& out) {
    if (!out.order) out.order.emplace().id = order_id_;
    return *out.order;
}

void Joiner::take_order(Decoder& decode, facts::Dossier& out) {
    facts::Order row;
    decode(row);
    if (has_order_row_) {
        ++report_.counts().duplicates;
        merge(*out.order, row);
    } else {
        out.order = std::move(row);
    }
    has_order_row_ = true;
}

void Joiner::take_line(Decoder& decode, facts::Dossier&) {
    OrderLineRow row;
    decode(row);
    const auto same = std::ranges::find(line_oids_, row.oid);
    if (!row.oid.empty() && row.oid != order_id_ && same != line_oids_.end()) {
        merge(lines_[static_cast<std::size_t>(same - line_oids_.begin())], row.line);
        return;
    }
    line_oids_.push_back(row.oid);
    lines_.push_back(row.line);
}

void Joiner::take_review(Decoder& decode, facts::Dossier& out) {
    ReviewRow row;
    decode(row);
    if (row.is_by_seller) {
        rated_by_seller_ = true;
        return;
    }
    for (std::size_t i = 0; i < out.reviews.size(); ++i) {
        facts::Review& earlier = out.reviews[i];
        if (earlier.id != row.review.id) continue;
        // An order's number that stands in for an id is one review for each thing bought.
        if (earlier.id == order_id_ && earlier.item_id != row.review.item_id) continue;
        const bool completes = review_feeds_[i] != row.is_feed;
        if (!completes) ++report_.counts().duplicates;
        merge(earlier, row.review);
        review_feeds_[i] = review_feeds_[i] && row.is_feed;
        return;
    }
    if (out.reviews.size() == kReviewsPerDossierMax) return more_reviews_.add(row.review.source);
    out.reviews.push_back(row.review);
    review_feeds_.push_back(row.is_feed);
}

bool Joiner::has_room(const facts::Dossier& out, std::size_t turns) const {
    return out.conversations.size() < kConversationsPerDossierMax &&
           turns_ + turns <= kTurnsPerDossierMax;
}

// The same conversation exported twice counts once: the later one, unless it holds less.
void Joiner::take_conversation(Decoder& decode, facts::Dossier& out) {
    facts::Conversation row;
    decode(row);
    const auto same = row.id.empty()
                          ? out.conversations.end()
                          : std::ranges::find(out.conversations, row.id, &facts::Conversation::id);
    if (same != out.conversations.end()) {
        ++report_.counts().duplicates;
        const std::size_t before = same->messages.size();
        if (row.messages.size() < before) return;
        if (turns_ + row.messages.size() - before > kTurnsPerDossierMax)
            return more_conversations_.add(row.source);
        turns_ += row.messages.size() - before;
        *same = std::move(row);
        return;
    }
    if (!has_room(out, row.messages.size())) return more_conversations_.add(row.source);
    turns_ += row.messages.size();
    out.conversations.push_back(std::move(row));
}

// Lines of a chat log are put together again: same file, conversation and buyer.
void Joiner::take_message(Decoder& decode, facts::Dossier& out) {
    MessageRow row;
    decode(row);
    const facts::Message message{
        .who = row.who.value_or(facts::Speaker::Buyer), .at = row.at, .text = row.text};
    const std::string_view agent =
        message.who == facts::Speaker::Seller ? row.nick : std::string_view{};
    for (const std::size_t i : from_messages_) {
        facts::Conversation& conversation = out.conversations[i];
        if (conversation.source.file != row.source.file || conversation.id != row.id) continue;
        if (!conversation.buyer.empty() && !row.buyer.empty() && conversation.buyer != row.buyer)
            continue;
        if (turns_ == kTurnsPerDossierMax) return more_conversations_.add(row.source);
        ++turns_;
        if (conversation.buyer.empty()) conversation.buyer = row.buyer;
        if (conversation.reference.empty()) conversation.reference = row.reference;
        if (conversation.agent.empty()) conversation.agent = agent;
        conversation.messages.push_back(message);
        return;
    }
    if (!has_room(out, 1)) return more_conversations_.add(row.source);
    ++turns_;
    from_messages_.push_back(out.conversations.size());
    facts::Conversation& conversation = out.conversations.emplace_back();
    conversation.id = row.id;
    conversation.order = row.order;
    conversation.buyer = row.buyer;
    conversation.reference = row.reference;
    conversation.agent = agent;
    conversation.source = row.source;
    conversation.messages.push_back(message);
}

void Joiner::take_insurance(Decoder& decode, facts::Dossier&) {
    InsuranceRow row;
    decode(row);
    if (insurance_)
        merge(*insurance_, row);
    else
        insurance_ = row;
}

// What is judged without all that the files say is said to be so.
void Joiner::tell_of_not_read() {
    if (more_conversations_.count > 0)
        report_.not_read(more_conversations_.first, more_conversations_.count,
                         say("file.order_chats_max"));
    if (more_reviews_.count > 0)
        report_.not_read(more_reviews_.first, more_reviews_.count, say("file.order_reviews_max"));
    if (more_rows_ > 0) report_.not_read({}, more_rows_, say("file.order_rows_max"));
}

void Joiner::finish(facts::Dossier& out) {
    tell_of_not_read();
    report_.counts().duplicates += drop_repeated(out.calls) + drop_repeated(out.contacts) +
                                   drop_repeated(out.claims) + drop_repeated(out.parcels) +
                                   drop_repeated(out.recordings) + drop_repeated(out.notes);
    if (!lines_.empty()) {
        facts::Order& order = order_of(out);
        order.lines.assign(lines_.begin(), lines_.end());
    }
    if (insurance_ && insurance_->status) {
        facts::Order& order = order_of(out);
        order.insurance = insurance_->status;
        if (!insurance_->reason.empty()) order.insurance_reason = insurance_->reason;
    }
    if (rated_by_seller_) order_of(out).rated_by_seller = true;
    if (out.order && std::ranges::any_of(out.reviews, [](const facts::Review& review) {
            return !review.platform_default;
        }))
        out.order->rated_by_buyer = true;
    for (const std::size_t i : from_messages_)
        sort_by_time(out.conversations[i].messages, &facts::Message::at);
    for (facts::Conversation& conversation : out.conversations)
        if (conversation.order.empty()) conversation.order = order_id_;
    sort_by_time(out.conversations, [](const facts::Conversation& row) { return place_of(row); });
    sort_by_time(out.calls, [](const facts::Call& row) { return place_of(row, row.start); });
    sort_by_time(out.contacts, [](const facts::Contact& row) { return place_of(row, row.at); });
    sort_by_time(out.notes, [](const facts::Note& row) { return place_of(row, row.at); });
}

}  // namespace pingli::intake
