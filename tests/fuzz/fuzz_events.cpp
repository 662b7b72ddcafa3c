// Any bytes as what a store or an export holds: the body of an event (first byte even), a line of
// an export (odd). What is an event folds into any case and comes back as it was.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "cases/evolve.hpp"
#include "codec/case_codec.hpp"
#include "codec/export_json.hpp"
#include "sealer.hpp"
#include "views/queue.hpp"

namespace {

using namespace pingli;

void try_event(std::string_view bytes) {
    const codec::JsonCaseCodec codec;
    fuzz::ReversingSealer sealer;
    const auto event = codec.decode(std::string{bytes}, sealer);
    if (!event) {
        PINGLI_ASSERT(event.error().code == ErrorCode::Corrupt && !event.error().context.empty());
        return;
    }
    const app::NewEvent written = codec.encode(*event, sealer);
    const auto back = codec.decode(written.body, sealer);
    PINGLI_ASSERT(back.has_value());
    PINGLI_ASSERT(codec.encode(*back, sealer).body == written.body);
    cases::Case c;
    for (int times = 0; times < 2; ++times) c = cases::evolve(std::move(c), *event);
    static_cast<void>(codec.list_entry(views::queue_row(c)));
    static_cast<void>(views::search_text(c));
}

void try_line(std::string_view bytes) {
    const auto line = codec::decode_export_line(bytes);
    if (!line) {
        PINGLI_ASSERT(!line.error().context.empty());
        return;
    }
    const std::string written = codec::encode_export_line(*line);
    const auto back = codec::decode_export_line(written);
    PINGLI_ASSERT(back.has_value() && codec::encode_export_line(*back) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
    data[0] % 2 == 0 ? try_event(bytes) : try_line(bytes);
    return 0;
}
