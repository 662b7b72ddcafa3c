#include "app/case_weight.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pingli::app {

namespace {

constexpr std::size_t kBlockBytes = 16;  // what the allocator keeps for itself of each block

// Counts what lies outside of a value itself; its own size is its holder's.
class Weight {
public:
    template <class T>
    void operator()(std::string_view, const T& value, cases::Bounds = {}) {
        add(value);
    }
    template <class T>
    void maybe(std::string_view, const T& value, cases::Bounds = {}) {
        add(value);
    }
    template <class T>
    void fresh(std::string_view, const T& value) {
        add(value);
    }

    void add(const std::string& text) {
        static const std::size_t inside = std::string{}.capacity();
        if (text.capacity() > inside) bytes += text.capacity() + kBlockBytes;
    }
    template <class Tag>
    void add(const Strong<Tag, std::string>& id) {
        add(id.value());
    }
    void add(const Bilingual& words) {
        add(words.zh);
        add(words.en);
    }
    void add(const cases::Personal& words) {
        add(words.person);
        add(words.text);
    }
    void add(const cases::Fact& fact) {
        add(fact.name);
        if (const auto* const text = std::get_if<std::string>(&fact.value)) add(*text);
    }
    template <class T>
    void add(const std::optional<T>& value) {
        if (value) add(*value);
    }
    template <class T>
    void add(const std::vector<T>& values) {
        if (values.capacity() > 0) bytes += values.capacity() * sizeof(T) + kBlockBytes;
        for (const T& value : values) add(value);
    }
    template <class T>
    void add(const T& value) {
        if constexpr (requires { T::each(value, *this); }) T::each(value, *this);
    }

    std::size_t bytes = 0;
};

}  // namespace

std::size_t weight_of(const cases::Case& state) {
    Weight weight;
    weight.add(state);
    return sizeof(cases::Case) + weight.bytes;
}

std::size_t weight_of_customers(const cases::Case& state) {
    Weight weight;
    const auto take = [&](const auto& one) {
        weight.bytes += sizeof(one);
        weight.add(one);
    };
    if (state.kind() != cases::CaseKind::ReviewReport) take(state.opening);
    if (const auto* const claim = state.get_if<cases::Claim>()) take(claim->allegations);
    for (const cases::Exhibit& exhibit : state.exhibits)
        if (exhibit.side == cases::Side::Customer) take(exhibit);
    for (const cases::Message& message : state.messages)
        if (message.side == cases::Side::Customer) take(message);
    for (const cases::Appeal& appeal : state.appeals)
        if (appeal.side == cases::Side::Customer) take(appeal);
    return weight.bytes;
}

}  // namespace pingli::app
