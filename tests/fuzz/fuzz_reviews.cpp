// Any bytes as a review, through the engine, the judge and their JSON: a digit (the stars), the
// text, and behind the first unit separator (0x1F) the follow-up.

#include "text_frame.hpp"

namespace {

using namespace pingli;

void read_review(std::string_view bytes, std::size_t times) {
    constexpr int kStarsMax = 5;
    if (bytes.empty()) return;
    const int stars = bytes.front() - '0';
    bytes.remove_prefix(1);
    const std::size_t end = std::min(bytes.find('\x1F'), bytes.size());
    const std::string text = fuzz::repeated(bytes.substr(0, end), times);
    const std::string followup =
        fuzz::repeated(bytes.substr(std::min(end + 1, bytes.size())), times);
    fuzz::desk().review(
        {.stars = stars >= 1 && stars <= kStarsMax ? std::optional{stars} : std::nullopt,
         .text = text,
         .followup = followup});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes = fuzz::valid_text(data, size);
    if (bytes.empty() || static_cast<unsigned char>(bytes.front()) >= 0x80) return 0;
    read_review(bytes, 1);
    fuzz::check_growth(fuzz::hash_of(bytes), bytes.size(),
                       [&](std::size_t times) { read_review(bytes, times); });
    return 0;
}
