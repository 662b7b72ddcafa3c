#include "rulebook/why.hpp"

#include <algorithm>

#include "rulebook/words.hpp"

namespace pingli::rulebook {

namespace {

Bilingual& operator+=(Bilingual& left, const Bilingual& right) {
    left.zh += right.zh;
    left.en += right.en;
    return left;
}

Bilingual value_words(const Rulebook& book, const Case& input, FactIndex index) {
    const Fact& fact = book.facts[index];
    const auto value = input.is_known(index) ? input.value(index) : std::nullopt;
    if (!value) return {.zh = "（未知）", .en = "(not known)"};
    if (fact.kind == FactKind::Kept)
        return std::get<bool>(*value) ? Bilingual{.zh = "未超过", .en = "kept"}
                                      : Bilingual{.zh = "已超过", .en = "past"};
    return to_words(*value, fact.domain.words, book.zone);
}

// What {name} stands for; `outputs` are those of the answer.
Bilingual named_value(const WhyInput& in, const Outputs* outputs, std::string_view name) {
    if (const auto fact = in.book.find_fact(name)) return value_words(in.book, in.input, *fact);
    const auto output = std::ranges::find(in.book.outputs, name, &Output::name);
    if (outputs != nullptr && output != in.book.outputs.end()) {
        const auto value = std::ranges::find(*outputs, name, &Outputs::value_type::first);
        if (value != outputs->end())
            return to_words(value->second, output->domain.words, in.book.zone);
    }
    return {.zh = "（未知）", .en = "(not known)"};
}

// What a cell asks for, with the words of the domain in the place of its codes: "bad" → 为“差评”.
Bilingual test_words(const Fact& fact, std::string_view source) {
    const bool is_kept = fact.kind == FactKind::Kept;
    if (source == "true")
        return is_kept ? Bilingual{.zh = "未超过", .en = "kept"}
                       : Bilingual{.zh = "为“是”", .en = "yes"};
    if (source == "false")
        return is_kept ? Bilingual{.zh = "已超过", .en = "past"}
                       : Bilingual{.zh = "为“否”", .en = "no"};
    constexpr std::string_view kNot = "not(";
    const bool is_not = source.starts_with(kNot) && source.ends_with(')');
    if (is_not) source = source.substr(kNot.size(), source.size() - kNot.size() - 1);
    Bilingual text{.zh = (is_not ? "不是" : "为") + std::string{source},
                   .en = (is_not ? "not " : "") + std::string{source}};
    const auto replace = [](std::string& in, const std::string& code, const std::string& words) {
        for (std::size_t at = in.find(code); at != std::string::npos; at = in.find(code, at)) {
            in.replace(at, code.size(), words);
            at += words.size();
        }
    };
    for (const DomainWord& word : fact.domain.words) {
        replace(text.zh, '"' + word.value + '"', "“" + word.words.zh + "”");
        replace(text.en, '"' + word.value + '"', "“" + word.words.en + "”");
    }
    return text;
}

std::string filled(const WhyInput& in, const Outputs* outputs, const std::string& sentence,
                   bool chinese) {
    std::string out;
    std::size_t at = 0;
    while (at < sentence.size()) {
        const auto open = sentence.find('{', at);
        const auto close = open == std::string::npos ? open : sentence.find('}', open);
        out += sentence.substr(at, close == std::string::npos ? close : open - at);
        if (close == std::string::npos) break;
        const Bilingual words =
            named_value(in, outputs, std::string_view{sentence}.substr(open + 1, close - open - 1));
        out += chinese ? words.zh : words.en;
        at = close + 1;
    }
    return out;
}

// The sentences of the clauses of `rows`, each clause once, in the order of the Clause cells.
Bilingual clause_sentences(const WhyInput& in, std::span<const std::size_t> rows,
                           const std::vector<Outputs>& outputs) {
    Bilingual text;
    std::vector<std::size_t> told;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Outputs* values =
            outputs.empty() ? nullptr : &outputs[std::min(i, outputs.size() - 1)];
        for (const std::size_t clause : in.table.rows[rows[i]].clauses) {
            if (std::ranges::find(told, clause) != told.end()) continue;
            told.push_back(clause);
            const Bilingual& sentence = in.book.clauses[clause].sentence;
            text.zh += filled(in, values, sentence.zh, true);
            if (!text.en.empty()) text.en += ' ';
            text.en += filled(in, values, sentence.en, false);
        }
    }
    return text;
}

Bilingual deciding_facts(const WhyInput& in, std::span<const std::size_t> rows) {
    Bilingual text;
    for (std::size_t i = 0; i < in.table.columns.size(); ++i) {
        const FactIndex fact = in.table.columns[i].fact;
        const bool decides = std::ranges::any_of(
            rows, [&](std::size_t row) { return !in.table.rows[row].cells[i].is_any; });
        if (!decides || !in.input.is_known(fact)) continue;
        if (!text.zh.empty()) text += {.zh = "；", .en = "; "};
        text += fact_words(in.book, in.input, fact);
    }
    return text;
}

// With the moment of a deadline.
Bilingual fact_name(const Rulebook& book, const Case& input, FactIndex index) {
    const Fact& fact = book.facts[index];
    Bilingual name = fact.words;
    if (fact.kind == FactKind::Kept) {
        const Bilingual due = value_words(book, input, book.deadlines[fact.deadline].due);
        name.zh += "（" + due.zh + "）";
        name.en += " (" + due.en + ")";
    }
    return name;
}

}  // namespace

