// Browsers from which an account was entered before. Only a digest of what the browser keeps is
// stored, under its account: it opens nothing, it only keeps the failures of strangers apart.

#include <algorithm>

#include "accounts/accounts.hpp"
#include "accounts/device.hpp"

namespace pingli::accounts {

namespace {

const std::string kDeviceKind = "device";  // key: user and digest; no bytes

std::string device_key(const UserId& user, std::string_view digest) {
    return user.value() + "/" + std::string{digest};
}

}  // namespace

std::string Accounts::known_device(const UserId& user, std::string_view device, Instant now) {
    if (!is_secret(device)) return {};
    std::string digest = digest_of(device);
    return storage_.get(kDeviceKind, device_key(user, digest), now) ? digest : std::string{};
}

Result<std::string> Accounts::remember_device(const UserId& user, std::string_view device,
                                              Instant now) {
    std::string secret = is_secret(device) ? std::string{device} : make_secret(random_);
    TRY(storage_.put(kDeviceKind,
                     {.key = device_key(user, digest_of(secret)),
                      .bytes = {},
                      .expires_at = now + kDeviceKnownFor},
                     Put::Always));
    auto all = TRY(storage_.list(kDeviceKind, device_key(user, "")));
    if (all.size() <= kDevicesMax) return secret;
    std::ranges::sort(all, {}, &Item::expires_at);
    all.resize(all.size() - kDevicesMax);
    for (const Item& oldest : all) TRY(storage_.remove(kDeviceKind, oldest.key));
    return secret;
}

Result<void> Accounts::forget_devices(const UserId& user) {
    for (const Item& item : TRY(storage_.list(kDeviceKind, device_key(user, ""))))
        TRY(storage_.remove(kDeviceKind, item.key));
    return {};
}

}  // namespace pingli::accounts
