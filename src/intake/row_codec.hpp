// Rows as compact bytes, for partitions in memory and on disk within one run: no version, no other
// machine reads them. Encoder and Decoder share one list of fields per type, `visit`. Decoded
// strings are views into the bytes. The bytes are our own, so a fault in them is an assertion.

#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/assert.hpp"
#include "intake/rows.hpp"

namespace pingli::intake {

enum class RowTag : std::uint8_t {
    Order,
    OrderLine,
    Review,
    Conversation,
    Message,
    Call,
    Contact,
    Claim,
    Parcel,
    Recording,
    Insurance,
    Note,
    Alias,  // an order line's oid and its order
};

struct AliasRow {
    std::string_view oid, order;
};

// The names of files, so that a row holds a number instead.
class FileNames {
public:
    std::string_view add(std::string name) {
        names_.push_back(std::make_unique<std::string>(std::move(name)));
        return *names_.back();
    }
    [[nodiscard]] std::string_view at(std::size_t index) const { return *names_.at(index); }
    // Of a view that add() gave, most often the one added last.
    [[nodiscard]] std::uint32_t index_of(std::string_view name) const {
        for (std::size_t i = names_.size(); i-- > 0;)
            if (names_[i]->data() == name.data()) return static_cast<std::uint32_t>(i);
        return 0;
    }

private:
    std::vector<std::unique_ptr<std::string>> names_;
};

// Bytes that grow, without a check for each of them.
class RowBytes {
public:
    void clear() { size_ = 0; }
    [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }
    // Makes room for `size` more and returns where they go; add() says how many came.
    char* room_for(std::size_t size) {
        if (bytes_.size() - size_ < size) bytes_.resize(2 * bytes_.size() + size);
        return bytes_.data() + size_;
    }
    void add(std::size_t size) { size_ += size; }
    void append(std::string_view text) {
        if (text.empty()) return;  // memcpy must not be given a null pointer, even for nothing.
        std::memcpy(room_for(text.size()), text.data(), text.size());
        add(text.size());
    }

private:
    std::vector<char> bytes_ = std::vector<char>(1024);
    std::size_t size_ = 0;
};

class Encoder {
public:
    Encoder(RowBytes& out, const FileNames& files) : out_(out), files_(files) {}

    void number(std::uint64_t value) {
        constexpr std::size_t kNumberBytesMax = 10;
        char* const begin = out_.room_for(kNumberBytesMax);
        char* at = begin;
        while (value >= 0x80) {
            *at++ = static_cast<char>(value | 0x80);
            value >>= 7U;
        }
        *at++ = static_cast<char>(value);
        out_.add(static_cast<std::size_t>(at - begin));
    }
    void operator()(std::string_view text) {
        number(text.size());
        out_.append(text);
    }
    void operator()(bool value) { byte(value ? '\1' : '\0'); }
    void operator()(std::uint32_t value) { number(value); }
    void operator()(int value) { number(zigzag(value)); }
    void operator()(Instant at) { number(zigzag(at.time_since_epoch().count())); }
    void operator()(const Money& money) {
        number(zigzag(money.minor));
        (*this)(money.currency.code());
    }
    void operator()(const facts::Source& source) {
        number(files_.index_of(source.file));
        number(source.line);
    }
    template <class E>
        requires std::is_enum_v<E>
    void operator()(E value) {
        byte(static_cast<char>(value));
    }
    template <class T>
    void operator()(const std::optional<T>& value) {
        (*this)(value.has_value());
        if (value) (*this)(*value);
    }
    template <class T>
    void operator()(const std::vector<T>& values) {
        number(values.size());
        for (const T& value : values) (*this)(value);
    }
    template <class T>
        requires std::is_class_v<T>
    void operator()(const T& value) {
        visit(const_cast<T&>(value), *this);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    }

private:
    void byte(char value) {
        *out_.room_for(1) = value;
        out_.add(1);
    }
    static std::uint64_t zigzag(std::int64_t value) {
        return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
    }
    RowBytes& out_;
    const FileNames& files_;
};

class Decoder {
public:
    Decoder(std::string_view bytes, const FileNames& files)
        : at_(bytes.data()), end_(bytes.data() + bytes.size()), files_(files) {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            PINGLI_ASSERT(at_ != end_ && shift < 64);
            const auto byte = static_cast<unsigned char>(*at_++);
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80) return value;
        }
    }
    void operator()(std::string_view& text) {
        const std::uint64_t size = number();
        PINGLI_ASSERT(size <= static_cast<std::uint64_t>(end_ - at_));
        text = {at_, static_cast<std::size_t>(size)};
        at_ += size;
    }
    void operator()(bool& value) { value = byte() != '\0'; }
    void operator()(std::uint32_t& value) { value = static_cast<std::uint32_t>(number()); }
    void operator()(int& value) { value = static_cast<int>(signed_number()); }
    void operator()(Instant& at) { at = Instant{std::chrono::seconds{signed_number()}}; }
    void operator()(Money& money) {
        money.minor = signed_number();
        std::string_view code;
        (*this)(code);
        money.currency = *Currency::parse(code);
    }
    void operator()(facts::Source& source) {
        source.file = files_.at(static_cast<std::size_t>(number()));
        source.line = number();
    }
    template <class E>
        requires std::is_enum_v<E>
    void operator()(E& value) {
        value = static_cast<E>(byte());
    }
    template <class T>
    void operator()(std::optional<T>& value) {
        value.reset();
        if (byte() != '\0') (*this)(value.emplace());
    }
    template <class T>
    void operator()(std::vector<T>& values) {
        values.resize(static_cast<std::size_t>(number()));
        for (T& value : values) (*this)(value);
    }
    template <class T>
        requires std::is_class_v<T>
    void operator()(T& value) {
        visit(value, *this);
    }

