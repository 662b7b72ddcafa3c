// Takes rows as the readers give them and puts each where its dossier will be joined: under its
// order, or, where a row names no order, under what is found out once all files are read.
//
// The order of files matters: what names only persons first, then reviews, order lines, orders.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "intake/chats.hpp"
#include "intake/links.hpp"
#include "intake/partitions.hpp"
#include "intake/report.hpp"
#include "intake/row_codec.hpp"

namespace pingli::intake {

class Ingest {
public:
    struct Parameters {
        std::filesystem::path temporary;
        std::size_t memory_bytes = 0;
        const Formats& formats;
        const std::vector<std::string>& shop_numbers;
        ShopNicks shop_nicks;
    };
    Ingest(const Parameters& parameters, const FileNames& files, Report& report);

    Result<void> take(const Row& row);
    // After the last row: finds the orders of what named none.
    Result<void> finish();

    // The rows, keyed by dossier; ready after finish().
    [[nodiscard]] Partitions& rows() { return rows_; }

private:
    Result<void> take(const facts::Order& row);
    Result<void> take(const OrderLineRow& row);
    Result<void> take(const ReviewRow& row);
    Result<void> take(const facts::Conversation& row);
    Result<void> take(const MessageRow& row);
    Result<void> take(const facts::Call& row);
    Result<void> take(const facts::Contact& row);
    Result<void> take(const facts::Claim& row);
    Result<void> take(const facts::Parcel& row);
    Result<void> take(const facts::Recording& row);
    Result<void> take(const InsuranceRow& row);
    Result<void> take(const facts::Note& row);

    // `key` is a letter (o order, r review, b buyer, c one conversation) and an id.
    template <class T>
    Result<void> put(char letter, std::string_view id, const T& row);
    template <class T>
    Result<void> put_later(std::string_view person, const T& row);
    Result<void> put_review(ReviewRow row);
    Result<void> put_for_all(const std::vector<KnownOrder>& orders, RowTag tag,
                             std::string_view fields, std::string_view buyer);
    Result<void> put_fields(char letter, std::string_view id, RowTag tag, std::string_view fields);
    template <class T>
    std::string_view encoded(const T& row);
    Result<void> join_order_lines();
    Result<void> join_persons();
    Result<void> join_person(const StoredRow& stored);
    [[nodiscard]] bool is_shop_number(std::string_view normalized) const;

    const Formats& formats_;
    const FileNames& files_;
    Report& report_;
    ShopNicks shop_nicks_;
    std::vector<std::string> shop_numbers_;
    Partitions rows_;
    Partitions later_;    // rows that name a person only, by person
    Partitions aliases_;  // reviews that name an order line only, and order lines, by oid
    bool has_oid_reviews_ = false;
    Links links_;
    RowBytes scratch_;
    std::string key_;
};

}  // namespace pingli::intake
