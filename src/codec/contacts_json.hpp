// The register of a shop's numbers and a question of reconciliation as JSON (H12).

#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/shops.hpp"
#include "codec/case_commands_json.hpp"
#include "contacts/reconcile.hpp"

namespace pingli::codec {

std::expected<std::vector<app::OwnNumberRecord>, Problems> parse_register(std::string_view body);
std::string register_json(const std::vector<app::OwnNumberRecord>& numbers);

struct AskedPaper {
    std::string exhibit;               // whose file is the table
    std::vector<std::string> numbers;  // whose list it is, if stated
    std::optional<contacts::Covered> covers;
};
struct ReconciliationAsked {
    std::vector<contacts::Alleged> alleged;
    std::string person_number;
    std::optional<AskedPaper> carrier_list;
    std::optional<AskedPaper> contact_log;
};
constexpr std::size_t kAllegedMax = 200;
std::expected<ReconciliationAsked, Problems> parse_reconciliation(std::string_view body);

struct Unreadable {  // lines of each paper that were left out
    std::int64_t carrier_list = 0;
    std::int64_t contact_log = 0;
};
std::string reconciliation_json(const contacts::Reconciliation& found, Unreadable unreadable);

}  // namespace pingli::codec
