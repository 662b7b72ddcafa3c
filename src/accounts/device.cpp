#include "accounts/device.hpp"

#include "accounts/session.hpp"

namespace pingli::accounts {

std::string_view device_cookie_name(bool is_secure) {
    return is_secure ? "__Host-pingli_device" : "pingli_device";
}

std::string set_device_cookie(std::string_view device, bool is_secure) {
    return cookie_line(device_cookie_name(is_secure), device, is_secure, kDeviceKnownFor);
}

}  // namespace pingli::accounts
