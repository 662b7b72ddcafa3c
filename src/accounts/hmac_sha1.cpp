#include "accounts/hmac_sha1.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/assert.hpp"

namespace pingli::accounts {

Sha1Mac hmac_sha1(std::string_view key, std::string_view message) {
    Sha1Mac mac{};
    unsigned int size = 0;
    const auto* const done = HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
                                  reinterpret_cast<const unsigned char*>(message.data()),
                                  message.size(), mac.data(), &size);
    PINGLI_ASSERT(done != nullptr && size == mac.size());
    return mac;
}

}  // namespace pingli::accounts
