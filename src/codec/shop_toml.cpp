#include "codec/shop_toml.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "codec/toml_text.hpp"

namespace pingli::codec {

namespace {

constexpr std::int64_t kPolicyDaysMax = 3650;

class Reader {
public:
    explicit Reader(std::string_view file) : file_(file) {}

    Result<void> text(const toml::table& table, std::string_view key, std::string& out) const {
        const toml::node* const node = table.get(key);
        if (node == nullptr) return {};
        const auto value = node->value_exact<std::string>();
        if (!value) return wrong(*node, key, say("toml.text"));
        out = *value;
        return {};
    }

    Result<void> texts(const toml::table& table, std::string_view key,
                       std::vector<std::string>& out) const {
        const toml::node* const node = table.get(key);
        if (node == nullptr) return {};
        const toml::array* const list = node->as_array();
        if (list == nullptr) return wrong(*node, key, say("toml.texts"));
        for (const toml::node& item : *list) {
            const auto value = item.value_exact<std::string>();
            if (!value) return wrong(item, key, say("toml.text"));
            out.push_back(*value);
        }
        return {};
    }

    Result<void> days(const toml::table& table, std::string_view key, int& out) const {
        const toml::node* const node = table.get(key);
        if (node == nullptr) return {};
        const auto value = node->value_exact<std::int64_t>();
        if (!value || *value < 0 || *value > kPolicyDaysMax)
            return wrong(*node, key, say("toml.days"));
        out = static_cast<int>(*value);
        return {};
    }

    Result<void> platform(const toml::table& table, facts::Platform& out) const {
        std::string name{facts::to_name(out)};
        TRY(text(table, "platform", name));
        const auto platform = facts::parse_platform(name);
        if (!platform) return wrong(*table.get("platform"), "platform", say("toml.platform"));
        out = *platform;
        return {};
    }

    std::unexpected<Error> wrong(const toml::node& node, std::string_view key,
                                 const Said& expected) const {
        return wrong(node.source().begin, key, expected);
    }

    std::unexpected<Error> wrong(const toml::source_position& at, std::string_view key,
                                 const Said& expected) const {
        if (at.line == 0) return fail(ErrorCode::Invalid, say("folder.toml_whole", expected));
        std::string place = std::to_string(at.line) + ":" + std::to_string(at.column);
        if (!key.empty()) place.append(": ").append(key);
        return fail(ErrorCode::Invalid, say("folder.toml", place, expected));
    }

    // Tells of keys that nobody reads: a misspelt one must not be lost in silence.
    void unknown(const toml::table& table, std::span<const std::string_view> known,
                 Problems& problems) const {
        for (const auto& [key, node] : table) {
            if (std::ranges::find(known, key.str()) != known.end()) continue;
            problems.push_back({.file = std::string{file_},
                                .line = key.source().begin.line,
                                .column = key.source().begin.column,
                                .field = std::string{key.str()},
                                .found = {},
                                .expected = say("file.shop_key")});
        }
    }

private:
    std::string_view file_;
};

Result<ShopToml> read(const toml::table& table, std::string_view file, Problems& problems) {
    static constexpr std::array<std::string_view, 7> kKeys{"id",      "name",  "platform", "zone",
                                                           "numbers", "nicks", "policy"};
    static constexpr std::array<std::string_view, 3> kPolicyKeys{"return_days", "repair_days",
                                                                 "after_sales_days"};
    const Reader reader{file};
    ShopToml shop;
    TRY(reader.text(table, "id", shop.id));
    TRY(reader.text(table, "name", shop.name));
    TRY(reader.platform(table, shop.platform));
    TRY(reader.text(table, "zone", shop.zone));
    TRY(reader.texts(table, "numbers", shop.numbers));
    TRY(reader.texts(table, "nicks", shop.nicks));
    reader.unknown(table, kKeys, problems);
    if (const toml::node* const node = table.get("policy")) {
        const toml::table* const policy = node->as_table();
        if (policy == nullptr) return reader.wrong(*node, "policy", say("toml.policy"));
        TRY(reader.days(*policy, "return_days", shop.policy.return_days));
        TRY(reader.days(*policy, "repair_days", shop.policy.repair_days));
        TRY(reader.days(*policy, "after_sales_days", shop.policy.after_sales_days));
        reader.unknown(*policy, kPolicyKeys, problems);
    }
    return shop;
}

}  // namespace

Result<ShopToml> parse_shop_toml(std::string_view text, std::string_view file, Problems& problems) {
    const auto table = parse_toml(text);
    if (!table) return Reader{file}.wrong(table.error().at, {}, table.error().expected);
    return read(*table, file, problems);
}

}  // namespace pingli::codec
