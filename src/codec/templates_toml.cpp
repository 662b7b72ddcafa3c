#include "codec/templates_toml.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "codec/toml_text.hpp"

namespace pingli::codec {

namespace {

using replies::Templates;

constexpr std::int64_t kReachMax = 100;

// One file being read: where problems go.
class File {
public:
    File(std::string name, Problems& problems) : name_(std::move(name)), problems_(problems) {}

    void report(const toml::node& node, std::string_view key, std::string found,
                std::string expected) {
        problems_.push_back({.file = name_,
                             .line = node.source().begin.line,
                             .column = node.source().begin.column,
                             .field = std::string{key},
                             .found = std::move(found),
                             .expected = std::move(expected)});
    }

    toml::table read(std::string_view text) {
        if (text.size() > kTemplatesBytesMax) {
            problems_.push_back({.file = name_,
                                 .field = {},
                                 .found = std::string{"a larger file"},
                                 .expected = std::string{"at most 1 MiB"}});
            return {};
        }
        auto table = parse_toml(text);
        if (table) return std::move(*table);
        problems_.push_back({.file = name_,
                             .line = table.error().at.line,
                             .column = table.error().at.column,
                             .field = {},
                             .found = {},
                             .expected = table.error().expected});
        return {};
    }

    void allow(const toml::table& table, std::initializer_list<std::string_view> keys) {
        for (const auto& [key, node] : table)
            if (std::ranges::find(keys, key.str()) == keys.end())
                report(node, key.str(), "an unknown key", list(keys));
    }

    // Empty and reported when it is not there.
    std::string text(const toml::table& table, std::string_view key) {
        const auto* node = table.get(key);
        if (node == nullptr || !node->is_string() || node->as_string()->get().empty()) {
            report(node == nullptr ? table : *node, key, "nothing", "a text that is not empty");
            return {};
        }
        return node->as_string()->get();
    }

    Bilingual words(const toml::table& table, std::string_view prefix = {}) {
        return {.zh = text(table, std::string{prefix} + "zh"),
                .en = text(table, std::string{prefix} + "en")};
    }

    std::vector<std::string> texts(const toml::node* node, const toml::node& parent,
                                   std::string_view key) {
        std::vector<std::string> out;
        const auto* array = node == nullptr ? nullptr : node->as_array();
        if (array == nullptr) {
            report(node == nullptr ? parent : *node, key, "nothing", "a list of texts");
            return out;
        }
        for (const toml::node& element : *array) {
            if (element.is_string() && !element.as_string()->get().empty())
                out.push_back(element.as_string()->get());
            else
                report(element, key, "something else", "texts that are not empty");
        }
        return out;
    }

    std::vector<std::string> optional_texts(const toml::table& table, std::string_view key) {
        const auto* node = table.get(key);
        return node == nullptr ? std::vector<std::string>{} : texts(node, table, key);
    }

    // A name that `parse` knows.
    template <class Parse>
    auto name(const toml::table& table, std::string_view key, Parse parse)
        -> decltype(parse(std::string_view{})) {
        const auto* node = table.get(key);
        const std::string value = text(table, key);
        if (value.empty()) return std::nullopt;
        auto parsed = parse(value);
        if (!parsed) report(*node, key, "“" + value + "”", "a name of templates/README.md");
        return parsed;
    }

    template <class Parse>
    auto optional_name(const toml::table& table, std::string_view key, Parse parse)
        -> decltype(parse(std::string_view{})) {
        return table.contains(key) ? name(table, key, parse) : std::nullopt;
    }

    template <class Parse>
    auto names(const toml::table& table, std::string_view key, Parse parse) {
        std::vector<typename decltype(parse(std::string_view{}))::value_type> out;
        for (const std::string& value : optional_texts(table, key)) {
            if (const auto parsed = parse(value))
                out.push_back(*parsed);
            else
                report(*table.get(key), key, "“" + value + "”", "names of templates/README.md");
        }
        return out;
    }

    // Calls `each` with every table of the array of tables under `key`.
    template <class Each>
    void tables(const toml::table& root, std::string_view key, Each each) {
        const auto* array = root.get_as<toml::array>(key);
        if (array == nullptr) {
            report(root, key, "nothing", "at least one [[" + std::string{key} + "]]");
            return;
        }
        for (const toml::node& node : *array) {
            if (const auto* table = node.as_table())
                each(*table);
            else
                report(node, key, "something else", "[[" + std::string{key} + "]]");
        }
    }

private:
    static std::string list(std::initializer_list<std::string_view> keys) {
        std::string out;
        for (const std::string_view key : keys) out += (out.empty() ? "" : ", ") + std::string{key};
        return out;
    }

