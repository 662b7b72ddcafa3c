// Any bytes as a reply draft, through the engine, the check against the shop's policy and their
// JSON: the first line is what is answered, the rest the draft.

#include "text_frame.hpp"

namespace {

using namespace pingli;

void read_draft(std::string_view bytes, std::size_t times) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string draft = fuzz::repeated(bytes.substr(std::min(end + 1, bytes.size())), times);
    fuzz::desk().draft({.context = bytes.substr(0, end), .draft = draft});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes = fuzz::valid_text(data, size);
    read_draft(bytes, 1);
    fuzz::check_growth(fuzz::hash_of(bytes), bytes.size(),
                       [&](std::size_t times) { read_draft(bytes, times); });
    return 0;
}
