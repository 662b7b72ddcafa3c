#include "rulebook/evaluate.hpp"

#include <algorithm>
#include <array>

#include "base/assert.hpp"

namespace pingli::rulebook {

namespace {

// Most closed texts have a handful of values: comparing lengths and bytes beats a binary search,
// which orders. An open text's other values have the key after the last.
std::optional<Key> find_text(const KeySpace& keys, std::string_view text) {
    constexpr std::size_t kFew = 16;
    const std::size_t count = keys.texts.size();
    if (count > kFew) return keys.key_of_text(text);
    const std::string* texts = keys.texts.data();
    for (std::size_t i = 0; i < count; ++i)
        if (texts[i].size() == text.size() &&
            std::char_traits<char>::compare(texts[i].data(), text.data(), text.size()) == 0)
            return static_cast<Key>(i);
    if (keys.is_open_text) return static_cast<Key>(count);
    return std::nullopt;
}

}  // namespace

Record evaluate(const Table& table, const Code* codes) {
    RowSet sure;
    RowSet possible;
    for (std::size_t row = 0; row < table.rows.size(); ++row) sure.add(row);
    possible = sure;
    for (const Column& column : table.columns) {
        const Column::Masks& masks = column.by_code[codes[column.fact]];
        sure = sure & masks.sure;
        possible = possible & masks.possible;
    }
    if (table.hit == Hit::Collect) {
        const RowSet open = possible.without(sure);
        return {.outcome = open.is_empty() ? Outcome::Decided : Outcome::CannotTell,
                .fired = sure,
                .open = open};
    }
    if (table.hit == Hit::First && !sure.is_empty()) {
        const std::size_t winner = sure.first();
        RowSet reach;
        for (std::size_t row = 0; row <= winner; ++row) reach.add(row);
        possible = possible & reach;
        sure = {};
        sure.add(winner);
    }
    if (possible.is_empty()) return {.outcome = Outcome::NoRow, .fired = {}, .open = {}};
    const RowSet others = possible.without(table.same_results[possible.first()]);
    return {.outcome = others.is_empty() ? Outcome::Decided : Outcome::CannotTell,
            .fired = sure,
            .open = possible.without(sure)};
}

void evaluate_columns(const Table& table, std::span<const Code* const> columns,
                      std::span<SmallRecord> out) {
    PINGLI_ASSERT(table.is_small());
    PINGLI_ASSERT(columns.size() == table.columns.size());
    // Column by column over a block that stays in the cache, so that each column's masks are
    // looked up in a tight loop.
    constexpr std::size_t kBlock = 512;
    std::array<Column::SmallMasks, kBlock> masks{};
    for (std::size_t start = 0; start < out.size(); start += kBlock) {
        const std::size_t count = std::min(kBlock, out.size() - start);
        std::fill_n(masks.begin(), count,
                    Column::SmallMasks{.sure = ~std::uint64_t{0}, .possible = ~std::uint64_t{0}});
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const Column::SmallMasks* by_code = table.columns[c].small_by_code.data();
            const Code* codes = columns[c] + start;
            for (std::size_t i = 0; i < count; ++i) {
                masks[i].sure &= by_code[codes[i]].sure;
                masks[i].possible &= by_code[codes[i]].possible;
            }
        }
        for (std::size_t i = 0; i < count; ++i)
            out[start + i] = detail::finish_small(table, masks[i].sure, masks[i].possible);
    }
}

Case::Case(const Rulebook& book)
    : book_(&book),
      slots_(book.facts.size()),
      codes_(book.facts.size(), kUnknownCode),
      provisional_(book.deadlines.size(), false),
      wrong_texts_(book.facts.size()) {}

void Case::clear() {
    for (Slot& slot : slots_) slot.state = State::Absent;
    std::ranges::fill(codes_, kUnknownCode);
}

void Case::set_key(FactIndex fact, Key key) {
    const Code code = book_->facts[fact].parts.code_of(key);
    codes_[fact] = code;
    slots_[fact].state = code == kUnknownCode ? State::OutOfDomain : State::Known;
}

bool Case::set_number(FactIndex fact, Type type, std::int64_t number) {
    slots_[fact].number = number;
    if (book_->facts[fact].type() == type) return true;
    set_wrong_type(fact, std::string{to_name(type)});
    return false;
}

void Case::set_wrong_type(FactIndex fact, std::string got) {
    codes_[fact] = kUnknownCode;
    slots_[fact].state = State::WrongType;
    wrong_texts_[fact] = std::move(got);
}

void Case::set(FactIndex fact, bool value) {
    if (set_number(fact, Type::Boolean, value ? 1 : 0)) set_key(fact, value ? 1 : 0);
}

void Case::set(FactIndex fact, std::string_view text) {
    const Fact& declared = book_->facts[fact];
    if (declared.type() != Type::Text) {
        set_wrong_type(fact, std::string{text});
        return;
    }
    slots_[fact].text = text;
    if (const auto key = find_text(declared.domain.keys, text)) {
        set_key(fact, *key);
        return;
    }
    codes_[fact] = kUnknownCode;
    slots_[fact].state = State::OutOfDomain;
}

