#include "codec/facts_json.hpp"

#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

#include "base/utf8.hpp"

namespace pingli::codec {

namespace {

using rulebook::Facts;
using rulebook::Given;
using rulebook::Unusable;
using rulebook::Value;
using rulebook::WrittenNumber;

// Follows the parser's events, because a tree would have made doubles of the numbers. Level 1 is
// the object of facts, level 2 a fact that is itself an object (money) or a list.
class FactsReader {
public:
    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = nlohmann::json::string_t;
    using binary_t = nlohmann::json::binary_t;

    bool null() {
        if (level_ == 0) return refuse("null");
        if (level_ == 1)
            nulls_.push_back(name_);
        else
            part_is_odd_ = true;
        return true;
    }
    bool boolean(bool value) { return put(Given{Value{value}}, value ? "true" : "false"); }
    bool number_integer(number_integer_t value) { return put_number(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) { return put_number(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& text) { return put_number(text); }
    bool string(string_t& value) {
        if (level_ == 2 && !in_list_) {
            if (part_ == "amount" && !amount_)
                amount_ = value;
            else if (part_ == "currency" && !currency_)
                currency_ = value;
            else
                part_is_odd_ = true;
            return true;
        }
        return put(Given{Value{value}}, "a text");
    }
    bool binary(binary_t&) { return refuse("binary data"); }
    bool start_object(std::size_t) {
        if (++level_ == 2) begin_inner(false);
        return goes_on();
    }
    bool start_array(std::size_t) {
        if (++level_ == 1) return refuse("a list");
        if (level_ == 2) begin_inner(true);
        return goes_on();
    }
    bool key(string_t& name) {
        if (level_ == 2) part_ = name;
        if (level_ != 1) return true;
        name_ = name;
        if (facts_.find(name) != nullptr || std::ranges::find(nulls_, name) != nulls_.end()) {
            fault_ = "the name “" + name.substr(0, kNameShown) + "” twice";
            expected_ = say("field.fact_twice");
            return false;
        }
        if (facts_.entries().size() >= kFactNamesMax) return refuse("too many facts");
        return true;
    }
    bool end_object() {
        if (level_-- == 2) end_inner();
        return true;
    }
    bool end_array() { return end_object(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) {
        position_ = position;
        return false;
    }

    [[nodiscard]] Facts& facts() { return facts_; }
    [[nodiscard]] const std::string& fault() const { return fault_; }
    [[nodiscard]] const Said& expected() const { return expected_; }
    [[nodiscard]] std::size_t position() const { return position_; }

private:
    static constexpr std::size_t kNameShown = 64;

    bool put(Given value, const char* what) {
        if (level_ == 0) return refuse(what);
        if (level_ == 1)
            facts_.set(name_, std::move(value));
        else
            part_is_odd_ = true;
        return true;
    }
    bool put_number(const std::string& text) { return put(Given{WrittenNumber{text}}, "a number"); }
    bool refuse(const char* found) {
        fault_ = found;
        expected_ = say("field.facts_object");
        return false;
    }
    bool goes_on() {
        if (level_ <= kFactsNestingMax) return true;
        return refuse("values nested too deep");
    }
    void begin_inner(bool is_list) {
        in_list_ = is_list;
        part_is_odd_ = is_list;
        amount_.reset();
        currency_.reset();
    }
    void end_inner() {
        const auto currency = currency_ ? Currency::parse(*currency_) : std::nullopt;
        const auto money = currency && amount_ ? Money::read(*amount_, *currency) : std::nullopt;
        if (money && !part_is_odd_)
            facts_.set(name_, Given{Value{*money}});
        else if (in_list_)
            facts_.set(name_, Given{Unusable{"a list"}});
        else
            facts_.set(name_, Given{Unusable{"an object that is no money"}});
    }

    Facts facts_;
    std::vector<std::string> nulls_;
    int level_ = 0;
    std::string name_, part_;
    bool in_list_ = false;
    bool part_is_odd_ = false;
    std::optional<std::string> amount_, currency_;
    std::string fault_;
    Said expected_;
    std::size_t position_ = 0;
};

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

}  // namespace

Facts parse_facts(std::string_view json, const std::string& file, std::uint64_t line,
                  Problems& problems) {
    FactsReader reader;
    const auto report = [&](std::size_t at, std::string found, Said expected) {
        const std::string_view before = json.substr(0, std::min(at, json.size()));
        const auto start = before.rfind('\n') + 1;  // 0 on the first line
        problems.push_back(
            {.file = file,
             .line = line + static_cast<std::uint64_t>(std::ranges::count(before, '\n')),
             .column = at == 0 ? 0 : static_cast<std::uint32_t>(before.size() - start),
             .field = {},
             .found = std::move(found),
             .expected = std::move(expected)});
        return Facts{};
    };
    if (const auto fault = utf8::find_fault(json))
        return report(*fault + 1, "bytes that are no UTF-8", say("field.utf8_text"));
    if (nlohmann::json::sax_parse(json, &reader)) return std::move(reader.facts());
    if (!reader.fault().empty()) return report(0, reader.fault(), reader.expected());
    return report(reader.position(), "malformed JSON", say("field.facts_json"));
}

std::vector<FactsLine> parse_facts_file(std::string_view text, const std::string& file,
                                        Problems& problems) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
    Problems as_one;
    Facts one = parse_facts(text, file, 1, as_one);
    if (as_one.empty()) return {{.line = 1, .facts = std::move(one)}};
    std::vector<FactsLine> out;
    Problems by_line;
    const auto lines = lines_of(text);
    std::size_t written = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (is_blank(lines[i])) continue;
        ++written;
        const std::size_t before = by_line.size();
        Facts facts = parse_facts(lines[i], file, i + 1, by_line);
        if (by_line.size() == before) out.push_back({.line = i + 1, .facts = std::move(facts)});
    }
    // Not one line is an object by itself: then it was meant as one object, or is a single line.
    const Problems& said = out.empty() || written <= 1 ? as_one : by_line;
    problems.insert(problems.end(), said.begin(), said.end());
    return out;
}

}  // namespace pingli::codec
