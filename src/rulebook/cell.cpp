#include "rulebook/cell.hpp"

#include <algorithm>

#include "rulebook/literal.hpp"

namespace pingli::rulebook {

namespace {

std::unexpected<CellFault> fault(std::size_t at, std::string_view expected) {
    return std::unexpected(CellFault{.at = at, .expected = std::string{expected}});
}

CellResult<Test> take_interval(Scanner& scanner) {
    Test test{.comparison = Comparison::Between, .low = {}, .high = {}, .at = scanner.at()};
    test.has_low = scanner.take("[");
    if (!test.has_low) scanner.skip(1);
    scanner.skip_blanks();
    auto low = scanner.take_literal();
    if (!low) return std::unexpected(low.error());
    test.low = std::move(*low);
    scanner.skip_blanks();
    if (!scanner.take("..")) return fault(scanner.at(), ".. between the ends of the interval");
    scanner.skip_blanks();
    auto high = scanner.take_literal();
    if (!high) return std::unexpected(high.error());
    test.high = std::move(*high);
    scanner.skip_blanks();
    test.has_high = scanner.take("]");
    if (!test.has_high && !scanner.take(")"))
        return fault(scanner.at(), "] or ) at the end of the interval");
    return test;
}

CellResult<Test> take_test(Scanner& scanner) {
    if (scanner.sees("[") || scanner.sees("(")) return take_interval(scanner);
    Test test{.comparison = Comparison::Equal, .low = {}, .high = {}, .at = scanner.at()};
    if (scanner.take("<="))
        test.comparison = Comparison::LessOrEqual;
    else if (scanner.take(">="))
        test.comparison = Comparison::GreaterOrEqual;
    else if (scanner.take("<"))
        test.comparison = Comparison::Less;
    else if (scanner.take(">"))
        test.comparison = Comparison::Greater;
    scanner.skip_blanks();
    auto literal = scanner.take_literal();
    if (!literal) return std::unexpected(literal.error());
    test.low = std::move(*literal);
    return test;
}

// `test {, test}` up to `close` (the end of the cell when empty).
CellResult<std::vector<Test>> take_tests(Scanner& scanner, std::string_view close) {
    std::vector<Test> tests;
    while (true) {
        scanner.skip_blanks();
        auto test = take_test(scanner);
        if (!test) return std::unexpected(test.error());
        tests.push_back(std::move(*test));
        if (tests.size() > kTestsMax) return fault(scanner.at(), "at most 128 tests in a cell");
        scanner.skip_blanks();
        if (close.empty() ? scanner.at_end() : scanner.take(close)) return tests;
        if (!scanner.take(","))
            return fault(scanner.at(), close.empty() ? "a comma or the end of the cell"
                                                     : "a comma or the closing )");
    }
}

bool is_name_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

std::string_view trim(std::string_view text) {
    constexpr std::string_view kBlanks = " \t";
    const auto first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= kNameBytesMax && text.front() >= 'a' &&
           text.front() <= 'z' && std::ranges::all_of(text, is_name_char);
}

CellResult<Cell> parse_cell(std::string_view text, const Zone& zone) {
    Cell cell;
    cell.source = text;
    if (text.size() > kCellBytesMax) return fault(0, "a cell of at most 4096 bytes");
    if (text == "-") {
        cell.is_any = true;
        return cell;
    }
    Scanner scanner{text, zone};
    cell.is_negated = scanner.take("not");
    if (cell.is_negated) {
        scanner.skip_blanks();
        if (!scanner.take("(")) return fault(scanner.at(), "( after not");
    }
    auto tests = take_tests(scanner, cell.is_negated ? ")" : "");
    if (!tests) return std::unexpected(tests.error());
    cell.tests = std::move(*tests);
    scanner.skip_blanks();
    if (!scanner.at_end()) return fault(scanner.at(), "the end of the cell");
    return cell;
}

CellResult<std::vector<Value>> parse_literals(std::string_view text, const Zone& zone) {
    if (text.size() > kCellBytesMax) return fault(0, "a cell of at most 4096 bytes");
    Scanner scanner{text, zone};
    std::vector<Value> values;
    while (true) {
        scanner.skip_blanks();
        auto literal = scanner.take_literal();
        if (!literal) return std::unexpected(literal.error());
        values.push_back(std::move(*literal));
        scanner.skip_blanks();
        if (scanner.at_end()) return values;
        if (!scanner.take(",")) return fault(scanner.at(), "a comma or the end of the cell");
    }
}

CellResult<Value> parse_literal(std::string_view text, const Zone& zone) {
    if (text.size() > kCellBytesMax) return fault(0, "a cell of at most 4096 bytes");
    Scanner scanner{text, zone};
    scanner.skip_blanks();
    auto literal = scanner.take_literal();
    if (!literal) return literal;
    scanner.skip_blanks();
    if (!scanner.at_end()) return fault(scanner.at(), "one value and then the end of the cell");
    return literal;
}

std::optional<Bilingual> parse_bilingual(std::string_view text) {
    constexpr std::string_view kBetween = " / ";
    const auto at = text.find(kBetween);
    if (at == std::string_view::npos) return std::nullopt;
    Bilingual words{.zh = std::string{trim(text.substr(0, at))},
                    .en = std::string{trim(text.substr(at + kBetween.size()))}};
    if (words.zh.empty() || words.en.empty()) return std::nullopt;
    return words;
}

CellResult<std::vector<DomainWord>> parse_domain_words(std::string_view text) {
    // The domain of a text has no moments: the zone is not read.
    const Zone zone = Zone::fixed("UTC", std::chrono::seconds{0});
    Scanner scanner{text, zone};
    std::vector<DomainWord> domain;
    while (true) {
        scanner.skip_blanks();
        if (!scanner.sees("\""))
            return fault(scanner.at(), "a text with its words, such as \"bad\" 差评 / bad");
        auto value = scanner.take_text();
        if (!value) return std::unexpected(value.error());
        const std::size_t words_at = scanner.at();
        // The words run up to the comma before the next quoted text.
        const std::string_view rest = scanner.rest();
        std::size_t end = rest.size();
        for (std::size_t comma = rest.find(','); comma != std::string_view::npos;
             comma = rest.find(',', comma + 1)) {
            if (!trim(rest.substr(comma + 1)).starts_with('"')) continue;
            end = comma;
            break;
        }
        const auto words = parse_bilingual(rest.substr(0, end));
        if (const auto quote = rest.substr(0, end).find('"'); quote != std::string_view::npos)
            return fault(words_at + quote, "a comma before the next value");
        if (!words)
            return fault(words_at, "the words of this value in both languages: 中文 / English");
        domain.push_back({.value = std::move(*value), .words = *words});
        scanner.skip(end);
        if (scanner.at_end()) return domain;
        scanner.skip(1);
    }
}

}  // namespace pingli::rulebook
