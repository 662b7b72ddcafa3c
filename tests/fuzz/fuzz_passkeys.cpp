// Any bytes as what an authenticator says behind the server's own name: refused, or a key that
// reads the same again; nobody enters without a signature. What libcbor is given has a shape that
// is known.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "accounts/cbor_shape.hpp"
#include "accounts/webauthn.hpp"
#include "base/assert.hpp"

namespace {

using namespace pingli::accounts;

const RelyingParty kParty{.id = "desk.example", .origin = "https://desk.example"};
// SHA-256 of the id.
constexpr std::string_view kPartyHash =
    "\x5E\x45\x30\xB8\x66\x6C\x51\x4F\x98\x90\x06\x5D\x04\x4B\xEE\x0D"
    "\x3B\x88\x55\xC6\x47\x7B\x3C\x94\x12\x9E\x61\xEF\x1A\xEC\x5F\x9C";

ClientData client(std::string_view type) {
    return {.type = std::string{type}, .challenge = "x", .origin = kParty.origin, .bytes = "{}"};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes.
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    if (const auto item = cbor_item_size(text)) PINGLI_ASSERT(*item > 0 && *item <= size);
    const std::string said = std::string{kPartyHash.substr(0, 32)} + std::string{text};
    const auto key = read_registration(kParty, client("webauthn.create"), said);
    PasskeyKey known{
        .credential = "id", .algorithm = -8, .public_key = std::string(32, 'k'), .counter = 0};
    if (key) {
        PINGLI_ASSERT(!key->credential.empty() && key->credential.size() <= kCredentialBytesMax);
        PINGLI_ASSERT(!key->public_key.empty());
        known = *key;
    }
    const std::size_t cut = size / 2;
    const Assertion shown{
        .client = client("webauthn.get"),
        .authenticator_data = said.substr(0, kPartyHash.size() + (size > 0 ? cut : 0)),
        .signature = std::string{text.substr(cut)}};
    PINGLI_ASSERT(!check_assertion(kParty, shown, known).has_value());
    return 0;
}
