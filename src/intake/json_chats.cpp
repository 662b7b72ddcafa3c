#include <simdjson.h>

#include <array>
#include <charconv>
#include <string>

#include "intake/chats.hpp"
#include "intake/json_parse.hpp"

namespace pingli::intake {

namespace {

namespace dom = simdjson::dom;

class JsonChats {
public:
    JsonChats(JsonDocuments& documents, const Reading& reading)
        : documents_(documents), reading_(reading) {}

    Result<void> run() {
        return each_document(parser_, documents_, reading_,
                             [this](const JsonDocument& document) { return read(document); });
    }

private:
    Result<void> read(const JsonDocument& document) {
        line_ = document.line;
        dom::element root;
        if (const auto expected = parse_document(parser_, document, root); !expected.empty())
            return reject({}, expected);
        dom::array turns;
        if (find_turns(root, turns) != simdjson::SUCCESS)
            return document.is_inner ? Result<void>{} : reject("turns", say("file.turns"));
        conversation_.messages.clear();
        conversation_.gaps_after.clear();
        read_head(root);
        for (const dom::element turn : turns)
            if (!read_turn(turn)) return {};
        read_gaps(root);
        conversation_.source = {.file = reading_.file, .line = line_};
        reading_.report.good_row();
        return reading_.sink(Row{&conversation_});
    }

    static simdjson::error_code find_turns(dom::element root, dom::array& turns) {
        if (root["turns"].get(turns) == simdjson::SUCCESS) return simdjson::SUCCESS;
        return root["messages"].get(turns);
    }

    Result<void> reject(std::string_view field, Said expected) {
        reading_.report.bad_line(
            {.line = line_, .field = field, .found = {}, .expected = std::move(expected)});
        return {};
    }

    // A string, or a number as its digits in `digits`.
    static std::string_view text_of(dom::element parent, std::string_view key,
                                    std::array<char, 24>& digits) {
        dom::element value;
        if (parent[key].get(value) != simdjson::SUCCESS) return {};
        if (std::string_view text; value.get(text) == simdjson::SUCCESS) return text;
        std::to_chars_result written{digits.data(), std::errc::invalid_argument};
        if (std::int64_t i = 0; value.get(i) == simdjson::SUCCESS)
            written = std::to_chars(digits.data(), digits.data() + digits.size(), i);
        else if (std::uint64_t u = 0; value.get(u) == simdjson::SUCCESS)
            written = std::to_chars(digits.data(), digits.data() + digits.size(), u);
        if (written.ec != std::errc{}) return {};
        return {digits.data(), static_cast<std::size_t>(written.ptr - digits.data())};
    }

    void read_id(dom::element root, std::string_view key, std::size_t slot, std::string_view& out) {
        const std::string_view text = text_of(root, key, digits_.at(slot));
        const Expected expected = reading_.values.read_id(text, out);
        if (!expected.empty())
            reading_.report.bad_field(
                {.line = line_, .field = key, .found = text, .expected = say(expected)});
    }

    void read_head(dom::element root) {
        read_id(root, "id", 0, conversation_.id);
        read_id(root, "order", 1, conversation_.order);
        read_id(root, "buyer", 2, conversation_.buyer);
        read_id(root, "reference", 3, conversation_.reference);
        read_id(root, "agent", 4, conversation_.agent);
    }

    bool read_turn(dom::element turn) {
        const auto index = conversation_.messages.size();
        facts::Message message;
        std::string_view text;
        std::array<char, 24> digits{};
        const std::string_view who = text_of(turn, "who", digits);
        std::optional<facts::Speaker> speaker;
        if (index == kMessagesMax || turn["text"].get(text) != simdjson::SUCCESS ||
            !reading_.values.read(who, speaker).empty() || !speaker) {
            const std::string field = "turns[" + std::to_string(index) + "]";
            static_cast<void>(
                reject(field, index == kMessagesMax ? say("file.turns_max") : say("file.turn")));
            return false;
        }
        message.who = *speaker;
        message.text = text;
        const std::string_view at = text_of(turn, "at", digits);
        const Expected expected = reading_.values.read(at, message.at);
        if (!expected.empty())
            reading_.report.bad_field(
                {.line = line_, .field = "at", .found = at, .expected = say(expected)});
        bool has_gap = false;
        if (turn["gap_after"].get(has_gap) == simdjson::SUCCESS && has_gap)
            conversation_.gaps_after.push_back(static_cast<std::uint32_t>(index));
        conversation_.messages.push_back(message);
        return true;
    }

    // "gap_after": 3 or [3, 7]: messages are missing after these turns.
    void read_gaps(dom::element root) {
        dom::element gaps;
        if (root["gap_after"].get(gaps) != simdjson::SUCCESS || gaps.is_null()) return;
        bool is_good = true;
        const auto add = [&](dom::element value) {
            std::uint64_t index = 0;
            is_good = is_good && value.get(index) == simdjson::SUCCESS &&
                      index < conversation_.messages.size();
            if (is_good) conversation_.gaps_after.push_back(static_cast<std::uint32_t>(index));
        };
        if (dom::array list; gaps.get(list) == simdjson::SUCCESS)
            for (const dom::element value : list) add(value);
        else
            add(gaps);
        if (!is_good)
            reading_.report.bad_field({.line = line_,
                                       .field = "gap_after",
                                       .found = {},
                                       .expected = say("file.turn_indexes")});
    }

    JsonDocuments& documents_;
    const Reading& reading_;
    dom::parser parser_;
    facts::Conversation conversation_;
    std::array<std::array<char, 24>, 5> digits_{};
    std::uint64_t line_ = 0;
};

}  // namespace

Result<void> read_json_chats(JsonDocuments& documents, const Reading& reading) {
    return JsonChats{documents, reading}.run();
}

}  // namespace pingli::intake
