// What a shop's exports say, joined by order: the input of triage.
//
// A Dossier borrows every string from the reader that filled it; the views hold until the next
// dossier is asked for. That keeps a million orders a few megabytes, and is the only place in the
// program where values are borrowed. Texts are valid UTF-8. Absent = not in the files, never "no".

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "base/speaker.hpp"
#include "base/time.hpp"
#include "base/zone.hpp"

namespace pingli::facts {

enum class Platform : std::uint8_t { Taobao, Tmall, Jd, OwnStore, PhysicalStore, Other };
enum class Rating : std::uint8_t { Good, Neutral, Bad };
using Speaker = pingli::Speaker;
enum class InsuranceStatus : std::uint8_t { Insured, None, Declined };

// Where a fact stands, so that a finding can name its evidence: "chats/2026-05.jsonl", line 17.
struct Source {
    std::string_view file;
    std::uint64_t line = 0;
};

struct OrderLine {
    std::string_view title, sku, item_id;
    std::optional<Money> price;
    std::uint32_t count = 1;
};

struct Order {
    std::string_view id;     // tid
    std::string_view buyer;  // nick or open uid; may be empty
    std::string_view status, courier, waybill, phone, receiver, address, memo, title, shop_name;
    std::optional<int> buyer_level;  // credit level of the account, when the export has it
    std::optional<Money> paid;
    std::optional<Money> freight;
    std::optional<Instant> created_at, paid_at, shipped_at, received_at, closed_at;
    std::optional<bool> rated_by_buyer, rated_by_seller;
    std::optional<InsuranceStatus> insurance;
    std::string_view insurance_reason;
    std::vector<OrderLine> lines;
    Source source;
};

struct Review {
    std::string_view id;  // oid when the export has no id of its own
    std::string_view order, item_id, item_title, sku, buyer;
    std::optional<Rating> rating;   // absent where the platform has no good/neutral/bad
    std::optional<int> stars;       // 1..5
    bool negative_tag = false;      // Tmall's has_negtv
    bool platform_default = false;  // the platform's own text, not the buyer's words
    std::string_view text, followup;
    std::optional<Instant> created_at, followup_at;
    std::string_view reply;  // the seller's public answer that is already out
    std::optional<Instant> reply_at;
    Source source;
};

struct Message {
    Speaker who = Speaker::Buyer;
    std::optional<Instant> at;
    std::string_view text;
};

struct Conversation {
    std::string_view id, order, buyer;
    std::string_view reference;  // 举证号
    std::string_view agent;      // who answered for the shop; may be empty
    std::vector<Message> messages;
    // Messages are missing after these (indexes into `messages`), as the export says.
    std::vector<std::uint32_t> gaps_after;
    Source source;
};

struct Call {  // a line of the carrier's list
    std::string_view caller, callee;
    Instant start;
    std::uint32_t seconds = 0;
    Source source;
};

struct Recording {
    std::string_view order, file, how_obtained, transcript;
    std::optional<Instant> at;
    Source source;
};

struct Claim {  // a claim of the buyer that the platform decided or will decide
    std::string_view id, order, won_by, text;  // won_by: "seller", "buyer", "" = open or unknown
    std::optional<Instant> opened_at, closed_at;
    std::optional<Money> amount;
    Source source;
};

struct Contact {  // a line of the shop's own contact log
    std::string_view agent, person, channel, direction, number, note;
    std::optional<Instant> at;
    std::optional<bool> answered;
    std::uint32_t seconds = 0;
    Source source;
};

struct Parcel {
    std::string_view waybill, order, from, contents;
    std::optional<Instant> sent_at;
    Source source;
};

struct Note {  // whatever the shop wrote down: kind is free, "police_record", "same_trade" …
    std::string_view order, buyer, kind, text, by;
    std::optional<Instant> at;
    Source source;
};

// Everything the files hold about one order (or one conversation without an order).
struct Dossier {
    std::optional<Order> order;
    std::vector<Review> reviews;
    std::vector<Conversation> conversations;
    std::vector<Call> calls;
    std::vector<Recording> recordings;
    std::vector<Claim> claims;
    std::vector<Contact> contacts;
    std::vector<Parcel> parcels;
    std::vector<Note> notes;
    void clear();
};

// What the shop promises (B4); shop.toml can change each.
struct Policy {
    int return_days = 7;
    int repair_days = 30;
    int after_sales_days = 90;
};

struct Shop {
    std::string id, name;
    Platform platform = Platform::Taobao;
    Zone zone = Zone::fixed("Asia/Shanghai", std::chrono::hours{8});
    std::vector<std::string> numbers;  // phone numbers that the shop owns (H12)
    Policy policy;
};

std::string_view to_name(Platform platform);  // "taobao", "own_store" …
std::optional<Platform> parse_platform(std::string_view name);
std::string_view to_name(Rating rating);  // "good", "neutral", "bad"

}  // namespace pingli::facts