    std::string name_;
    Problems& problems_;
};

void read_replies(File& file, const toml::table& root, Templates& templates) {
    file.allow(root, {"public_characters_max", "sentence"});
    const auto characters = root["public_characters_max"].value<std::int64_t>();
    if (!characters || *characters < 1)
        file.report(root, "public_characters_max", "nothing of the kind", "a number from 1");
    else
        templates.public_characters_max = static_cast<std::size_t>(*characters);
    file.tables(root, "sentence", [&](const toml::table& table) {
        file.allow(table, {"code", "occasions", "place", "causes", "channel", "needs", "zh", "en"});
        replies::Sentence sentence{
            .code = file.text(table, "code"),
            .occasions = file.names(table, "occasions", replies::parse_occasion),
            .place =
                file.name(table, "place", replies::parse_place).value_or(replies::Place::Opening),
            .causes = file.names(table, "causes", replies::parse_cause),
            .channel = file.optional_name(table, "channel", replies::parse_channel),
            .needs = file.optional_name(table, "needs", replies::parse_record),
            .words = file.words(table)};
        if (sentence.occasions.empty())
            file.report(table, "occasions", "nothing", "at least one occasion");
        if (std::ranges::find(templates.sentences, sentence.code, &replies::Sentence::code) !=
            templates.sentences.end())
            file.report(table, "code", "“" + sentence.code + "” again", "each code only once");
        templates.sentences.push_back(std::move(sentence));
    });
}

replies::FaultWords read_fault(File& file, const toml::table& table) {
    file.allow(table, {"code", "zh", "en", "instead_zh", "instead_en"});
    return {.code = file.text(table, "code"),
            .words = file.words(table),
            .instead = file.words(table, "instead_")};
}

replies::DraftRule read_rule(File& file, const toml::table& table) {
    file.allow(table, {"code", "groups", "reach", "unless", "record", "channel"});
    replies::DraftRule rule{
        .code = file.text(table, "code"),
        .groups = {},
        .unless = file.optional_texts(table, "unless"),
        .record = file.optional_name(table, "record", replies::parse_record),
        .channel = file.optional_name(table, "channel", replies::parse_channel)};
    if (const auto* groups = table.get_as<toml::array>("groups"))
        for (const toml::node& group : *groups)
            rule.groups.push_back(file.texts(&group, table, "groups"));
    const bool has_empty =
        std::ranges::any_of(rule.groups, [](const auto& g) { return g.empty(); });
    if (rule.groups.empty() || has_empty) {
        file.report(table, "groups", "nothing", "lists of texts, none of them empty");
        rule.groups = {{"\n"}};  // Matches nothing: blanks are left out of drafts.
    }
    const auto reach = table["reach"].value<std::int64_t>();
    if (reach && *reach >= 0 && *reach <= kReachMax)
        rule.reach = static_cast<std::uint32_t>(*reach);
    else
        file.report(table, "reach", "nothing of the kind", "a number of characters, 0 to 100");
    return rule;
}

void read_drafts(File& file, const toml::table& root, Templates& templates) {
    file.allow(root, {"question", "fault", "rule", "promise"});
    file.tables(root, "question", [&](const toml::table& table) {
        file.allow(table, {"code", "zh", "en"});
        templates.questions.insert_or_assign(file.text(table, "code"), file.words(table));
    });
    file.tables(root, "fault", [&](const toml::table& table) {
        templates.faults.push_back(read_fault(file, table));
    });
    file.tables(root, "rule", [&](const toml::table& table) {
        templates.rules.push_back(read_rule(file, table));
        if (templates.find_fault(templates.rules.back().code) == nullptr)
            file.report(table, "code", "“" + templates.rules.back().code + "”",
                        "the code of a [[fault]]");
    });
    file.tables(root, "promise", [&](const toml::table& table) {
        file.allow(table, {"term", "words", "unless"});
        const auto term = file.name(table, "term", replies::parse_policy_term);
        templates.promises.push_back({.term = term.value_or(replies::PolicyTerm::Return),
                                      .words = file.optional_texts(table, "words"),
                                      .unless = file.optional_texts(table, "unless")});
    });
}

void read_words(File& file, const toml::table& root, Templates& templates) {
    file.allow(root, {"advice", "have", "missing"});
    for (auto& [key, words] : {std::pair{std::string_view{"advice"}, &templates.advice},
                               std::pair{std::string_view{"have"}, &templates.have},
                               std::pair{std::string_view{"missing"}, &templates.missing}}) {
        const auto* section = root.get_as<toml::table>(key);
        if (section == nullptr) {
            file.report(root, key, "nothing", "[" + std::string{key} + ".CODE] tables");
            continue;
        }
        for (const auto& [code, node] : *section) {
            if (const auto* table = node.as_table()) {
                file.allow(*table, {"zh", "en"});
                words->emplace(std::string{code.str()}, file.words(*table));
            } else {
                file.report(node, code.str(), "something else", "zh and en");
            }
        }
    }
}

}  // namespace

std::expected<Templates, Problems> parse_templates(const TemplatesSource& source) {
    Problems problems;
    Templates templates;
    File replies_file("replies.toml", problems);
    File drafts_file("drafts.toml", problems);
    File words_file("words.toml", problems);
    read_replies(replies_file, replies_file.read(source.replies), templates);
    read_drafts(drafts_file, drafts_file.read(source.drafts), templates);
    read_words(words_file, words_file.read(source.words), templates);
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return templates;
}

}  // namespace pingli::codec
