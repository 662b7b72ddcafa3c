// Any lines as a conversation, through the engine, the judge and their JSON. A line is a turn: its
// first letter says whose (b, s, p), "!" before it that turns are missing after it.

#include <vector>

#include "text_frame.hpp"

namespace {

using namespace pingli;

text::Turn turn_of(std::string_view line) {
    text::Turn turn;
    if (line.starts_with('!')) {
        turn.gap_after = true;
        line.remove_prefix(1);
    }
    if (line.starts_with('s')) turn.who = Speaker::Seller;
    if (line.starts_with('p')) turn.who = Speaker::Platform;
    if (!line.empty()) line.remove_prefix(line.find_first_of("bsp") == 0 ? 1 : 0);
    turn.text = line;
    return turn;
}

std::vector<text::Turn> turns_of(std::string_view lines) {
    std::vector<text::Turn> turns;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        turns.push_back(turn_of(lines.substr(0, end)));
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return turns;
}

// More turns, or longer ones.
void read_more(std::string_view lines, bool is_longer, std::size_t times) {
    const std::vector<text::Turn> once = turns_of(lines);
    std::vector<text::Turn> turns;
    std::vector<std::string> texts;
    if (is_longer) {
        texts.reserve(once.size());
        turns = once;
        for (text::Turn& turn : turns)
            turn.text = texts.emplace_back(fuzz::repeated(turn.text, times));
    } else {
        for (std::size_t i = 0; i < times; ++i) turns.insert(turns.end(), once.begin(), once.end());
    }
    fuzz::desk().conversation(turns);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string lines = fuzz::valid_text(data, size);
    fuzz::desk().conversation(turns_of(lines));
    const std::uint64_t hash = fuzz::hash_of(lines);
    const bool is_longer = hash / 64 % 2 == 0;
    fuzz::check_growth(hash, lines.size(),
                       [&](std::size_t times) { read_more(lines, is_longer, times); });
    return 0;
}
