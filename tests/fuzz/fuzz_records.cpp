// Any bytes as a record of the store, by its first byte: whatever a damaged disk or another version
// left there is refused or read, and what was read is written as it was read.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "accounts/account.hpp"
#include "accounts/notice.hpp"
#include "accounts/second_factors.hpp"
#include "accounts/session.hpp"
#include "app/head_line.hpp"
#include "app/security_log.hpp"
#include "app/shops.hpp"
#include "base/assert.hpp"
#include "notify/hook_book.hpp"
#include "reviews/import_preview.hpp"
#include "reviews/import_record.hpp"
#include "reviews/moves.hpp"
#include "reviews/shelved.hpp"
#include "sealer.hpp"
#include "support/memory_records.hpp"
#include "support/memory_storage.hpp"
#include "views/statistics.hpp"

namespace {

using namespace pingli;

constexpr Instant kNow{std::chrono::seconds{1'778'551'200}};  // 2026-05-12

void try_account(std::string_view bytes) {
    if (const auto account = accounts::decode_account(bytes))
        PINGLI_ASSERT(accounts::decode_account(accounts::encode(*account)) == account);
    if (const auto token = accounts::decode_token(bytes))
        PINGLI_ASSERT(accounts::decode_token(accounts::encode(*token)) == token);
}

void try_notice(std::string_view bytes) {
    if (const auto notice = accounts::decode_notice(bytes))
        PINGLI_ASSERT(accounts::decode_notice(accounts::encode(*notice)) == notice);
}

void try_session(std::string_view bytes) {
    const auto session = accounts::decode_session(bytes);
    if (!session) return;
    PINGLI_ASSERT(accounts::decode_session(accounts::encode(*session)) == session);
    const accounts::SessionRules rules;
    static_cast<void>(accounts::is_alive(*session, rules, kNow));
    static_cast<void>(accounts::is_to_be_noted(*session, rules, kNow));
}

void put(app::Records& records, const std::string& kind, const std::string& key,
         std::string_view bytes) {
    static_cast<void>(
        records.put(kind, {.key = key, .bytes = std::string{bytes}, .expires_at = std::nullopt},
                    app::Put::Always));
}

void try_shop(std::string_view bytes) {
    support::MemoryRecords records;
    put(records, "shop", "s", bytes);
    app::Shops shops{records, [](const std::string& name) -> Result<Zone> {
                         if (name != "Asia/Shanghai") return fail(ErrorCode::NotFound, name);
                         return Zone::fixed(name, std::chrono::hours{8});
                     }};
    PINGLI_ASSERT(shops.find(ShopId{"s"}, kNow).has_value());
    static_cast<void>(shops.owned_numbers(ShopId{"s"}, kNow));
    static_cast<void>(shops.year_of(ShopId{"s"}, kNow));
    static_cast<void>(shops.change(ShopId{"s"}, "name", std::nullopt, kNow));
}

void try_hook(std::string_view bytes) {
    support::MemoryRecords records;
    put(records, "hook", "s/h", bytes);
    notify::HookBook book{records};
    PINGLI_ASSERT(book.all().has_value());
    const auto hook = book.change(ShopId{"s"}, "h", [](notify::RegisteredHook&) {});
    PINGLI_ASSERT(hook.has_value());
    for (const Duration lead : hook->leads) static_cast<void>(notify::format_lead(lead));
    for (const Duration lead : hook->leads) static_cast<void>(kNow + lead);
}

// The place of a delivery, a line feed, the delivery itself.
void try_delivery(std::string_view bytes) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    support::MemoryRecords records;
    put(records, "hook_queue", std::string{bytes.substr(0, end)}, "h/d");
    put(records, "hook_delivery", "h/d", bytes.substr(std::min(end + 1, bytes.size())));
    notify::HookBook book{records};
    const auto queue = book.queue({}, 10);
    PINGLI_ASSERT(queue.has_value() && book.deliveries("h", 10).has_value());
    for (const notify::Place& place : *queue)
        if (const auto delivery = book.take(place))
            PINGLI_ASSERT(book.note(place, *delivery).has_value());
}

void try_import(std::string_view bytes) {
    const auto import = reviews::read_import(ShopId{"s"}, "i", bytes);
    const std::string written = reviews::to_bytes(import);
    PINGLI_ASSERT(reviews::to_bytes(reviews::read_import(ShopId{"s"}, "i", written)) == written);
}

void try_preview(std::string_view bytes) {
    const auto preview = reviews::read_preview(bytes);
    if (!preview) return;
    const std::string written = reviews::to_bytes(*preview);
    const auto again = reviews::read_preview(written);
    PINGLI_ASSERT(again && reviews::to_bytes(*again) == written);
}

// A row of the shelf, each part of it these bytes; the deeds of its mark.
void try_review(std::string_view bytes) {
    fuzz::ReversingSealer sealer;
    app::ShelvedFinding row;
    row.list = bytes;
    row.words = sealer.seal(PersonId{"p"}, bytes);
    row.body = row.words;
    static_cast<void>(reviews::facts_of(row));
    static_cast<void>(reviews::words_of(row, sealer));
    static_cast<void>(reviews::body_of(row, sealer));
    static_cast<void>(reviews::read_deeds(bytes).size());
}

// A batch of the security log: read, checked, and gone on from.
void try_security(std::string_view bytes) {
    support::MemoryRecords records;
    put(records, "security", "b", bytes);
    app::SecurityLog log{records, [] { return kNow; }};
    static_cast<void>(log.read(std::nullopt, 0, 10));
    static_cast<void>(log.read(ShopId{"s"}, 2, 10));
    static_cast<void>(log.verify());
    log.note({.what = "log_in"});
    static_cast<void>(log.flush(true));
}

void try_factor(std::string_view bytes) {
    if (const auto factor = accounts::decode_second_factor(bytes))
        PINGLI_ASSERT(accounts::decode_second_factor(accounts::encode(*factor)) == factor);
    support::MemoryStorage storage;
    static_cast<void>(storage.put("second_factor",
                                  {.key = "u", .bytes = std::string{bytes}, .expires_at = {}},
                                  accounts::Put::Always));
    accounts::SecondFactors factors{storage, [](std::span<std::byte>) {}};
    const accounts::Write told{.kind = "notice", .item = {.key = "n", .bytes = "told"}};
    static_cast<void>(factors.use(UserId{"u"}, "123456", told, kNow));
    static_cast<void>(factors.use(UserId{"u"}, "aaaaa-bbbbb", told, kNow));
}

void try_rest(std::string_view bytes) {
    const auto statistics = views::decode_statistics(bytes);
    PINGLI_ASSERT(views::decode_statistics(views::encode(statistics)) == statistics);
    if (const auto head = app::parse_head(bytes)) static_cast<void>(app::to_line(*head));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr void (*kTry[])(std::string_view) = {
        try_account, try_session, try_shop,    try_hook,   try_delivery, try_import,
        try_rest,    try_notice,  try_preview, try_review, try_security, try_factor};
    if (size == 0) return 0;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes.
    kTry[data[0] % std::size(kTry)]({reinterpret_cast<const char*>(data) + 1, size - 1});
    return 0;
}
