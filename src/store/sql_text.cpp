#include "store/sql_text.hpp"

#include <mutex>
#include <set>

namespace pingli::store {

SqlText& SqlText::add(std::string_view text) {
    sql_ += text;
    return *this;
}

void SqlText::parameter() {
    sql_ += parameter_(static_cast<int>(values_.size()));
}

SqlText& SqlText::value(std::string_view text) {
    values_.emplace_back(text);
    parameter();
    return *this;
}

SqlText& SqlText::value(std::int64_t number) {
    values_.emplace_back(number);
    parameter();
    return *this;
}

SqlText& SqlText::where(std::string_view condition, const std::optional<std::string>& text) {
    return text ? add(" AND ").add(condition).add(" ").value(std::string_view{*text}) : *this;
}

SqlText& SqlText::where(std::string_view condition, std::optional<std::int64_t> number) {
    return number ? add(" AND ").add(condition).add(" ").value(*number) : *this;
}

const char* SqlText::text() const {
    static std::mutex mutex;
    static std::set<std::string, std::less<>> kept;  // a set does not move what it holds
    const std::lock_guard lock(mutex);
    return kept.insert(sql_).first->c_str();
}

}  // namespace pingli::store
