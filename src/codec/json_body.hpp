// A small JSON object that a program sent: read field by field, with a fault that says which field
// is wrong and what was expected. Depth and size are the caller's limits (http) and ours.

#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"

namespace pingli::codec {

// Of a text and of a list whose reader names no bounds of its own.
constexpr std::size_t kBodyTextBytesMax = 20'000;
constexpr std::size_t kBodyItemsMax = 1'000;
constexpr std::size_t kBodyItemBytesMax = 200;  // of each text in a list or by a name

class JsonBody {
public:
    // Fails when `text` is not one JSON object in valid UTF-8, at most 32 deep.
    static std::expected<JsonBody, Problem> parse(std::string_view text);
    JsonBody(JsonBody&&) noexcept;
    JsonBody& operator=(JsonBody&&) noexcept;
    ~JsonBody();

    // A field that is absent or null reads as nothing; one of another type leaves a fault.
    // So does a text or a list that is larger than its bounds.
    std::optional<std::string> text(std::string_view name,
                                    std::size_t bytes_max = kBodyTextBytesMax);
    std::optional<bool> boolean(std::string_view name);
    std::optional<std::int64_t> whole(std::string_view name);
    std::optional<std::vector<std::string>> texts(std::string_view name,
                                                  std::size_t items_max = kBodyItemsMax);
    std::optional<std::string> object(std::string_view name);  // as JSON again
    // An object of texts.
    std::optional<std::map<std::string, std::string>> texts_by_name(std::string_view name);
    // The same as text(), with a fault when it is absent or empty.
    std::string needed_text(std::string_view name, std::size_t bytes_max = kBodyTextBytesMax);

    // Why the body cannot be used: what was read wrongly, else a field that nobody asked for.
    [[nodiscard]] std::optional<Problem> fault() const;

private:
    struct State;
    explicit JsonBody(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace pingli::codec