Bilingual fact_words(const Rulebook& book, const Case& input, FactIndex index) {
    const Bilingual name = fact_name(book, input, index);
    const Bilingual value = value_words(book, input, index);
    return {.zh = name.zh + "：" + value.zh, .en = name.en + ": " + value.en};
}

Bilingual why_decided(const WhyInput& in, std::span<const std::size_t> rows,
                      const std::vector<Outputs>& outputs) {
    if (rows.empty()) return {.zh = "没有适用的条目。", .en = "No row applies."};
    Bilingual text = clause_sentences(in, rows, outputs);
    const Bilingual facts = deciding_facts(in, rows);
    if (facts.zh.empty()) return text;
    text += {.zh = "依据：" + facts.zh + "。", .en = " Facts: " + facts.en + "."};
    return text;
}

Bilingual why_open(const WhyInput& in, std::span<const std::size_t> fired,
                   const std::vector<Outputs>& outputs, const std::vector<FactIndex>& missing) {
    Bilingual text = clause_sentences(in, fired, outputs);
    if (!text.en.empty()) text.en += ' ';
    text += {.zh = "还不能判断：", .en = "Cannot tell yet: "};
    const char* between_zh = "";
    const char* between_en = "";
    bool said_missing = false;
    for (const FactIndex index : missing) {
        const Fact& fact = in.book.facts[index];
        const bool is_absent = in.input.state(index) == Case::State::Absent;
        const std::string from_zh = "（来自" + fact.from_words.zh + "）";
        const std::string from_en = " (from " + fact.from_words.en + ")";
        text.zh += between_zh;
        if (is_absent)
            text.zh += (said_missing ? "“" : "缺少“") + fact.words.zh + "”" + from_zh;
        else
            text.zh += "“" + fact.words.zh + "”的值不能用" + from_zh;
        text.en += between_en + ("“" + fact.words.en + "”") +
                   (is_absent ? " is missing" : " has a value that cannot be used") + from_en;
        said_missing = is_absent;
        between_zh = "、";
        between_en = "; ";
    }
    text += {.zh = "。", .en = "."};
    return text;
}

Lack lack_words(const WhyInput& in, const Row& row, std::size_t column) {
    const FactIndex index = in.table.columns[column].fact;
    const Fact& fact = in.book.facts[index];
    return {.words = fact_name(in.book, in.input, index),
            .is = value_words(in.book, in.input, index),
            .wanted = test_words(fact, row.cells[column].source),
            .is_deadline = fact.kind == FactKind::Kept};
}

Bilingual near_miss_words(const WhyInput& in, const Row& row, std::span<const Lack> lacks) {
    Bilingual text{.zh = "最接近的另一结果：", .en = "Nearest other answer: "};
    for (std::size_t i = 0; i < row.results.size(); ++i) {
        const Output& output = in.book.outputs[in.table.outputs[i]];
        const Bilingual value = to_words(row.results[i], output.domain.words, in.book.zone);
        text += {.zh = (i > 0 ? "，" : "") + output.words.zh + "：" + value.zh,
                 .en = (i > 0 ? ", " : "") + output.words.en + ": " + value.en};
    }
    text += {.zh = "；还差：", .en = "; it lacked: "};
    const char* between_zh = "";
    const char* between_en = "";
    for (const Lack& lack : lacks) {
        text.zh +=
            between_zh + (lack.words.zh + "：" + lack.is.zh + "（须" + lack.wanted.zh + "）");
        text.en +=
            between_en + (lack.words.en + ": " + lack.is.en + " (wanted " + lack.wanted.en + ")");
        between_zh = "，";
        between_en = ", ";
    }
    text += {.zh = "。", .en = "."};
    return text;
}

}  // namespace pingli::rulebook
