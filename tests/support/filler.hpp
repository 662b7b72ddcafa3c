// Fills any struct of cases/ that lists its fields with arbitrary values.

#pragma once

#include <random>
#include <string>
#include <variant>
#include <vector>

#include "base/money.hpp"
#include "cases/commands.hpp"

namespace pingli::test {

class Filler {
public:
    explicit Filler(unsigned seed) : random_(seed) {}

    template <class T>
    void operator()(std::string_view, T& value, cases::Bounds = {}) {
        fill(value);
    }
    template <class T>
    void maybe(std::string_view, T& value, cases::Bounds = {}) {
        fill(value);
    }
    template <class T>
    void fresh(std::string_view, T& value) {
        fill(value);
    }

    unsigned below(unsigned bound) { return static_cast<unsigned>(random_()) % bound; }

    void fill(bool& value) { value = below(2) == 0; }
    void fill(std::int64_t& value) {
        value = static_cast<std::int64_t>(random_()) - (std::int64_t{1} << 31);
    }
    void fill(std::string& value) {
        static const std::vector<std::string> kParts{"骚扰", "a",  "\"",     "\\", "\n",  "<",
                                                     "\t",   "😀", "\u2028", " ",  "x=1", "退款"};
        value.clear();
        for (unsigned i = below(6); i > 0; --i)
            value += kParts[below(static_cast<unsigned>(kParts.size()))];
    }
    template <class Tag>
    void fill(Strong<Tag, std::string>& value) {
        std::string text;
        fill(text);
        value = Strong<Tag, std::string>{std::move(text)};
    }
    void fill(Instant& value) { value = Instant{std::chrono::seconds{below(2'000'000'000U)}}; }
    void fill(Bilingual& value) {
        fill(value.zh);
        fill(value.en);
    }
    void fill(Money& value) {
        value.minor = below(1'000'000);
        value.currency = {};
    }
    void fill(cases::Personal& value) {
        fill(value.person);
        fill(value.text);
        value.erased = false;
    }
    void fill(cases::Facts& value) {
        value.clear();
        for (unsigned i = below(4); i > 0; --i) {
            cases::Fact fact{.name = "fact_" + std::to_string(i), .value = below(2) == 0};
            if (below(3) == 0) fact.value = std::int64_t{below(1000)};
            if (below(3) == 0) {
                std::string text;
                fill(text);
                fact.value = text;
            }
            value.push_back(std::move(fact));
        }
    }
    template <cases::Named Enum>
    void fill(Enum& value) {
        value = static_cast<Enum>(below(static_cast<unsigned>(cases::kNamesOf<Enum>.size())));
    }
    template <class T>
    void fill(std::optional<T>& value) {
        value.reset();
        if (below(2) == 0) fill(value.emplace());
    }
    template <class T>
    void fill(std::vector<T>& values) {
        values.clear();
        for (unsigned i = below(4); i > 0; --i) fill(values.emplace_back());
    }
    template <class T>
        requires requires(T& value, Filler& filler) { T::each(value, filler); }
    void fill(T& value) {
        T::each(value, *this);
    }

private:
    std::mt19937 random_;
};

template <class T, class Variant>
void add_one(Filler& filler, std::vector<Variant>& out) {
    T value{};
    filler.fill(value);
    out.emplace_back(std::move(value));
}

template <class... Types>
std::vector<std::variant<Types...>> fill_each(Filler& filler,
                                              std::type_identity<std::variant<Types...>>) {
    std::vector<std::variant<Types...>> out;
    (add_one<Types>(filler, out), ...);
    return out;
}

// One of every type of a variant, filled.
template <class Variant>
std::vector<Variant> one_of_each(Filler& filler) {
    return fill_each(filler, std::type_identity<Variant>{});
}

}  // namespace pingli::test
