#include "accounts/notice.hpp"

#include <algorithm>
#include <array>

#include "base/record_form.hpp"

namespace pingli::accounts {

namespace {

constexpr std::array<std::string_view, 18> kNames = {"link_made",
                                                     "link_used",
                                                     "roles_changed",
                                                     "shut_out",
                                                     "let_in",
                                                     "removed",
                                                     "token_ended",
                                                     "account_shut",
                                                     "account_opened",
                                                     "operator_made",
                                                     "operator_ended",
                                                     "second_factor_made",
                                                     "second_factor_ended",
                                                     "passkey_made",
                                                     "passkey_ended",
                                                     "passkey_copied",
                                                     "recovery_used",
                                                     "sessions_ended"};

}  // namespace

std::string_view to_text(Notice::What what) {
    return kNames.at(static_cast<std::size_t>(what));
}

std::string encode(const Notice& notice) {
    return RecordWriter{}
        .add("what", to_text(notice.what))
        .add("at", notice.at)
        .add("by", notice.by.value())
        .add("shop", notice.shop.value())
        .take();
}

std::optional<Notice> decode_notice(std::string_view bytes) {
    const RecordReader record{bytes};
    const auto* const what = std::ranges::find(kNames, record.text("what"));
    const auto at = record.instant("at");
    if (what == kNames.end() || !at) return std::nullopt;
    return Notice{.what = static_cast<Notice::What>(what - kNames.begin()),
                  .at = *at,
                  .by = UserId{record.text("by")},
                  .shop = ShopId{record.text("shop")}};
}

}  // namespace pingli::accounts
