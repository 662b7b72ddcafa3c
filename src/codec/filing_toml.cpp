#include "codec/filing_toml.hpp"

#include "codec/toml_text.hpp"

namespace pingli::codec {

namespace {

std::unexpected<Error> wrong(const toml::node& node, std::string_view key,
                             std::string_view expected) {
    return fail(ErrorCode::Invalid,
                "templates/filing.toml:" + std::to_string(node.source().begin.line) + ": " +
                    std::string{key} + ": expected " + std::string{expected});
}

Result<std::string> text_of(const toml::table& table, std::string_view key) {
    const auto text = table[key].value_exact<std::string>();
    if (!text || text->empty()) return wrong(table, key, "a text that is not empty");
    return *text;
}

Result<Bilingual> words_of(const toml::table& table, const std::string& prefix) {
    Bilingual out{.zh = TRY(text_of(table, prefix + "zh")),
                  .en = TRY(text_of(table, prefix + "en"))};
    for (const std::string* text : {&out.zh, &out.en})
        if (const std::string slot = cases::unknown_slot(*text); !slot.empty())
            return wrong(table, prefix + "zh, " + prefix + "en", "no slot {" + slot + "}");
    return out;
}

Result<cases::FormTemplate> form_of(const toml::table& table) {
    cases::FormTemplate out;
    const toml::array* platforms = table["platforms"].as_array();
    if (platforms == nullptr) return wrong(table, "platforms", "a list of texts");
    for (const toml::node& one : *platforms) {
        const auto name = one.value_exact<std::string>();
        if (!name) return wrong(one, "platforms", "a list of texts");
        out.platforms.push_back(*name);
    }
    const auto confirm = table["confirm"].value_exact<bool>();
    if (!confirm) return wrong(table, "confirm", "true or false");
    out.confirm = *confirm;
    const toml::array* fields = table["field"].as_array();
    if (fields == nullptr || fields->empty()) return wrong(table, "field", "[[form.field]]");
    for (const toml::node& one : *fields) {
        const toml::table* field = one.as_table();
        if (field == nullptr) return wrong(one, "field", "[[form.field]]");
        out.fields.push_back({.name = TRY(text_of(*field, "name")),
                              .label = TRY(words_of(*field, "")),
                              .value = TRY(words_of(*field, "value_"))});
    }
    return out;
}

}  // namespace

Result<cases::FormTemplates> parse_filing_forms(std::string_view text) {
    const auto table = parse_toml(text);
    if (!table)
        return fail(ErrorCode::Invalid,
                    "templates/filing.toml:" + std::to_string(table.error().at.line) +
                        ": expected " + english(table.error().expected));
    const toml::array* forms = (*table)["form"].as_array();
    if (forms == nullptr || forms->empty()) return wrong(*table, "form", "[[form]]");
    cases::FormTemplates out;
    for (const toml::node& one : *forms) {
        const toml::table* form = one.as_table();
        if (form == nullptr) return wrong(one, "form", "[[form]]");
        out.push_back(TRY(form_of(*form)));
    }
    return out;
}

}  // namespace pingli::codec