void Case::set_whole(FactIndex fact, std::int64_t value) {
    if (book_->facts[fact].type() == Type::Number) {
        set(fact, Decimal{value});
        return;
    }
    if (set_number(fact, Type::Whole, value)) set_key(fact, std::clamp(value, kKeyMin, kKeyMax));
}

void Case::set(FactIndex fact, Decimal value) {
    if (!set_number(fact, Type::Number, value.units())) return;
    slots_[fact].decimals = static_cast<std::uint8_t>(value.decimals());
    set_key(fact, value.key(book_->facts[fact].domain.keys.scale));
}

void Case::set(FactIndex fact, const Money& value) {
    if (!set_number(fact, Type::Money, value.minor)) return;
    slots_[fact].currency = value.currency;
    const auto& currency = book_->facts[fact].domain.keys.currency;
    if (currency && *currency != value.currency) {
        codes_[fact] = kUnknownCode;
        slots_[fact].state = State::OutOfDomain;
        return;
    }
    set_key(fact, std::clamp(value.minor, kKeyMin, kKeyMax));
}

void Case::set(FactIndex fact, LocalDate value) {
    const std::int64_t days = value.time_since_epoch().count();
    if (set_number(fact, Type::Date, days)) set_key(fact, days);
}

void Case::set(FactIndex fact, Instant value) {
    const std::int64_t seconds = value.time_since_epoch().count();
    if (set_number(fact, Type::Moment, seconds)) set_key(fact, seconds);
}

void Case::set(FactIndex fact, TimeOfDay value) {
    const std::int64_t seconds = value.since_midnight.count();
    if (set_number(fact, Type::Time, seconds)) set_key(fact, seconds);
}

void Case::set(FactIndex fact, Duration value) {
    if (set_number(fact, Type::Duration, value.count()))
        set_key(fact, std::clamp(std::int64_t{value.count()}, kKeyMin, kKeyMax));
}

void Case::set(FactIndex fact, const Value& value) {
    std::visit(
        [&]<class T>(const T& typed) {
            if constexpr (std::same_as<T, TextList>)
                set_wrong_type(fact, std::string{to_name(Type::TextList)});
            else if constexpr (std::same_as<T, std::string>)
                set(fact, std::string_view{typed});
            else
                set(fact, typed);
        },
        value);
}

void Case::stop(std::string_view deadline, calendar::Pause pause) {
    const auto at = std::ranges::find(book_->deadlines, deadline, &Deadline::name);
    if (at == book_->deadlines.end()) return;
    const auto is_same_time = [&](const Deadline& one) {
        return one.from == at->from && one.period == at->period && one.ends == at->ends;
    };
    for (std::size_t i = 0; i < book_->deadlines.size(); ++i)
        if (is_same_time(book_->deadlines[i])) stops_.emplace_back(i, pause);
}

void Case::derive(const Table& table) {
    for (const std::size_t deadline : table.deadlines) derive_one(deadline);
}

void Case::derive() {
    for (std::size_t i = 0; i < book_->deadlines.size(); ++i) derive_one(i);
}

void Case::derive_one(std::size_t index) {
    const Deadline& deadline = book_->deadlines[index];
    for (const FactIndex made : {deadline.due, deadline.kept}) {
        slots_[made].state = State::Absent;
        codes_[made] = kUnknownCode;
    }
    if (!is_known(deadline.from)) return;
    const Instant from{std::chrono::seconds{slots_[deadline.from].number}};
    std::vector<calendar::Pause> pauses;
    for (const auto& [stopped, pause] : stops_)
        if (stopped == index) pauses.push_back(pause);
    const calendar::Answer answer = calendar::find_due(
        *book_->calendar, book_->zone,
        {.from = from, .period = deadline.period, .ends = deadline.ends, .pauses = pauses});
    provisional_[index] = answer.provisional;
    set(deadline.due, answer.due);
    if (!is_known(deadline.kept_by)) return;
    const Instant kept_by{std::chrono::seconds{slots_[deadline.kept_by].number}};
    set(deadline.kept, kept_by <= answer.due);
}

std::optional<Value> Case::value(FactIndex fact) const {
    const Slot& slot = slots_[fact];
    if (slot.state == State::Absent || slot.state == State::WrongType) return std::nullopt;
    const std::int64_t number = slot.number;
    switch (book_->facts[fact].type()) {
        case Type::Boolean:
            return Value{number != 0};
        case Type::Text:
            return Value{std::string{slot.text}};
        case Type::TextList:
            return std::nullopt;
        case Type::Whole:
            return Value{number};
        case Type::Number:
            return Value{Decimal::of(number, slot.decimals)};
        case Type::Money:
            return Value{Money{.minor = number, .currency = slot.currency}};
        case Type::Date:
            return Value{LocalDate{std::chrono::days{static_cast<int>(number)}}};
        case Type::Moment:
            return Value{Instant{std::chrono::seconds{number}}};
        case Type::Time:
            return Value{TimeOfDay{std::chrono::seconds{number}}};
        case Type::Duration:
            return Value{Duration{number}};
    }
    return std::nullopt;
}

}  // namespace pingli::rulebook
