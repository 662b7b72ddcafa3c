// The scanner beneath cell.hpp: a cursor over a cell's text that takes one literal.

#pragma once

#include <string_view>

#include "rulebook/cell.hpp"

namespace pingli::rulebook {

class Scanner {
public:
    Scanner(std::string_view text, const Zone& zone) : text_(text), zone_(zone) {}

    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
    [[nodiscard]] bool sees(std::string_view token) const {
        return text_.substr(at_).starts_with(token);
    }
    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
    bool take(std::string_view token);
    void skip_blanks();
    void skip(std::size_t bytes) { at_ += bytes; }

    CellResult<Value> take_literal();
    CellResult<std::string> take_text();  // at the opening quote

private:
    [[nodiscard]] std::size_t digits_at(std::size_t at) const;
    [[nodiscard]] char char_at(std::size_t at) const {
        return at < text_.size() ? text_[at] : '\0';
    }
    CellResult<Value> take_date_or_moment();
    CellResult<Value> take_time();
    CellResult<Value> take_number();
    CellResult<Value> take_unit(std::string_view number, std::size_t start);

    std::string_view text_;
    const Zone& zone_;
    std::size_t at_ = 0;
};

}  // namespace pingli::rulebook
