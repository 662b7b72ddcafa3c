// Conversations: one JSON object each (turns with who, at, text, and order, buyer, reference,
// gap_after), or Qianniu's text export of one buyer's chat: `NICK (yyyy-MM-dd HH:mm:ss):` and the
// lines said. The export's form is not documented; what is read is what is known of it.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "intake/json_documents.hpp"
#include "intake/limits.hpp"
#include "intake/lines.hpp"
#include "intake/table_reader.hpp"

namespace pingli::intake {

// Who speaks for the shop in a text export: its name, its nicks.
struct ShopNicks {
    std::span<const std::string> nicks;
    // "店铺" and "店铺:小美" (a sub-account) are the seller for the nick "店铺".
    [[nodiscard]] bool is_seller(std::string_view nick) const;
};

Result<void> read_json_chats(JsonDocuments& documents, const Reading& reading);

// `name` is the file's name without folder; it holds the buyer's nick.
Result<void> read_text_chat(LineReader& lines, std::string_view name, const ShopNicks& shop,
                            const Reading& reading);

}  // namespace pingli::intake