private:
    char byte() {
        PINGLI_ASSERT(at_ != end_);
        return *at_++;
    }
    std::int64_t signed_number() {
        const std::uint64_t value = number();
        return static_cast<std::int64_t>((value >> 1U) ^ (~(value & 1U) + 1U));
    }
    const char* at_;
    const char* end_;
    const FileNames& files_;
};

template <class Code>
void visit(facts::OrderLine& r, Code& code) {
    code(r.title), code(r.sku), code(r.item_id), code(r.price), code(r.count);
}
template <class Code>
void visit(facts::Order& r, Code& code) {
    code(r.id), code(r.buyer), code(r.status), code(r.courier), code(r.waybill), code(r.phone);
    code(r.receiver), code(r.address), code(r.memo), code(r.title), code(r.shop_name);
    code(r.buyer_level), code(r.paid), code(r.freight), code(r.created_at), code(r.paid_at);
    code(r.shipped_at), code(r.received_at), code(r.closed_at), code(r.rated_by_buyer);
    code(r.rated_by_seller), code(r.insurance), code(r.insurance_reason), code(r.source);
}
template <class Code>
void visit(OrderLineRow& r, Code& code) {
    code(r.order), code(r.oid), code(r.line), code(r.source);
}
template <class Code>
void visit(ReviewRow& row, Code& code) {
    facts::Review& r = row.review;
    code(r.id), code(r.order), code(r.item_id), code(r.item_title), code(r.sku), code(r.buyer);
    code(r.rating), code(r.stars), code(r.negative_tag), code(r.platform_default), code(r.text);
    code(r.followup), code(r.created_at), code(r.followup_at), code(r.reply), code(r.reply_at);
    code(r.source), code(row.oid), code(row.is_by_seller), code(row.is_feed);
}
template <class Code>
void visit(facts::Message& r, Code& code) {
    code(r.who), code(r.at), code(r.text);
}
template <class Code>
void visit(facts::Conversation& r, Code& code) {
    code(r.id), code(r.order), code(r.buyer), code(r.reference), code(r.agent), code(r.messages);
    code(r.gaps_after), code(r.source);
}
template <class Code>
void visit(MessageRow& r, Code& code) {
    code(r.id), code(r.order), code(r.buyer), code(r.reference), code(r.nick), code(r.text);
    code(r.who), code(r.at), code(r.source);
}
template <class Code>
void visit(facts::Call& r, Code& code) {
    code(r.caller), code(r.callee), code(r.start), code(r.seconds), code(r.source);
}
template <class Code>
void visit(facts::Contact& r, Code& code) {
    code(r.agent), code(r.person), code(r.channel), code(r.direction), code(r.number);
    code(r.note), code(r.at), code(r.answered), code(r.seconds), code(r.source);
}
template <class Code>
void visit(facts::Claim& r, Code& code) {
    code(r.id), code(r.order), code(r.won_by), code(r.text), code(r.opened_at), code(r.closed_at);
    code(r.amount), code(r.source);
}
template <class Code>
void visit(facts::Parcel& r, Code& code) {
    code(r.waybill), code(r.order), code(r.from), code(r.contents), code(r.sent_at), code(r.source);
}
template <class Code>
void visit(facts::Recording& r, Code& code) {
    code(r.order), code(r.file), code(r.how_obtained), code(r.transcript), code(r.at);
    code(r.source);
}
template <class Code>
void visit(InsuranceRow& r, Code& code) {
    code(r.order), code(r.reason), code(r.status), code(r.premium), code(r.payout), code(r.source);
}
template <class Code>
void visit(facts::Note& r, Code& code) {
    code(r.order), code(r.buyer), code(r.kind), code(r.text), code(r.by), code(r.at);
    code(r.source);
}
template <class Code>
void visit(AliasRow& r, Code& code) {
    code(r.oid), code(r.order);
}

template <class T>
constexpr RowTag tag_of();
template <>
constexpr RowTag tag_of<facts::Order>() {
    return RowTag::Order;
}
template <>
constexpr RowTag tag_of<OrderLineRow>() {
    return RowTag::OrderLine;
}
template <>
constexpr RowTag tag_of<ReviewRow>() {
    return RowTag::Review;
}
template <>
constexpr RowTag tag_of<facts::Conversation>() {
    return RowTag::Conversation;
}
template <>
constexpr RowTag tag_of<MessageRow>() {
    return RowTag::Message;
}
template <>
constexpr RowTag tag_of<facts::Call>() {
    return RowTag::Call;
}
template <>
constexpr RowTag tag_of<facts::Contact>() {
    return RowTag::Contact;
}
template <>
constexpr RowTag tag_of<facts::Claim>() {
    return RowTag::Claim;
}
template <>
constexpr RowTag tag_of<facts::Parcel>() {
    return RowTag::Parcel;
}
template <>
constexpr RowTag tag_of<facts::Recording>() {
    return RowTag::Recording;
}
template <>
constexpr RowTag tag_of<InsuranceRow>() {
    return RowTag::Insurance;
}
template <>
constexpr RowTag tag_of<facts::Note>() {
    return RowTag::Note;
}
template <>
constexpr RowTag tag_of<AliasRow>() {
    return RowTag::Alias;
}

}  // namespace pingli::intake
